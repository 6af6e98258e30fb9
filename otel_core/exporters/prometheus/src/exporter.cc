#include "opentelemetry/exporters/prometheus/exporter.h"

#include <prometheus/text_serializer.h>

#include <exception>
#include <iterator>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/prometheus/src/families.h"
#include "otel_core/exporters/prometheus/src/foreign_family.h"
#include "otel_core/exporters/prometheus/src/listen.h"
#include "otel_core/exporters/prometheus/src/scrape_server.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::metrics {

namespace ours = tracebridge::prometheus_exporter;

namespace {

// What the page shows. A callback that it calls may destroy the exporter.
struct Contents {
  Contents(PrometheusExporter* exporter, const PrometheusExporterOptions& options)
      : collector(exporter, options.populate_target_info, options.without_otel_scope,
                  options.without_units, options.without_type_suffix),
        collectables(options.collectables) {}

  // Throws what a collectable throws.
  std::string Page() const {
    ours::Families families;
    for (auto& family : collector.Collect()) families.Add(std::move(family));
    for (const auto& collectable : collectables) {
      if (collectable == nullptr) continue;
      for (auto& family : collectable->Collect()) {
        if (ours::MakeServable(&family)) families.Add(std::move(family));
      }
    }
    return ::prometheus::TextSerializer().Serialize(std::move(families).Take());
  }

  const PrometheusCollector collector;
  const std::vector<std::shared_ptr<::prometheus::Collectable>> collectables;
};

}  // namespace

struct PrometheusExporter::Impl {
  std::uint16_t port = 0;
  std::unique_ptr<ours::ScrapeServer> server;  // null: it could not be had
};

PrometheusExporter::PrometheusExporter(const PrometheusExporterOptions& options)
    : impl_(std::make_unique<Impl>()) {
  std::string error;
  try {
    auto listening = ours::Listen(options.url);
    if (const auto* socket = std::get_if<ours::ListeningSocket>(&listening)) {
      impl_->server = std::make_unique<ours::ScrapeServer>(
          *socket, [contents = std::make_shared<const Contents>(this, options)] {
            return contents->Page();
          });
      impl_->port = socket->port;
      return;
    }
    error = std::get<std::string>(listening);
  } catch (const std::exception& exception) {
    error = exception.what();
  }
  OTEL_INTERNAL_LOG_ERROR("Prometheus exporter: cannot listen on \""
                          << options.url << "\": " << error << "; no metrics are served");
  Shutdown();
}

PrometheusExporter::~PrometheusExporter() = default;

sdk::metrics::AggregationTemporality PrometheusExporter::GetAggregationTemporality(
    sdk::metrics::InstrumentType /*instrument_type*/) const noexcept {
  return sdk::metrics::AggregationTemporality::kCumulative;
}

std::uint16_t PrometheusExporter::Port() const noexcept { return impl_->port; }

bool PrometheusExporter::OnForceFlush(std::chrono::microseconds /*timeout*/) noexcept {
  return true;
}

bool PrometheusExporter::OnShutDown(std::chrono::microseconds timeout) noexcept {
  return impl_->server == nullptr || impl_->server->Stop(timeout);
}

void PrometheusExporter::OnInitialized() noexcept {}

}  // namespace exporter::metrics
OPENTELEMETRY_END_NAMESPACE
