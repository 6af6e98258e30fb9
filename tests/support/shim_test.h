// An OpenTracing tracer of ours over a tracer that writes down what it is asked.
#pragma once

#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <memory>
#include <string>

#include "tests/support/opentracing_carriers.h"
#include "tests/support/recording_tracer.h"
#include "tests/support/span_context_text.h"
#include "tests/support/w3c_propagator.h"
#include "tracebridge/opentracing_shim_otel.h"
#ifndef TRACEBRIDGE_OPENTELEMETRY_API
#include "tracebridge/context_storage.h"
#endif

namespace tracebridge::test {

class ShimTest : public ::testing::Test {
 protected:
  explicit ShimTest(const OpenTracingOptions& options = {}) { Make(options); }

  void Make(const OpenTracingOptions& options) {
#ifndef TRACEBRIDGE_OPENTELEMETRY_API
    InstallContextStorage();
#endif
    OpenTelemetryObjects objects;
    objects.provider = opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>(
        new RecordingProvider(recording_));
    objects.text_map = W3cPropagator();
    objects.http_headers = W3cPropagator();
    tracer_ = MakeOpenTracingTracer(objects, options);
  }

  // The n-th span that was started and is recorded.
  const RecordedSpan& recorded(size_t n) const { return *recording_->spans.at(n); }
  size_t recorded_count() const { return recording_->spans.size(); }

  std::string Injected(const opentracing::SpanContext& context) const {
    HttpWriter writer;
    const auto result = tracer_->Inject(context, writer);
    return result ? Text(writer.headers) : "error: " + result.error().message();
  }

  std::unique_ptr<opentracing::SpanContext> Extracted(const Headers& headers) const {
    auto result = tracer_->Extract(HttpReader{headers});
    EXPECT_TRUE(result) << result.error().message();
    return result ? std::move(*result) : nullptr;
  }

  // The baggage of `context` in order: `a=1, b=2`.
  static std::string Baggage(const opentracing::SpanContext& context) {
    std::string text;
    context.ForeachBaggageItem([&](const std::string& key, const std::string& value) {
      text.append(text.empty() ? "" : ", ").append(key).append("=").append(value);
      return true;
    });
    return text;
  }

  std::shared_ptr<Recording> recording_ = std::make_shared<Recording>();
  std::shared_ptr<opentracing::Tracer> tracer_;
};

}  // namespace tracebridge::test
