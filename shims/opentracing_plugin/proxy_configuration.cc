#include "shims/opentracing_plugin/proxy_configuration.h"

#include <vector>

namespace tracebridge::opentracing_plugin {
namespace {

// A batch for Jaeger's agent leaves as datagrams, all at once: a large one would be more than its socket holds.
bool ExportsOtlpAlone(const SdkOptions& options) {
  return options.traces_exporters == std::vector<TracesExporter>{TracesExporter::kOtlp};
}

bool AreBatches(const SdkOptions& options, std::uint32_t queue_size, std::uint32_t batch_size) {
  return options.batch_max_queue_size == queue_size && options.batch_max_export_size == batch_size;
}

}  // namespace

Expected<Configuration> ReadProxyConfiguration(const std::string& text,
                                               const core::Environment& environment) {
  auto configuration = ReadConfiguration(text, environment);
  if (!configuration || !ExportsOtlpAlone(configuration->options)) return configuration;
  SdkOptions defaults;
  const bool has_defaults = AreBatches(configuration->options, defaults.batch_max_queue_size,
                                       defaults.batch_max_export_size);
  defaults.batch_max_queue_size = kProxyQueueSize;
  defaults.batch_max_export_size = kProxyBatchSize;
  auto roomy = ReadConfiguration(text, environment, defaults);
  // Whatever is named does not change with the defaults.
  const bool is_named =
      !has_defaults || !roomy || !AreBatches(roomy->options, kProxyQueueSize, kProxyBatchSize);
  return is_named ? configuration : roomy;
}

}  // namespace tracebridge::opentracing_plugin
