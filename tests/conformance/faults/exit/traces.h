// A span of each API, started and ended wherever an object of this class is made and destroyed.
#pragma once

#include <opentracing/tracer.h>

#include <memory>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"

namespace tracebridge::faults {

// Usable at any moment of the process's life.
inline void TraceOnce(const char* name) {
  const auto span =
      opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("test")->StartSpan(name);
  const opentelemetry::trace::Scope scope(span);
  const auto legacy = opentracing::Tracer::Global()->StartSpan(name);
  if (legacy != nullptr) {
    legacy->SetTag("key", "value");
    legacy->SetBaggageItem("user", "alice");
    legacy->Finish();
  }
  const opencensus::trace::AlwaysSampler sampler;
  auto always = sampler;
  const auto census = opencensus::trace::Span::StartSpan(name, nullptr, {&always});
  const opencensus::trace::WithSpan census_scope(census);
  census.AddAttribute("key", "value");
  census.End();
  span->End();
}

class Traces {
 public:
  explicit Traces(const char* name) : name_(name) { TraceOnce(name_); }
  ~Traces() { TraceOnce(name_); }
  Traces(const Traces&) = delete;
  Traces& operator=(const Traces&) = delete;

  void Touch() const {}

 private:
  const char* const name_;
};

// Spans that are open for as long as the object lives.
struct HeldSpans {
  void Start(const char* name) {
    otel = opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("test")->StartSpan(name);
    opentracing = opentracing::Tracer::Global()->StartSpan(name);
    static opencensus::trace::AlwaysSampler always;
    opencensus = opencensus::trace::Span::StartSpan(name, nullptr, {&always});
  }

  std::shared_ptr<opentelemetry::trace::Span> otel;
  std::unique_ptr<opentracing::Span> opentracing;
  opencensus::trace::Span opencensus = opencensus::trace::Span::BlankSpan();
};

}  // namespace tracebridge::faults
