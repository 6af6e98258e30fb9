// Hooks for the thread of a PeriodicExportingMetricReader.
#pragma once

#include <memory>

#include "opentelemetry/sdk/common/thread_instrumentation.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

struct PeriodicExportingMetricReaderRuntimeOptions {
  std::shared_ptr<opentelemetry::sdk::common::ThreadInstrumentation>
      periodic_thread_instrumentation;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
