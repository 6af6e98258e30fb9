// Checks all options together, and works out what follows from them.
#include <optional>

#include "otel_core/configuration/src/check.h"
#include "otel_core/configuration/src/settings.h"

namespace tracebridge {
namespace {

std::optional<Error> FirstError(const SdkOptions& options) {
  std::optional<Error> first;
  core::ForEachSetting(options, [&first](const core::Setting& setting, const auto& value) {
    if (first) return;
    if (auto error = core::Check(setting, value)) {
      first = error->WithPrefix(std::string(setting.name) + ": ");
    }
  });
  if (!first && options.batch_max_export_size > options.batch_max_queue_size) {
    first = Error{ErrorCode::kOutOfRange, "batch_max_export_size: is more than the queue holds"};
  }
  return first;
}

// Source: protocol/exporter.md, "Endpoint URLs for OTLP/HTTP".
std::string UrlOf(const std::string& own, const SdkOptions& options, const char* path) {
  if (!own.empty()) return own;
  std::string url = options.otlp_endpoint;
  if (url.empty()) url = SdkOptions().otlp_endpoint;
  if (url.back() != '/') url += '/';
  return url + path;
}

}  // namespace

Expected<FinalizedOptions> Finalize(SdkOptions options) {
  if (auto error = FirstError(options)) return *error;
  std::string traces_url = UrlOf(options.otlp_traces_endpoint, options, "v1/traces");
  std::string metrics_url = UrlOf(options.otlp_metrics_endpoint, options, "v1/metrics");
  return FinalizedOptions(std::move(options), std::move(traces_url), std::move(metrics_url));
}

}  // namespace tracebridge
