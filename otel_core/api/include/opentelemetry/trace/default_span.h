// Spans that record nothing, and the one that everybody shares.
#pragma once

#include <utility>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace internal {

// All of Span but GetContext, doing nothing.
class NonRecordingSpan : public Span {
 public:
  using Span::AddEvent;
  using Span::AddLink;
  using Span::AddLinks;

  void SetAttribute(nostd::string_view, const common::AttributeValue&) noexcept override {}
  void AddEvent(nostd::string_view) noexcept override {}
  void AddEvent(nostd::string_view, common::SystemTimestamp) noexcept override {}
  void AddEvent(nostd::string_view, const common::KeyValueIterable&) noexcept override {}
  void AddEvent(nostd::string_view, common::SystemTimestamp,
                const common::KeyValueIterable&) noexcept override {}
  void AddLink(const SpanContext&, const common::KeyValueIterable&) noexcept override {}
  void AddLinks(const SpanContextKeyValueIterable&) noexcept override {}
  void SetStatus(StatusCode, nostd::string_view = "") noexcept override {}
  void UpdateName(nostd::string_view) noexcept override {}
  void End(const EndSpanOptions& = {}) noexcept override {}
  bool IsRecording() const noexcept override { return false; }
};

class InvalidSpan final : public NonRecordingSpan {
 public:
  SpanContext GetContext() const noexcept override { return SpanContext::GetInvalid(); }
};

OPENTELEMETRY_API_SINGLETON inline opentelemetry::detail::NeverDestroyed<InvalidSpan> invalid_span;

// Returns the span that stands for "none": not recording, its context not valid, never null.
// Copying the pointer touches no reference count.
inline nostd::shared_ptr<Span> InvalidSpanPtr() noexcept {
  return nostd::shared_ptr<Span>(nostd::shared_ptr<Span>(), &invalid_span.value);
}

}  // namespace internal

// A span that only carries a context: what a remote parent is in this process.
class DefaultSpan : public internal::NonRecordingSpan {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream's
  DefaultSpan(SpanContext span_context) noexcept : span_context_(std::move(span_context)) {}

  DefaultSpan(const DefaultSpan& other) noexcept : span_context_(other.span_context_) {}
  DefaultSpan& operator=(const DefaultSpan& other) noexcept {
    span_context_ = other.span_context_;
    return *this;
  }
  // A moved-from span must stay usable, so moving copies.
  ~DefaultSpan() override = default;

  static DefaultSpan GetInvalid() { return DefaultSpan(SpanContext::GetInvalid()); }

  SpanContext GetContext() const noexcept override { return span_context_; }

  nostd::string_view ToString() const noexcept { return "DefaultSpan"; }

 private:
  SpanContext span_context_;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
