#include "shims/opentracing_tee/span.h"

namespace tracebridge::opentracing_tee {
namespace {

const opentracing::SpanContext* ContextOf(const std::unique_ptr<opentracing::Span>& span) noexcept {
  return span == nullptr ? nullptr : &span->context();
}

}  // namespace

using opentracing::string_view;
using opentracing::SystemTime;
using opentracing::Value;

Span::Span(std::shared_ptr<const opentracing::Tracer> tracer,
           std::unique_ptr<opentracing::Span> first,
           std::unique_ptr<opentracing::Span> second) noexcept
    : tracer_(std::move(tracer)),
      second_(std::move(second)),
      first_(std::move(first)),
      context_(ContextOf(first_), ContextOf(second_)) {}

template <class Function>
void Span::Each(Function function) noexcept {
  if (first_ != nullptr) function(*first_);
  if (second_ != nullptr) function(*second_);
}

void Span::FinishWithOptions(const opentracing::FinishSpanOptions& options) noexcept {
  Each([&](opentracing::Span& span) { span.FinishWithOptions(options); });
}

void Span::SetOperationName(string_view name) noexcept {
  Each([&](opentracing::Span& span) { span.SetOperationName(name); });
}

void Span::SetTag(string_view key, const Value& value) noexcept {
  Each([&](opentracing::Span& span) { span.SetTag(key, value); });
}

void Span::SetBaggageItem(string_view key, string_view value) noexcept {
  Each([&](opentracing::Span& span) { span.SetBaggageItem(key, value); });
}

std::string Span::BaggageItem(string_view key) const noexcept {
  std::string value;
  if (first_ != nullptr) value = first_->BaggageItem(key);
  return value.empty() && second_ != nullptr ? second_->BaggageItem(key) : value;
}

void Span::Log(std::initializer_list<std::pair<string_view, Value>> fields) noexcept {
  Each([&](opentracing::Span& span) { span.Log(fields); });
}

void Span::Log(SystemTime timestamp,
               std::initializer_list<std::pair<string_view, Value>> fields) noexcept {
  Each([&](opentracing::Span& span) { span.Log(timestamp, fields); });
}

void Span::Log(SystemTime timestamp,
               const std::vector<std::pair<string_view, Value>>& fields) noexcept {
  Each([&](opentracing::Span& span) { span.Log(timestamp, fields); });
}

}  // namespace tracebridge::opentracing_tee
