#include "shims/activation/activation.h"

#include <atomic>

#include "shims/activation/mark.h"

namespace tracebridge::activation {
namespace {

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

bool IsImplicitParent(const Mark& mark, Api asking) noexcept {
  if (!mark.has_span) return false;
  if (asking == Api::kOpenTelemetry) return true;
  switch (GetImplicitParent()) {
    case ImplicitParent::kForeign:
      return !WasRootInTheOriginal(asking, mark.by);
    case ImplicitParent::kAlways:
      return true;
    case ImplicitParent::kNever:
      return false;
  }
  return false;
}

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

Api Activator(const opentelemetry::context::Context& context) noexcept {
  return MarkOf(context).by;
}

Api CurrentActivator() noexcept { return CurrentMark().by; }

bool IsImplicitParent(const opentelemetry::context::Context& context, Api asking) noexcept {
  return IsImplicitParent(MarkOf(context), asking);
}

bool IsImplicitParent(Api asking) noexcept { return IsImplicitParent(CurrentMark(), asking); }

}  // namespace tracebridge::activation
