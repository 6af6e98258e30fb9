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
std::string TracesUrl(const SdkOptions& options) {
  if (!options.otlp_traces_endpoint.empty()) return options.otlp_traces_endpoint;
  std::string url = options.otlp_endpoint;
  if (url.empty()) url = SdkOptions().otlp_endpoint;
  if (url.back() != '/') url += '/';
  return url + "v1/traces";
}

}  // namespace

Expected<FinalizedOptions> Finalize(SdkOptions options) {
  if (auto error = FirstError(options)) return *error;
  std::string url = TracesUrl(options);
  return FinalizedOptions(std::move(options), std::move(url));
}

}  // namespace tracebridge
