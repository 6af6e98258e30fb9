// One activation of an OpenTracing span: the span and its baggage are current, until it is reset.
#pragma once

#include <optional>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "shims/activation/activation.h"
#include "shims/opentracing/baggage.h"
#include "shims/opentracing/span_context.h"

namespace tracebridge::opentracing_shim {

class ActivationFrame {
 public:
  // Makes `span` and `baggage` current on the calling thread. Without memory nothing becomes
  // current, and that is counted. Once only.
  void Begin(const SpanPointer& span, const BaggagePointer& baggage, activation::Api by) noexcept;

  // Restores what was current, also out of order or on another thread. May be called at any time.
  void End() noexcept;

 private:
  std::optional<activation::Scope> scope_;  // when the baggage is the current one anyway
  opentelemetry::nostd::unique_ptr<opentelemetry::context::Token> token_;
};

}  // namespace tracebridge::opentracing_shim
