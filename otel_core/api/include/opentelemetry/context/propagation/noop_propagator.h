// The propagator of nothing: what is installed until a program installs another.
#pragma once

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {
namespace propagation {

class NoOpPropagator : public TextMapPropagator {
 public:
  Context Extract(const TextMapCarrier&, Context& context) noexcept override { return context; }
  void Inject(TextMapCarrier&, const Context&) noexcept override {}
  bool Fields(nostd::function_ref<bool(nostd::string_view)>) const noexcept override {
    return true;
  }
  bool Prefixes(nostd::function_ref<bool(nostd::string_view)>) const noexcept override {
    return true;
  }
};

}  // namespace propagation
}  // namespace context
OPENTELEMETRY_END_NAMESPACE
