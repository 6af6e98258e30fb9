#pragma once

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/trace/unended_spans.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

bool IsDiscardedUnended(const instrumentationscope::InstrumentationScope* scope) noexcept;

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
