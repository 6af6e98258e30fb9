// Where spans come from.
//
//   auto span = tracer->StartSpan("GET /users", {{"http.request.method", "GET"}});
//   trace::Scope scope(span);
#pragma once

#include <initializer_list>
#include <utility>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context_kv_iterable_view.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

// Safe to use from any thread.
class Tracer {
  using AttributeList =
      std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>>;
  using AttributeSpan = nostd::span<const std::pair<nostd::string_view, common::AttributeValue>>;
  using LinkList = std::initializer_list<std::pair<SpanContext, AttributeList>>;
  using LinkSpan = nostd::span<const std::pair<SpanContext, AttributeList>>;

  static constexpr const StartSpanOptions& kDefault = internal::default_start_options.value;

 public:
  Tracer() = default;
  Tracer(const Tracer&) = default;
  Tracer& operator=(const Tracer&) = default;
  Tracer(Tracer&&) = default;
  Tracer& operator=(Tracer&&) = default;
  virtual ~Tracer() = default;

  // Returns a started span, never null. Of two attributes with the same key the later counts. The
  // new span is not made current: that is what Scope does.
  virtual nostd::shared_ptr<Span> StartSpan(
      nostd::string_view name, const common::KeyValueIterable& attributes,
      const SpanContextKeyValueIterable& links,
      const StartSpanOptions& options = kDefault) noexcept = 0;

  // The same with attributes and links in other forms: none, containers, lists in braces.
  nostd::shared_ptr<Span> StartSpan(nostd::string_view name,
                                    const StartSpanOptions& options = kDefault) noexcept {
    return this->StartSpan(name, common::NoopKeyValueIterable(), NullSpanContext(), options);
  }

  nostd::shared_ptr<Span> StartSpan(nostd::string_view name,
                                    const common::KeyValueIterable& attributes,
                                    const StartSpanOptions& options = kDefault) noexcept {
    return this->StartSpan(name, attributes, NullSpanContext(), options);
  }

  template <class T, nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr>
  nostd::shared_ptr<Span> StartSpan(nostd::string_view name, const T& attributes,
                                    const StartSpanOptions& options = kDefault) noexcept {
    return this->StartSpan(name, common::KeyValueIterableView<T>(attributes), NullSpanContext(),
                           options);
  }

  nostd::shared_ptr<Span> StartSpan(nostd::string_view name, AttributeList attributes,
                                    const StartSpanOptions& options = kDefault) noexcept {
    return this->StartSpan(name, AttributeSpan(attributes.begin(), attributes.end()), options);
  }

  template <class T, class U,
            nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr,
            nostd::enable_if_t<detail::is_span_context_kv_iterable<U>::value>* = nullptr>
  nostd::shared_ptr<Span> StartSpan(nostd::string_view name, const T& attributes, const U& links,
                                    const StartSpanOptions& options = kDefault) noexcept {
    return this->StartSpan(name, common::KeyValueIterableView<T>(attributes),
                           SpanContextKeyValueIterableView<U>(links), options);
  }

  template <class T, nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr>
  nostd::shared_ptr<Span> StartSpan(nostd::string_view name, const T& attributes, LinkList links,
                                    const StartSpanOptions& options = kDefault) noexcept {
    return this->StartSpan(name, attributes, LinkSpan(links.begin(), links.end()), options);
  }

  template <class T, nostd::enable_if_t<detail::is_span_context_kv_iterable<T>::value>* = nullptr>
  nostd::shared_ptr<Span> StartSpan(nostd::string_view name, AttributeList attributes,
                                    const T& links,
                                    const StartSpanOptions& options = kDefault) noexcept {
    return this->StartSpan(name, AttributeSpan(attributes.begin(), attributes.end()), links,
                           options);
  }

  nostd::shared_ptr<Span> StartSpan(nostd::string_view name, AttributeList attributes,
                                    LinkList links,
                                    const StartSpanOptions& options = kDefault) noexcept {
    return this->StartSpan(name, AttributeSpan(attributes.begin(), attributes.end()),
                           LinkSpan(links.begin(), links.end()), options);
  }

  // Whether StartSpan looks at StartSpanOptions::referenced_parent, so that StartSpanOptions::parent need not say it too (ours).
  virtual bool TakesReferences() const noexcept { return false; }

  // Makes `span` current on this thread while the result lives.
  static Scope WithActiveSpan(nostd::shared_ptr<Span>& span) noexcept { return Scope{span}; }

  // Returns this thread's current span; the invalid one if there is none.
  static nostd::shared_ptr<Span> GetCurrentSpan() noexcept { return internal::CurrentSpanPtr(); }

  // Returns false if StartSpan certainly makes nothing that is exported: then instrumentation can
  // spare itself the work of computing attributes.
  bool Enabled() const noexcept { return __atomic_load_n(&enabled_, __ATOMIC_RELAXED); }

 protected:
  constexpr explicit Tracer(bool enabled) noexcept : enabled_(enabled) {}

  void UpdateEnabled(bool enabled) noexcept {
    __atomic_store_n(&enabled_, enabled, __ATOMIC_RELAXED);
  }

 private:
  bool enabled_ = true;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
