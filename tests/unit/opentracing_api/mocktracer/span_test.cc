// What differs from the original: tests/conformance/opentracing_api/behaviour has the rest.
#include "opentracing_api/src/mocktracer/span.h"

#include <gtest/gtest.h>
#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/tracer.h>

#include <memory>
#include <string>
#include <thread>

namespace {
using opentracing::Span;
using opentracing::mocktracer::InMemoryRecorder;
using opentracing::mocktracer::MockTracer;
using opentracing::mocktracer::MockTracerOptions;
using opentracing::mocktracer::Recorder;
using opentracing::mocktracer::SpanData;

std::shared_ptr<MockTracer> With(Recorder* recorder) {
  MockTracerOptions options;
  options.recorder.reset(recorder);
  return std::make_shared<MockTracer>(std::move(options));
}

// Uses the span that it is told of.
struct Curious : Recorder {
  void RecordSpan(SpanData&&) noexcept override {
    span->SetTag("seen", true);
    span->Finish();
    ++spans;
  }
  Span* span = nullptr;
  int spans = 0;
};

TEST(MockSpanTest, IsRecordedWithoutItsLock) {
  auto* const recorder = new Curious;
  const auto tracer = With(recorder);
  const auto span = tracer->StartSpan("x");
  recorder->span = span.get();
  span->Finish();
  EXPECT_EQ(recorder->spans, 1);
}

TEST(MockSpanTest, LetsABaggageCallbackUseTheSpan) {
  const auto tracer = With(new InMemoryRecorder);
  const auto span = tracer->StartSpan("x");
  span->SetBaggageItem("a", "1");
  span->SetBaggageItem("b", "2");
  std::string seen;
  span->context().ForeachBaggageItem([&](const std::string& key, const std::string&) {
    seen += key + span->BaggageItem(key);
    span->SetBaggageItem("c" + key, "3");
    return true;
  });
  EXPECT_EQ(seen, "a1b2");
}

TEST(MockSpanTest, IsUsedFromManyThreads) {
  auto* const recorder = new InMemoryRecorder;
  const auto tracer = With(recorder);
  const std::shared_ptr<Span> span = tracer->StartSpan("shared");
  std::thread threads[4];
  for (std::thread& thread : threads) {
    thread = std::thread([&] {
      for (int i = 0; i < 100; ++i) {
        span->SetTag("n", i);
        span->SetBaggageItem("k" + std::to_string(i), "v");
        span->Log({{"i", i}});
        span->context().Clone();
        tracer->StartSpan("child", {opentracing::ChildOf(&span->context())});
      }
      span->Finish();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(recorder->size(), 401U);
}

}  // namespace
