// Any container of pairs (span context, attributes), seen as a collection of links.
#pragma once

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/nostd/utility.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace detail {

// What may stand second in a link: attributes in any form.
template <class T, nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr>
void take_span_context_kv(const SpanContext&, const T&) {}
inline void take_span_context_kv(const SpanContext&, const common::KeyValueIterable&) {}

template <class T, class = void>
struct is_span_context_kv_iterable : std::false_type {};
template <class T>
struct is_span_context_kv_iterable<
    T, std::void_t<decltype(take_span_context_kv(std::begin(std::declval<const T&>())->first,
                                                 std::begin(std::declval<const T&>())->second),
                            nostd::size(std::declval<const T&>()))>> : std::true_type {};

}  // namespace detail

// Refers to a container, which must outlive the view. An exception of the container's iterators or
// of the callback ends the visit and is counted.
template <class T>
class SpanContextKeyValueIterableView final : public SpanContextKeyValueIterable {
  static_assert(detail::is_span_context_kv_iterable<T>::value,
                "The elements must be pairs of a SpanContext and attributes");
  using Callback = nostd::function_ref<bool(SpanContext, const common::KeyValueIterable&)>;

 public:
  explicit SpanContextKeyValueIterableView(const T& links) noexcept : container_(&links) {}

  bool ForEachKeyValue(Callback callback) const noexcept override {
    try {
      auto last = std::end(*container_);
      for (auto it = std::begin(*container_); it != last; ++it) {
        if (!Visit(it->first, it->second, callback)) return false;
      }
      return true;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
      return false;
    }
  }

  std::size_t size() const noexcept override {
    return static_cast<std::size_t>(nostd::size(*container_));
  }

 private:
  template <class U>
  static bool Visit(const SpanContext& target, const U& attributes, Callback callback) {
    if constexpr (std::is_base_of_v<common::KeyValueIterable, U>) {
      return callback(target, attributes);
    } else {
      return callback(target, common::KeyValueIterableView<U>(attributes));
    }
  }

  const T* container_;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
