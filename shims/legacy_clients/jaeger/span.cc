#include "jaegertracing/Span.h"

#include "jaegertracing/Tracer.h"
#include "shims/legacy_clients/jaeger/counters.h"

namespace jaegertracing {

Span::Span(std::shared_ptr<const Tracer> tracer, std::unique_ptr<opentracing::Span> span,
           uint64_t parentID) noexcept
    : _tracer(std::move(tracer)), _span(std::move(span)), _context(_span->context(), parentID) {}

Span::~Span() { CountFinish(); }

void Span::CountFinish() noexcept {
  if (_tracer->_counters == nullptr || _finished.exchange(true)) return;
  _tracer->_counters->SpanFinished();
}

void Span::FinishWithOptions(const opentracing::FinishSpanOptions& options) noexcept {
  CountFinish();
  _span->FinishWithOptions(options);
}

void Span::SetOperationName(opentracing::string_view name) noexcept {
  _span->SetOperationName(name);
}

void Span::SetTag(opentracing::string_view key, const opentracing::Value& value) noexcept {
  _span->SetTag(key, value);
}

void Span::SetBaggageItem(opentracing::string_view key, opentracing::string_view value) noexcept {
  _span->SetBaggageItem(key, value);
}

std::string Span::BaggageItem(opentracing::string_view key) const noexcept {
  return _span->BaggageItem(key);
}

void Span::Log(std::initializer_list<std::pair<opentracing::string_view, opentracing::Value>>
                   fields) noexcept {
  _span->Log(fields);
}

void Span::Log(opentracing::SystemTime timestamp,
               std::initializer_list<std::pair<opentracing::string_view, opentracing::Value>>
                   fields) noexcept {
  _span->Log(timestamp, fields);
}

void Span::Log(
    opentracing::SystemTime timestamp,
    const std::vector<std::pair<opentracing::string_view, opentracing::Value>>& fields) noexcept {
  _span->Log(timestamp, fields);
}

const opentracing::Tracer& Span::tracer() const noexcept { return *_tracer; }

std::string Span::serviceName() const noexcept { return _tracer->serviceName(); }

}  // namespace jaegertracing
