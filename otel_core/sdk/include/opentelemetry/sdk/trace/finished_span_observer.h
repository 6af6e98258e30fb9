// Shows every sampled span of the process as it finishes, whichever provider it is of. Ours: upstream has no such thing.
//
// For what must see all spans without being part of a pipeline, as OpenCensus's exporters do.
#pragma once

#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Called on the thread that ends the span, before its processors. The record is the caller's: copy what is needed. A span
// whose processors keep records of classes of their own is recorded a second time for this.
using FinishedSpanObserver = void (*)(const SpanRecord& record) noexcept;

// Installs the observer of this process, also for copies of this release of the SDK in other libraries; null removes it,
// though it may still be under way on other threads. Returns false without memory.
bool SetFinishedSpanObserver(FinishedSpanObserver observer) noexcept;

// Returns whether there is one. Takes no lock.
bool HasFinishedSpanObserver() noexcept;

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
