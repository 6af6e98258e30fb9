// A bridge whose metrics Prometheus comes for: no collector, no code but the bridge's line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "opencensus/stats/stats.h"
#include "opentelemetry/metrics/provider.h"
#include "tests/support/free_port.h"
#include "tests/support/malformed_header.h"
#include "tests/unit/otel_core/exporters/prometheus/plain_client.h"
#include "tracebridge/bridge.h"

namespace tracebridge::bridge_prometheus_test {

using opencensus::stats::Aggregation;
using opencensus::stats::MeasureInt64;
using opencensus::stats::ViewDescriptor;
using opentelemetry::metrics::Provider;
using prometheus_exporter::BodyOf;
using prometheus_exporter::Get;
using prometheus_exporter::PlainClient;
using test::FreePort;
using test::ReceiveAMalformedHeader;
using testing::ContainsRegex;
using testing::HasSubstr;

BridgeOptions ServedOn(std::uint16_t port) {
  BridgeOptions options;
  options.settings = {{"OTEL_METRICS_EXPORTER", "prometheus"},
                      {"OTEL_EXPORTER_PROMETHEUS_PORT", std::to_string(port)},
                      {"OTEL_TRACES_EXPORTER", "none"},
                      {"OTEL_SERVICE_NAME", "shop"}};
  return options;
}

TEST(BridgePrometheusTest, ServesInstrumentsViewsAndOwnCounters) {
  const std::uint16_t port = FreePort();
  const auto bridge = Bridge::FromOptions(ServedOn(port));
  Provider::GetMeterProvider()->GetMeter("shop")->CreateUInt64Counter("orders")->Add(3);
  const auto measure = MeasureInt64::Register("shop/requests", "served", "1");
  ViewDescriptor()
      .set_name("requests")
      .set_measure("shop/requests")
      .set_aggregation(Aggregation::Sum())
      .RegisterForExport();
  opencensus::stats::Record({{measure, 2}});
  ReceiveAMalformedHeader();

  const std::string page = BodyOf(Get(port));
  EXPECT_THAT(page, ContainsRegex("orders_total\\{otel_scope_name=\"shop\"\\} 3"));
  EXPECT_THAT(page, ContainsRegex("requests_total\\{otel_scope_name=\"opencensus-shim\",.*\\} 2"));
  EXPECT_THAT(page,
              ContainsRegex("header_malformed_total\\{otel_scope_name=\"tracebridge\",.*\\} 1"));
  EXPECT_THAT(page, ContainsRegex("target_info\\{.*service_name=\"shop\""));
}

TEST(BridgePrometheusTest, ServesOwnCountersOfAProgramThatMeasuresNothing) {
  const std::uint16_t port = FreePort();
  const auto bridge = Bridge::FromOptions(ServedOn(port));
  ReceiveAMalformedHeader();
  EXPECT_THAT(BodyOf(Get(port)), HasSubstr("tracebridge_header_malformed_total"));
}

TEST(BridgePrometheusTest, ClosesThePageWithTheBridge) {
  const std::uint16_t port = FreePort();
  {
    const auto bridge = Bridge::FromOptions(ServedOn(port));
    EXPECT_TRUE(PlainClient(port).is_connected());
  }
  EXPECT_FALSE(PlainClient(port).is_connected());
}

}  // namespace tracebridge::bridge_prometheus_test
