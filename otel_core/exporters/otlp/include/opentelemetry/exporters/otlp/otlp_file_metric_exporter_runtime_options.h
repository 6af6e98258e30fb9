// Hooks of one OTLP file exporter of metrics.
#pragma once

#include <memory>

#include "opentelemetry/sdk/common/thread_instrumentation.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

struct OtlpFileMetricExporterRuntimeOptions {
  OtlpFileMetricExporterRuntimeOptions() = default;

  // Never called: this exporter has no thread of its own, it writes on the one that exports.
  std::shared_ptr<sdk::common::ThreadInstrumentation> thread_instrumentation;
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
