// Takes a decision to sample back.
#pragma once

#include "opentelemetry/trace/span.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Makes `span` one that was never sampled: what it has is dropped, it is not exported, and its context carries no sampled
// flag from now on. Children that it has already started stay as they are.
// Returns false, and does nothing, when `span` is not this SDK's, or does not record.
bool StopRecording(opentelemetry::trace::Span& span) noexcept;

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
