// The metrics of a bridge, as a collector receives them over OTLP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/stats/stats.h"
#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/metrics/noop.h"
#include "opentelemetry/metrics/observer_result.h"
#include "opentelemetry/metrics/provider.h"
#include "opentelemetry/trace/provider.h"
#include "tests/support/forked.h"
#include "tests/support/malformed_header.h"
#include "tests/support/threads.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/bridge.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opencensus_metrics.h"

namespace tracebridge::bridge_metrics_test {

using opencensus::stats::Aggregation;
using opencensus::stats::MeasureInt64;
using opencensus::stats::Record;
using opencensus::stats::ViewDescriptor;
using opentelemetry::metrics::Provider;
using test::ReceiveAMalformedHeader;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Settings = std::map<std::string, std::string>;
constexpr auto kMinute = std::chrono::milliseconds(60000);

// `opencensus-shim/requests {} 2`, a line a point, in order; histograms with their count.
std::vector<std::string> Points(const nlohmann::json& request) {
  std::vector<std::string> points;
  for (const auto& resource : request["resourceMetrics"]) {
    for (const auto& scope : resource["scopeMetrics"]) {
      for (const auto& metric : scope["metrics"]) {
        for (const char* kind : {"sum", "gauge", "histogram"}) {
          if (!metric.contains(kind)) continue;
          for (const auto& point : metric[kind]["dataPoints"]) {
            std::string attributes;
            for (const auto& attribute : point.value("attributes", nlohmann::json::array())) {
              attributes += (attributes.empty() ? "" : ", ") + attribute["key"].get<std::string>() +
                            "=" + attribute["value"].value("stringValue", "?");
            }
            const std::string value = point.contains("asInt")   ? point["asInt"].get<std::string>()
                                      : point.contains("count") ? point["count"].get<std::string>()
                                                                : point["asDouble"].dump();
            points.push_back(scope["scope"]["name"].get<std::string>() + "/" +
                             metric["name"].get<std::string>() + " {" + attributes + "} " + value);
          }
        }
      }
    }
  }
  std::sort(points.begin(), points.end());
  return points;
}

class BridgeMetricsTest : public ::testing::Test {
 protected:
  ~BridgeMetricsTest() override { Provider::SetMeterProvider(nullptr); }

  // http://127.0.0.1:<port>, which all signals' paths are below.
  std::string Base() const { return collector_.url().substr(0, collector_.url().rfind("/v1/")); }

  BridgeOptions To(Settings settings = {}) const {
    BridgeOptions options;
    options.settings = std::move(settings);
    options.settings.emplace("OTEL_EXPORTER_OTLP_ENDPOINT", Base());
    options.settings.emplace("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
    options.settings.emplace("OTEL_SERVICE_NAME", "shop");
    options.settings.emplace("OTEL_METRIC_EXPORT_INTERVAL", "3600000");
    return options;
  }

  // The bodies of the requests to `path`.
  std::vector<nlohmann::json> Requests(const std::string& path) {
    std::vector<nlohmann::json> bodies;
    for (const auto& request : collector_.requests()) {
      if (request.line == "POST " + path + " HTTP/1.1") {
        bodies.push_back(nlohmann::json::parse(request.body));
      }
    }
    return bodies;
  }
  std::vector<nlohmann::json> Metrics() { return Requests("/v1/metrics"); }

  // Waits until there is one that `matches`; false after a minute.
  template <class Predicate>
  bool WaitForMetrics(Predicate matches) {
    for (std::size_t count = 1; collector_.WaitForRequests(count); ++count) {
      const auto requests = Metrics();
      if (std::any_of(requests.begin(), requests.end(), matches)) return true;
    }
    return false;
  }

  otlp::TestCollector collector_;
  const MeasureInt64 measure_ = MeasureInt64::Register("shop/requests", "served", "1");
};

ViewDescriptor ServedView() {
  return ViewDescriptor()
      .set_name("requests")
      .set_measure("shop/requests")
      .set_aggregation(Aggregation::Sum());
}

void Count(const std::string& name) {
  Provider::GetMeterProvider()->GetMeter("shop")->CreateUInt64Counter(name)->Add(3);
}

void EndASpan() {
  opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("test")->StartSpan("span")->End();
}

TEST_F(BridgeMetricsTest, LeaveInOneRequest) {
  auto bridge = Bridge::FromOptions(To());
  ServedView().RegisterForExport();
  Record({{measure_, 2}});
  Count("served");
  ReceiveAMalformedHeader();
  EndASpan();
  EXPECT_TRUE(bridge.ForceFlush(kMinute));

  ASSERT_EQ(Metrics().size(), 1u);
  EXPECT_THAT(Points(Metrics()[0]), ElementsAre("opencensus-shim/requests {} 2", "shop/served {} 3",
                                                "tracebridge/tracebridge.header.malformed {} 1"));
  const auto traces = Requests("/v1/traces");
  ASSERT_EQ(traces.size(), 1u);
  EXPECT_EQ(Metrics()[0]["resourceMetrics"][0]["resource"],
            traces[0]["resourceSpans"][0]["resource"]);
}

TEST_F(BridgeMetricsTest, LeaveWhenTheBridgeEnds) {
  {
    const auto bridge = Bridge::FromOptions(To());
    Count("served");
  }
  ASSERT_EQ(Metrics().size(), 1u);
  EXPECT_THAT(Points(Metrics()[0]), ElementsAre("shop/served {} 3"));
}

TEST_F(BridgeMetricsTest, StayWhileNothingWasMeasured) {
  const std::size_t before = test::ThreadsAtRest();
  {
    auto bridge = Bridge::FromOptions(To({{"OTEL_METRIC_EXPORT_INTERVAL", "20"}}));
    ServedView().RegisterForExport();
    EXPECT_EQ(test::Threads(), before) << "an upgrade starts no thread";
    ReceiveAMalformedHeader();
    EndASpan();
    EXPECT_TRUE(bridge.ForceFlush(kMinute));
  }
  EXPECT_THAT(Metrics(), IsEmpty()) << "who receives spans need not receive metrics";
  EXPECT_EQ(Requests("/v1/traces").size(), 1u);
}

TEST_F(BridgeMetricsTest, OfTheBridgeLeaveAloneIfAskedFor) {
  const auto bridge = Bridge::FromOptions(
      To({{"OTEL_METRICS_EXPORTER", "otlp"}, {"OTEL_METRIC_EXPORT_INTERVAL", "20"}}));
  ReceiveAMalformedHeader();
  EndASpan();  // nobody measures, and nobody flushes
  EXPECT_TRUE(WaitForMetrics([](const auto& request) {
    return Points(request) ==
           std::vector<std::string>{"tracebridge/tracebridge.header.malformed {} 1"};
  }));
}

TEST_F(BridgeMetricsTest, OfTheBridgeLeaveAtItsEndIfAskedFor) {
  {
    const auto bridge = Bridge::FromOptions(To({{"OTEL_METRICS_EXPORTER", "otlp"}}));
    ReceiveAMalformedHeader();
  }
  ASSERT_EQ(Metrics().size(), 1u);
  EXPECT_THAT(Points(Metrics()[0]), ElementsAre("tracebridge/tracebridge.header.malformed {} 1"));
}

TEST_F(BridgeMetricsTest, LeaveByThemselvesOnceAViewHasData) {
  const auto bridge = Bridge::FromOptions(To({{"OTEL_METRIC_EXPORT_INTERVAL", "20"}}));
  ServedView().RegisterForExport();
  Record({{measure_, 2}});
  EXPECT_TRUE(WaitForMetrics([](const auto& request) {
    return Points(request) == std::vector<std::string>{"opencensus-shim/requests {} 2"};
  }));
}

TEST_F(BridgeMetricsTest, LeaveByThemselvesIfAViewHadDataBefore) {
  ServedView().RegisterForExport();
  Record({{measure_, 2}});
  const auto bridge = Bridge::FromOptions(To({{"OTEL_METRIC_EXPORT_INTERVAL", "20"}}));
  EXPECT_TRUE(WaitForMetrics([](const auto& request) {
    return Points(request) == std::vector<std::string>{"opencensus-shim/requests {} 2"};
  }));
}

TEST_F(BridgeMetricsTest, OfAForkedChildAreItsOwn) {
  auto bridge = Bridge::FromOptions(To({{"OTEL_METRIC_EXPORT_INTERVAL", "20"}}));
  ServedView().RegisterForExport();
  test::WaitUntilOthersSleep();
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    alarm(120);  // should this test be killed
    if (test::kIsThreadSanitized) test::UseLargerStacks();
    Record({{measure_, 5}});
    pause();
  }
  EXPECT_TRUE(WaitForMetrics([](const auto& request) {
    return Points(request) == std::vector<std::string>{"opencensus-shim/requests {} 5"};
  }));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  Record({{measure_, 2}});
  EXPECT_TRUE(WaitForMetrics([](const auto& request) {
    return Points(request) == std::vector<std::string>{"opencensus-shim/requests {} 2"};
  })) << "the parent had measured nothing before";
}

// A provider that is not the SDK's.
opentelemetry::nostd::shared_ptr<opentelemetry::metrics::MeterProvider> Foreign() {
  return opentelemetry::nostd::shared_ptr<opentelemetry::metrics::MeterProvider>(
      new opentelemetry::metrics::NoopMeterProvider);
}

TEST_F(BridgeMetricsTest, AreTheProgramsIfItHasSetAProvider) {
  const auto foreign = Foreign();
  Provider::SetMeterProvider(foreign);
  {
    auto bridge = Bridge::FromOptions(To());
    EXPECT_EQ(Provider::GetMeterProvider().get(), foreign.get());
    ServedView().RegisterForExport();
    Record({{measure_, 2}});
    EXPECT_TRUE(bridge.ForceFlush(kMinute));
  }
  EXPECT_EQ(Provider::GetMeterProvider().get(), foreign.get());
  EXPECT_THAT(Metrics(), IsEmpty());
}

TEST_F(BridgeMetricsTest, LeaveAProviderThatIsSetLaterWhereItIs) {
  const auto foreign = Foreign();
  {
    const auto bridge = Bridge::FromOptions(To());
    Provider::SetMeterProvider(foreign);
  }
  EXPECT_EQ(Provider::GetMeterProvider().get(), foreign.get());
}

TEST_F(BridgeMetricsTest, AreWithoutViewsThatTheProgramExportsByItself) {
  ServedView().RegisterForExport();
  auto bridge = Bridge::FromOptions(To());
  auto own = MakeOpenCensusMetricProducer();
  Record({{measure_, 2}});
  Count("served");
  EXPECT_TRUE(bridge.ForceFlush(kMinute));
  ASSERT_EQ(Metrics().size(), 1u);
  EXPECT_THAT(Points(Metrics()[0]), ElementsAre("shop/served {} 3"));
  own.reset();
  EXPECT_TRUE(bridge.ForceFlush(kMinute));
  ASSERT_EQ(Metrics().size(), 2u);
  EXPECT_THAT(Points(Metrics()[1]),
              ElementsAre("opencensus-shim/requests {} 2", "shop/served {} 3"));
}

TEST_F(BridgeMetricsTest, AreNoOpsAfterTheBridgeUntilTheNext) {
  for (int i = 0; i < 2; ++i) {
    auto bridge = Bridge::FromOptions(To());
    EXPECT_TRUE(Provider::HasMeterProvider());
    Count("served");
    EXPECT_TRUE(bridge.Shutdown(kMinute));
    EXPECT_FALSE(Provider::HasMeterProvider());
    Count("too late");
  }
  ASSERT_EQ(Metrics().size(), 2u);
  EXPECT_THAT(Points(Metrics()[1]), ElementsAre("shop/served {} 3"));
}

struct NothingCase {
  std::string name;
  Settings settings;
};

const NothingCase kNothing[] = {
    {"None", {{"OTEL_METRICS_EXPORTER", "none"}}},
    {"Disabled", {{"OTEL_SDK_DISABLED", "true"}, {"OTEL_METRICS_EXPORTER", "otlp"}}},
};

class NoBridgeMetricsTest : public BridgeMetricsTest,
                            public ::testing::WithParamInterface<NothingCase> {};

TEST_P(NoBridgeMetricsTest, AreMadeOrSent) {
  {
    auto bridge = Bridge::FromOptions(To(GetParam().settings));
    EXPECT_FALSE(Provider::HasMeterProvider());
    Count("served");
    EXPECT_TRUE(bridge.ForceFlush(kMinute));
  }
  EXPECT_THAT(Metrics(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Settings, NoBridgeMetricsTest, ::testing::ValuesIn(kNothing),
                         [](const auto& info) { return info.param.name; });

TEST_F(BridgeMetricsTest, KeepNoEndWaitingForACallbackThatHangs) {
  static std::promise<void>* hanging;
  static std::shared_future<void>* may_end;
  std::promise<void> hangs;
  std::promise<void> end;
  std::shared_future<void> until = end.get_future().share();
  hanging = &hangs;
  may_end = &until;
  const std::size_t before = test::ThreadsAtRest();
  // Its own end waits for its callback.
  opentelemetry::nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument> gauge;
  {
    auto bridge = Bridge::FromOptions(To({{"OTEL_METRIC_EXPORT_INTERVAL", "20"}}));
    gauge = Provider::GetMeterProvider()->GetMeter("shop")->CreateInt64ObservableGauge("stuck");
    gauge->AddCallback(
        [](opentelemetry::metrics::ObserverResult, void*) {
          hanging->set_value();
          may_end->wait();
        },
        nullptr);
    hangs.get_future().wait();
    EXPECT_FALSE(bridge.Shutdown(std::chrono::milliseconds(1)));
  }
  end.set_value();
  EXPECT_EQ(test::ThreadsOnce(before), before) << "then the thread ends too";
}

}  // namespace tracebridge::bridge_metrics_test
