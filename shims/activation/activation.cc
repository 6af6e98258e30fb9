#include "shims/activation/activation.h"

#include <array>
#include <atomic>
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
using SpanPointer = nostd::shared_ptr<opentelemetry::trace::Span>;

constexpr char kActivatedKey[] = "tracebridge.activated";
constexpr char kActivatedByKey[] = "tracebridge.activated_by";

struct Name {
  std::string_view text;
  ImplicitParent value;
};

constexpr Name kImplicitParentNames[] = {
    {"foreign", ImplicitParent::kForeign},
    {"always", ImplicitParent::kAlways},
    {"never", ImplicitParent::kNever},
};

std::atomic<ImplicitParent> implicit_parent{ImplicitParent::kForeign};

opentelemetry::trace::Span* SpanIn(const ContextValue& value) noexcept {
  const SpanPointer* span = nostd::get_if<SpanPointer>(&value);
  return span == nullptr ? nullptr : span->get();
}

// The original library would have started a new trace here.
bool WasRootInTheOriginal(Api asking, Api activator) noexcept {
  switch (asking) {
    case Api::kOpenTelemetry:
      return false;
    case Api::kOpenTracingScope:
    case Api::kOpenTracingPolicy:
      return activator == Api::kOpenTracingPolicy;
    case Api::kOpenCensus:
      return activator == Api::kOpenCensus;
  }
  return false;
}

}  // namespace

ImplicitParent GetImplicitParent() noexcept {
  return implicit_parent.load(std::memory_order_relaxed);
}

void SetImplicitParent(ImplicitParent value) noexcept {
  implicit_parent.store(value, std::memory_order_relaxed);
}

bool ParseImplicitParent(std::string_view text, ImplicitParent* value) noexcept {
  for (const Name& name : kImplicitParentNames) {
    if (name.text == text) {
      *value = name.value;
      return true;
    }
  }
  return false;
}

Context WithSpan(const Context& base, const SpanPointer& span, Api by) {
  const std::array<std::pair<nostd::string_view, ContextValue>, 3> values{{
      {opentelemetry::trace::kSpanKey, span},
      {kActivatedKey, span},
      {kActivatedByKey, static_cast<uint64_t>(by)},
  }};
  Context copy = base;  // SetValues is not const, although it changes nothing
  return copy.SetValues(values);
}

Api Activator(const Context& context) noexcept {
  const ContextValue active = context.GetValue(opentelemetry::trace::kSpanKey);
  const ContextValue marked = context.GetValue(kActivatedKey);
  if (SpanIn(active) == nullptr || SpanIn(active) != SpanIn(marked)) return Api::kOpenTelemetry;
  const ContextValue by = context.GetValue(kActivatedByKey);
  const uint64_t* number = nostd::get_if<uint64_t>(&by);
  return number == nullptr ? Api::kOpenTelemetry : static_cast<Api>(*number);
}

Api CurrentActivator() noexcept {
  return Activator(opentelemetry::context::RuntimeContext::GetCurrent());
}

bool IsImplicitParent(const Context& context, Api asking) noexcept {
  if (SpanIn(context.GetValue(opentelemetry::trace::kSpanKey)) == nullptr) return false;
  if (asking == Api::kOpenTelemetry) return true;
  switch (GetImplicitParent()) {
    case ImplicitParent::kForeign:
      return !WasRootInTheOriginal(asking, Activator(context));
    case ImplicitParent::kAlways:
      return true;
    case ImplicitParent::kNever:
      return false;
  }
  return false;
}

bool IsImplicitParent(Api asking) noexcept {
  return IsImplicitParent(opentelemetry::context::RuntimeContext::GetCurrent(), asking);
}

}  // namespace tracebridge::activation
