#include "shims/activation/mark.h"

#include <array>
#include <utility>

#include "opentelemetry/context/context_value.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::activation {
namespace {
namespace nostd = opentelemetry::nostd;
using opentelemetry::context::Context;
using opentelemetry::context::ContextValue;
using opentelemetry::context::RuntimeContext;
using SpanPointer = nostd::shared_ptr<opentelemetry::trace::Span>;

const opentelemetry::trace::Span* SpanIn(const ContextValue* value) noexcept {
  const SpanPointer* span = value == nullptr ? nullptr : nostd::get_if<SpanPointer>(value);
  return span == nullptr ? nullptr : span->get();
}

}  // namespace

#ifdef TRACEBRIDGE_OPENTELEMETRY_API

using opentelemetry::context::internal::ContextAccess;

Context WithSpan(const Context& base, const SpanPointer& span, Api by) {
  return ContextAccess::WithSpan(base, span, static_cast<uint64_t>(by));
}

Mark MarkOf(const Context& context) noexcept {
  if (SpanIn(ContextAccess::Span(context)) == nullptr) return {};
  return {true, static_cast<Api>(ContextAccess::Activator(context))};
}

Mark CurrentMark() noexcept {
  const state::Frame* frame = tracebridge_state_v1_current();
  if (frame == nullptr) return {};
  if (frame->span != nullptr) return {true, static_cast<Api>(frame->activator)};
  return RuntimeContext::HasCustomStorage() ? MarkOf(RuntimeContext::GetCurrent()) : Mark{};
}

#else

namespace {
constexpr char kActivatedKey[] = "tracebridge.activated";
constexpr char kActivatedByKey[] = "tracebridge.activated_by";
}  // namespace

Context WithSpan(const Context& base, const SpanPointer& span, Api by) {
  const std::array<std::pair<nostd::string_view, ContextValue>, 3> values{{
      {opentelemetry::trace::kSpanKey, span},
      {kActivatedKey, span},
      {kActivatedByKey, static_cast<uint64_t>(by)},
  }};
  Context copy = base;  // SetValues is not const, although it changes nothing
  return copy.SetValues(values);
}

Mark MarkOf(const Context& context) noexcept {
  const ContextValue active = context.GetValue(opentelemetry::trace::kSpanKey);
  if (SpanIn(&active) == nullptr) return {};
  const ContextValue marked = context.GetValue(kActivatedKey);
  if (SpanIn(&active) != SpanIn(&marked)) return {true, Api::kOpenTelemetry};
  const ContextValue by = context.GetValue(kActivatedByKey);
  const uint64_t* number = nostd::get_if<uint64_t>(&by);
  return {true, number == nullptr ? Api::kOpenTelemetry : static_cast<Api>(*number)};
}

Mark CurrentMark() noexcept { return MarkOf(RuntimeContext::GetCurrent()); }

#endif

}  // namespace tracebridge::activation
