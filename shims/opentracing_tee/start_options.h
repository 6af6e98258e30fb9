// What each of two tracers is told when a span starts: all the same, but for the contexts that are of both.
#pragma once

#include <opentracing/tracer.h>

#include "shims/opentracing_tee/context.h"

namespace tracebridge::opentracing_tee {

class StartOptions {
 public:
  // Refers to `options`. Copies them only if a reference is null or of a tee.
  explicit StartOptions(const opentracing::StartSpanOptions& options) noexcept;

  // Returns the options of the tracer on `side`, until the next call. None of its references is null.
  const opentracing::StartSpanOptions& Of(Side side) noexcept;

 private:
  const opentracing::StartSpanOptions& all_;
  bool is_copied_;
  opentracing::StartSpanOptions copy_;
};

}  // namespace tracebridge::opentracing_tee
