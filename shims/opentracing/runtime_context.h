// What the embedded core's RuntimeContext can do and upstream's cannot.
#pragma once

#include <type_traits>
#include <utility>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"

namespace tracebridge::opentracing_shim {

template <class Runtime, class = void>
struct CanReplace : std::false_type {};
template <class Runtime>
struct CanReplace<Runtime, std::void_t<decltype(Runtime::Replace(
                               std::declval<const opentelemetry::context::Context&>()))>>
    : std::true_type {};

// Puts `context` in the place of the innermost context of this thread; its Token stays valid. On a
// core that cannot, nothing happens: what is new in `context` shows from the next activation on.
template <class Runtime = opentelemetry::context::RuntimeContext>
void ReplaceCurrent(const opentelemetry::context::Context& context) noexcept {
  if constexpr (CanReplace<Runtime>::value) {
    Runtime::Replace(context);
  } else {
    (void)context;
  }
}

}  // namespace tracebridge::opentracing_shim
