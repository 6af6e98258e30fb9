// The span under an OpenCensus handle: an OpenTelemetry span that the handle's header cannot name.
//
// Where OpenTelemetry's shared_ptr is the standard one, the handle holds it as it is, and nothing is
// allocated. Where it is upstream's own class, the handle holds a block with one inside.
#pragma once

#include <memory>
#include <utility>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span.h"

namespace tracebridge::opencensus_shim {

using SpanPointer = opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span>;

#ifdef OPENTELEMETRY_HAVE_STD_SHARED_PTR

inline std::shared_ptr<void> Erase(SpanPointer span) noexcept { return span; }

// Returns the span; null when the handle is blank.
inline opentelemetry::trace::Span* Get(const std::shared_ptr<void>& erased) noexcept {
  return static_cast<opentelemetry::trace::Span*>(erased.get());
}

inline SpanPointer Restore(const std::shared_ptr<void>& erased) noexcept {
  return std::static_pointer_cast<opentelemetry::trace::Span>(erased);
}

// What does not keep the span from being destroyed.
inline std::weak_ptr<void> Weaken(const SpanPointer& span) noexcept { return span; }

#else

inline std::shared_ptr<void> Erase(SpanPointer span) {
  return std::make_shared<SpanPointer>(std::move(span));
}

inline opentelemetry::trace::Span* Get(const std::shared_ptr<void>& erased) noexcept {
  return erased == nullptr ? nullptr : static_cast<const SpanPointer*>(erased.get())->get();
}

inline SpanPointer Restore(const std::shared_ptr<void>& erased) noexcept {
  return erased == nullptr ? SpanPointer() : *static_cast<const SpanPointer*>(erased.get());
}

// This class has no weak pointers: nothing is remembered.
inline std::weak_ptr<void> Weaken(const SpanPointer&) noexcept { return {}; }

#endif

}  // namespace tracebridge::opencensus_shim
