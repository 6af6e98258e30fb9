// What several formats say of one request, as one context.
//
//   traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
//   uber-trace-id: 8448eb211c80319c:b7ad6b7169203331:0:3          the same parent: its id has lost 64 bits on the way, and
//                                                                 it knows that this is a debug request
//   uber-trace-id: 8448eb211c80319c:00f067aa0ba902b7:0:1          another parent: not believed, a link
#pragma once

#include <cstddef>

#include "migration/wire/counters.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/trace/span_context.h"

namespace tracebridge::wire {

// What formats extracted from one carrier, each into the same context. In order of precedence.
class Readings {
 public:
  struct Reading {
    std::size_t format = 0;
    opentelemetry::context::Context extracted;
    bool has_span = false;  // perhaps only a decision: `parent` may not be valid
    bool has_baggage = false;
    opentelemetry::trace::SpanContext parent = opentelemetry::trace::SpanContext::GetInvalid();
  };

  // `base` is what formats extract into; it must outlive this object.
  explicit Readings(const opentelemetry::context::Context& base) noexcept : base_(base) {}
  Readings(const Readings&) = delete;
  Readings& operator=(const Readings&) = delete;
  ~Readings();

  // `extracted` is not the context that there was: the format said something.
  void Add(std::size_t format, opentelemetry::context::Context extracted) noexcept;

  const opentelemetry::context::Context& base() const noexcept { return base_; }
  const Reading* begin() const noexcept { return reinterpret_cast<const Reading*>(memory_); }
  const Reading* end() const noexcept { return begin() + size_; }

 private:
  const opentelemetry::context::Context& base_;
  std::size_t size_ = 0;
  // Not an array of readings: to make those that stay empty would cost more than an extract.
  alignas(Reading) unsigned char memory_[kMaxFormats * sizeof(Reading)];
};

// Whether both can be the same parent: a format of 64 bits says only the last half of a trace id.
bool IsSameParent(const opentelemetry::trace::SpanContext& a,
                  const opentelemetry::trace::SpanContext& b) noexcept;

// Returns the reading whose parent is believed: the first with a parent, or a later one that names the same with more
// of its trace id. Null when none names a parent.
const Readings::Reading* Believed(const Readings& readings) noexcept;

// Returns the context of the believed reading, with the baggage of all, and with what the formats say that name the same
// parent: the decision of the first that has one; a debug flag of any, which is a decision; other notes; members of trace
// states, which find what room is left. If none is believed: of one that has a decision,
// or baggage alone, or the context that there was.
opentelemetry::context::Context Merge(const Readings& readings,
                                      const Readings::Reading* believed) noexcept;

}  // namespace tracebridge::wire
