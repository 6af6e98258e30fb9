// What opentelemetry-cpp's RuntimeContext cannot do, and tracebridge's storage can.
#pragma once

#include "opentelemetry/context/context.h"

namespace tracebridge::activation {

// Puts `context` in the place of the innermost context of this thread; its Token stays valid. Returns false, and does
// nothing, when none is attached or tracebridge/context_storage.h is not installed.
bool ReplaceCurrent(const opentelemetry::context::Context& context) noexcept;

}  // namespace tracebridge::activation
