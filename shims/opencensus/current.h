// The current span of the calling thread, as OpenTelemetry has it.
#pragma once

#include <memory>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/span.h"
#include "shims/activation/activation.h"
#include "shims/opencensus/span_pointer.h"

namespace tracebridge::opencensus_shim {

// What is current at construction; valid until this thread next attaches or detaches.
class Current {
 public:
  Current() noexcept;

  // Returns null when there is none.
  opentelemetry::trace::Span* span() const noexcept { return span_; }

  // Returns another owner of span(); null without one.
  SpanPointer Share() const;

 private:
  opentelemetry::trace::Span* span_ = nullptr;
  // Keeps the span alive where it was found in a Context.
  opentelemetry::context::Context context_;
};

// Names an activation; both null when there is none.
struct Activation {
  void* what = nullptr;
  std::uint64_t serial = 0;
};

// Makes a handle's span, or no span when it is null, current as OpenCensus does.
Activation Activate(const std::shared_ptr<void>& span) noexcept;

// Makes a whole context current. What it says about who made its span current stays.
Activation Activate(const opentelemetry::context::Context& context) noexcept;

// Ends an activation, once, from any thread and in any order.
void Deactivate(Activation activation) noexcept;

}  // namespace tracebridge::opencensus_shim
