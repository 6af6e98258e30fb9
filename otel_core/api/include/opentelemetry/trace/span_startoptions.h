// The options of Tracer::StartSpan.
#pragma once

#include <cstdint>

#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/nostd/utility.h"
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
  nostd::variant<SpanContext, context::Context> parent{nostd::in_place_type<context::Context>};

  SpanKind kind = SpanKind::kInternal;

  // Ours, for a tracer that TakesReferences: the parent, valid or a decision, without a copy. Goes before `parent`; outlives the call.
  const SpanContext* referenced_parent = nullptr;

  // Ours, beside that: the links are one, to that very context, whose one attribute is `opentracing.ref_type` of this value. It costs
  // least to read; the links themselves are given all the same.
  enum class ParentLink : uint8_t { kNone, kChildOf, kFollowsFrom };
  ParentLink parent_link = ParentLink::kNone;
};

namespace internal {
// What StartSpan takes when nothing is said: made once, for a variant costs time to make and unmake.
OPENTELEMETRY_API_SINGLETON
inline opentelemetry::detail::NeverDestroyed<StartSpanOptions> default_start_options;
}  // namespace internal

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
