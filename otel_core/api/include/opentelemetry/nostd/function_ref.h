// A reference to something callable, owned by the caller: two words, no allocation.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {

template <class Signature>
class function_ref;

// Refers to a function, a lambda or any other callable object, which must outlive every call. The
// usual use is as a parameter. Calling one that refers to nothing is undefined.
template <class R, class... Args>
class function_ref<R(Args...)> {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream's
  function_ref(std::nullptr_t) noexcept {}

  template <class F,
            std::enable_if_t<!std::is_same_v<std::decay_t<F>, function_ref> &&
                                 std::is_convertible_v<std::invoke_result_t<F&, Args...>, R>,
                             int> = 0>
  // NOLINTNEXTLINE(google-explicit-constructor, bugprone-forwarding-reference-overload)
  function_ref(F&& f) noexcept {
    using Target = std::remove_reference_t<F>;
    if constexpr (std::is_function_v<std::remove_pointer_t<std::decay_t<F>>>) {
      BindFunction(f);
    } else {
      target_.object = const_cast<void*>(static_cast<const volatile void*>(std::addressof(f)));
      call_ = [](Bound target, Args... args) -> R {
        return std::invoke(*static_cast<Target*>(target.object), std::forward<Args>(args)...);
      };
    }
  }

  R operator()(Args... args) const { return call_(target_, std::forward<Args>(args)...); }

  explicit operator bool() const noexcept { return call_ != nullptr; }

 private:
  // A pointer to a function need not fit a void*.
  union Bound {
    void* object;
    void (*function)();
  };

  template <class Function>
  void BindFunction(Function* f) noexcept {
    if (f == nullptr) return;
    target_.function = reinterpret_cast<void (*)()>(f);
    call_ = [](Bound target, Args... args) -> R {
      return reinterpret_cast<Function*>(target.function)(std::forward<Args>(args)...);
    };
  }

  Bound target_{nullptr};
  R (*call_)(Bound, Args...) = nullptr;
};

}  // namespace nostd
OPENTELEMETRY_END_NAMESPACE
