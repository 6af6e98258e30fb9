// Hooks into the batch processor's thread.
#pragma once

#include <memory>

#include "opentelemetry/sdk/common/thread_instrumentation.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

struct BatchSpanProcessorRuntimeOptions {
  std::shared_ptr<sdk::common::ThreadInstrumentation> thread_instrumentation;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
