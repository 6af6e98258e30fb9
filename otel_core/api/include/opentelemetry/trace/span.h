// One operation within a trace: its name, attributes, events, links and status.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <utility>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/span_context_kv_iterable_view.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

class Tracer;

// Made by Tracer::StartSpan. Any thread may call any method at any time, also after End, which
// makes all others no-ops. Arguments are copied. A sampler sees only what was given to StartSpan,
// so what is known by then belongs there.
class Span {
  using AttributeList =
      std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>>;
  using AttributeSpan = nostd::span<const std::pair<nostd::string_view, common::AttributeValue>>;
  using LinkList = std::initializer_list<std::pair<SpanContext, AttributeList>>;
  using LinkSpan = nostd::span<const std::pair<SpanContext, AttributeList>>;

 public:
  Span() = default;

  // Ends the span if it has not ended.
  virtual ~Span() = default;

  Span(const Span&) = delete;
  Span(Span&&) = delete;
  Span& operator=(const Span&) = delete;
  Span& operator=(Span&&) = delete;

  // Replaces an earlier value of the same key.
  virtual void SetAttribute(nostd::string_view key,
                            const common::AttributeValue& value) noexcept = 0;

  // Adds an event; it happened now unless a time is given.
  virtual void AddEvent(nostd::string_view name) noexcept = 0;
  virtual void AddEvent(nostd::string_view name, common::SystemTimestamp timestamp) noexcept = 0;
  virtual void AddEvent(nostd::string_view name, common::SystemTimestamp timestamp,
                        const common::KeyValueIterable& attributes) noexcept = 0;
  virtual void AddEvent(nostd::string_view name,
                        const common::KeyValueIterable& attributes) noexcept {
    this->AddEvent(name, std::chrono::system_clock::now(), attributes);
  }

  template <class T, nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr>
  void AddEvent(nostd::string_view name, common::SystemTimestamp timestamp,
                const T& attributes) noexcept {
    this->AddEvent(name, timestamp, common::KeyValueIterableView<T>(attributes));
  }

  template <class T, nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr>
  void AddEvent(nostd::string_view name, const T& attributes) noexcept {
    this->AddEvent(name, common::KeyValueIterableView<T>(attributes));
  }

  void AddEvent(nostd::string_view name, common::SystemTimestamp timestamp,
                AttributeList attributes) noexcept {
    this->AddEvent(name, timestamp, AttributeSpan(attributes.begin(), attributes.end()));
  }

  void AddEvent(nostd::string_view name, AttributeList attributes) noexcept {
    this->AddEvent(name, AttributeSpan(attributes.begin(), attributes.end()));
  }

  // Links this span to another, of this trace or not.
  virtual void AddLink(const SpanContext& target,
                       const common::KeyValueIterable& attrs) noexcept = 0;
  virtual void AddLinks(const SpanContextKeyValueIterable& links) noexcept = 0;

  template <class U, nostd::enable_if_t<common::detail::is_key_value_iterable<U>::value>* = nullptr>
  void AddLink(const SpanContext& target, const U& attrs) {
    this->AddLink(target, common::KeyValueIterableView<U>(attrs));
  }

  void AddLink(const SpanContext& target, AttributeList attrs) {
    this->AddLink(target, AttributeSpan(attrs.begin(), attrs.end()));
  }

  template <class U, nostd::enable_if_t<detail::is_span_context_kv_iterable<U>::value>* = nullptr>
  void AddLinks(const U& links) {
    this->AddLinks(SpanContextKeyValueIterableView<U>(links));
  }

  void AddLinks(LinkList links) { this->AddLinks(LinkSpan(links.begin(), links.end())); }

  // Only the description of an error is kept. kOk is final; kUnset changes nothing.
  virtual void SetStatus(StatusCode code, nostd::string_view description = "") noexcept = 0;

  // Replaces the name given at the start.
  virtual void UpdateName(nostd::string_view name) noexcept = 0;

  // Ends the span. Only the first call counts.
  virtual void End(const EndSpanOptions& options = {}) noexcept = 0;

  virtual SpanContext GetContext() const noexcept = 0;

  // Returns whether what is set is kept: false after End, and for spans that were not sampled.
  virtual bool IsRecording() const noexcept = 0;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
