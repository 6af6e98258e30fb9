// The options of Tracer::StartSpan.
#pragma once

#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

struct StartSpanOptions {
  // When the span started, on both clocks: the wall clock places it among other hosts' spans, the
  // steady clock measures it. Give both or neither. Default: now.
  common::SystemTimestamp start_system_time;
  common::SteadyTimestamp start_steady_time;

  // A valid SpanContext is the parent. A Context that holds a span makes that span the parent; one
  // in which kIsRootSpanKey is true means none. Otherwise, and by default, the parent is the
  // current span.
  nostd::variant<SpanContext, context::Context> parent = context::Context{};

  SpanKind kind = SpanKind::kInternal;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
