// An immutable set of keys and values: the current span, the current baggage, whatever a program
// adds.
//
//   Context{}.SetValue("a", 1).SetValue("b", 2)   is   b=2 -> a=1
//
// Setting a value makes a new node in front of the old ones, so contexts share what they have in
// common and may be read by any thread. Each node knows the nearest span and baggage: finding them
// compares no keys.
//
// Source: OpenTelemetry specification 1.60.0, context/README.md.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "opentelemetry/context/context_value.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {

class Context;

namespace internal {

constexpr nostd::string_view kSpanKey = "active_span";
constexpr nostd::string_view kBaggageKey = "baggage";

struct Node {
  Node(nostd::string_view node_key, ContextValue node_value, nostd::shared_ptr<const Node> below)
      : key(node_key), value(std::move(node_value)), next(std::move(below)) {
    span = key == kSpanKey ? this : next ? next->span : nullptr;
    baggage = key == kBaggageKey ? this : next ? next->baggage : nullptr;
  }
  // SetValue(kSpanKey, span) without comparing keys or moving variants: every request makes some.
  Node(nostd::shared_ptr<trace::Span>&& node_span, uint64_t made_current_by,
       const nostd::shared_ptr<const Node>& below)
      : key(kSpanKey),
        value(std::in_place_type<nostd::shared_ptr<trace::Span>>, std::move(node_span)),
        next(below),
        span(this),
        baggage(below ? below->baggage : nullptr),
        activator(made_current_by) {}
  // SetValue(kBaggageKey, baggage), likewise.
  Node(nostd::shared_ptr<baggage::Baggage>&& node_baggage,
       const nostd::shared_ptr<const Node>& below)
      : key(kBaggageKey),
        value(std::in_place_type<nostd::shared_ptr<baggage::Baggage>>, std::move(node_baggage)),
        next(below),
        span(below ? below->span : nullptr),
        baggage(this) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  // A loop, for a chain of a million nodes must not need a million stack frames.
  ~Node() {
    while (next && next.use_count() == 1) {
      nostd::shared_ptr<const Node> after = next->next;
      next = std::move(after);
    }
  }

  std::string key;
  ContextValue value;
  nostd::shared_ptr<const Node> next;
  const Node* span = nullptr;     // nearest node with kSpanKey, this one included
  const Node* baggage = nullptr;  // nearest node with kBaggageKey
  uint64_t activator = 0;  // of a span node: which API made it current (tracebridge/current_span.h)
};

struct ContextAccess;

}  // namespace internal

class Context {
 public:
  Context() = default;

  // A context with the pairs of a map or another range; the first pair is nearest. An exception of
  // the range's iterators ends it there and is counted.
  template <class T>
  Context(const T& keys_and_values) noexcept {  // NOLINT(google-explicit-constructor): upstream's
    Append(keys_and_values);
  }

  Context(nostd::string_view key, ContextValue value) noexcept {
    *this = SetValue(key, std::move(value));
  }

  // Returns this context with the pairs of `values` in front. Without memory: this context, and
  // counted.
  template <class T>
  Context SetValues(T& values) const noexcept {
    Context context(*this);
    context.Append(values);
    return context;
  }

  // Returns this context with `key` set to `value` in front. Without memory: this context, and
  // counted.
  Context SetValue(nostd::string_view key, ContextValue value) const noexcept {
    try {
      return Context(std::make_shared<const internal::Node>(key, std::move(value), head_));
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return *this;
    }
  }

  // Returns the value of `key`, or monostate.
  ContextValue GetValue(nostd::string_view key) const noexcept {
    for (const internal::Node* node = head_.get(); node != nullptr; node = node->next.get()) {
      if (node->key == key) return node->value;
    }
    return ContextValue{};
  }

  bool HasKey(nostd::string_view key) const noexcept {
    return !nostd::holds_alternative<nostd::monostate>(GetValue(key));
  }

  // Identity, not equality of contents: contexts are equal when one is a copy of the other.
  bool operator==(const Context& other) const noexcept { return head_ == other.head_; }

 private:
  friend struct internal::ContextAccess;

  explicit Context(nostd::shared_ptr<const internal::Node> head) noexcept
      : head_(std::move(head)) {}

  // Puts the pairs in front of what is there, the first one nearest.
  template <class T>
  void Append(const T& keys_and_values) noexcept {
    try {
      auto pair = keys_and_values.begin();
      if (pair == keys_and_values.end()) return;
      AppendFrom(pair, keys_and_values.end());
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
    }
  }

  template <class Iterator, class End>
  void AppendFrom(Iterator pair, End end) {
    Iterator after = pair;
    try {
      ++after;
      if (after != end) AppendFrom(after, end);
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
    }
    *this = SetValue(pair->first, pair->second);
  }

  nostd::shared_ptr<const internal::Node> head_;
};

namespace internal {

// For the runtime context and the span helpers, which look at nodes.
struct ContextAccess {
  static const Node* Head(const Context& context) noexcept { return context.head_.get(); }

  static nostd::shared_ptr<const void> Erase(const Context& context) noexcept {
    return context.head_;
  }

  static Context Restore(const nostd::shared_ptr<const void>& head) noexcept {
    return Context(std::static_pointer_cast<const Node>(head));
  }

  // Returns the nearest value stored with kSpanKey, or null.
  static const ContextValue* Span(const Context& context) noexcept {
    const Node* node = Head(context);
    return node == nullptr || node->span == nullptr ? nullptr : &node->span->value;
  }

  static const ContextValue* Baggage(const Context& context) noexcept {
    const Node* node = Head(context);
    return node == nullptr || node->baggage == nullptr ? nullptr : &node->baggage->value;
  }

  static uint64_t Activator(const Context& context) noexcept {
    const Node* node = Head(context);
    return node == nullptr || node->span == nullptr ? 0 : node->span->activator;
  }

  // SetValue(kSpanKey, span), remembering who makes it current.
  static Context WithSpan(const Context& context, nostd::shared_ptr<trace::Span> span,
                          uint64_t activator) noexcept {
    return With(context, std::move(span), activator);
  }

  // SetValue(kBaggageKey, baggage).
  static Context WithBaggage(const Context& context,
                             nostd::shared_ptr<baggage::Baggage> baggage) noexcept {
    return With(context, std::move(baggage));
  }

 private:
  template <class... NodeArguments>
  static Context With(const Context& context, NodeArguments&&... arguments) noexcept {
    try {
      return Context(
          std::make_shared<const Node>(std::forward<NodeArguments>(arguments)..., context.head_));
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return context;
    }
  }
};

}  // namespace internal
}  // namespace context
OPENTELEMETRY_END_NAMESPACE
