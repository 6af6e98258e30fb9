// Several propagators as one.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {
namespace propagation {

// Runs its propagators in order: where two write the same key, to the carrier or to the context,
// the later one's value stays.
class CompositePropagator : public TextMapPropagator {
 public:
  // None may be null.
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream's
  CompositePropagator(std::vector<std::unique_ptr<TextMapPropagator>> propagators)
      : propagators_(std::move(propagators)) {}

  void Inject(TextMapCarrier& carrier, const Context& context) noexcept override {
    for (const auto& propagator : propagators_) propagator->Inject(carrier, context);
  }

  Context Extract(const TextMapCarrier& carrier, Context& context) noexcept override {
    Context result = context;
    for (const auto& propagator : propagators_) result = propagator->Extract(carrier, result);
    return result;
  }

  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override {
    for (const auto& propagator : propagators_) {
      if (!propagator->Fields(callback)) return false;
    }
    return true;
  }

  bool Prefixes(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override {
    bool all = true;
    bool goes_on = true;
    for (const auto& propagator : propagators_) {
      all &= propagator->Prefixes([&](nostd::string_view prefix) {
        goes_on = callback(prefix);
        return goes_on;
      });
      if (!goes_on) return false;
    }
    return all;
  }

 private:
  std::vector<std::unique_ptr<TextMapPropagator>> propagators_;
};

}  // namespace propagation
}  // namespace context
OPENTELEMETRY_END_NAMESPACE
