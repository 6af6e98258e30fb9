// The configuration of a proxy: more room between its threads and the exporter than a program has by default.
//
// Why: docs/RATIONALE.md, "Why does the plugin export larger batches than the SDK?".
#pragma once

#include <cstdint>
#include <string>

#include "shims/opentracing_plugin/configuration.h"

namespace tracebridge::opentracing_plugin {

// Returns what ReadConfiguration does, with kProxyQueueSize and kProxyBatchSize for those who export over OTLP and nowhere else and
// name neither size.
Expected<Configuration> ReadProxyConfiguration(const std::string& text,
                                               const core::Environment& environment);

inline constexpr std::uint32_t kProxyQueueSize = 8192;  // spans
inline constexpr std::uint32_t kProxyBatchSize = 2048;

}  // namespace tracebridge::opentracing_plugin
