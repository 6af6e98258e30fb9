#include "shims/activation/activation.h"

#include <atomic>

#include "shims/activation/mark.h"
#include "tracebridge/state.h"

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

// One in the process, for the copies of all releases: numbers of ImplicitParent are for ever.
using Setting = std::atomic<ImplicitParent>;
std::atomic<Setting*> known_setting{nullptr};

__attribute__((noinline)) Setting* FindSetting() noexcept {
  static Setting own{ImplicitParent::kForeign};  // for want of memory
  const auto make = []() -> void* { return new Setting(ImplicitParent::kForeign); };
  auto* setting =
      static_cast<Setting*>(tracebridge_state_v1_object("tracebridge.implicit_parent.v1", make));
  if (setting == nullptr) return &own;
  known_setting.store(setting, std::memory_order_release);
  return setting;
}

Setting& TheSetting() noexcept {
  Setting* const setting = known_setting.load(std::memory_order_acquire);
  return setting != nullptr ? *setting : *FindSetting();
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

ImplicitParent GetImplicitParent() noexcept { return TheSetting().load(std::memory_order_relaxed); }

void SetImplicitParent(ImplicitParent value) noexcept {
  TheSetting().store(value, std::memory_order_relaxed);
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
