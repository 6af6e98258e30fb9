// What a user's callback throws is caught in one place and counted; where the original lets it through, it comes out.
//
// OpenTelemetry declares its carriers, samplers, processors and exporters noexcept, so what they throw cannot leave
// them. What can throw there are containers, visitors and the thread's instrumentation.
#include <gtest/gtest.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/tracer.h>

#include <functional>
#include <iterator>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/context/context.h"
#include "opencensus/trace/context_util.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_options.h"
#include "opentelemetry/sdk/common/thread_instrumentation.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/batch_span_processor_runtime_options.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/trace_state.h"
#include "tests/support/three_apis.h"
#include "tracebridge/diagnostics.h"

namespace opencensus::trace::exporter {
class SpanExporterTestPeer {
 public:
  static void ExportForTesting() { SpanExporter::ExportForTesting(); }
};
}  // namespace opencensus::trace::exporter

namespace tracebridge {
namespace {

namespace census = opencensus::trace;
namespace nostd = opentelemetry::nostd;
namespace sdk = opentelemetry::sdk::trace;
using opentelemetry::common::AttributeValue;

struct Thrown : std::runtime_error {
  Thrown() : std::runtime_error("by the user's callback") {}
};

// Counts what was caught while it lives.
class Caught {
 public:
  std::uint64_t count() const { return Counted(Diagnostic::kCallbackThrew) - before_; }

 private:
  const std::uint64_t before_ = Counted(Diagnostic::kCallbackThrew);
};

// One pair, then an exception.
template <class Key, class Value>
class ThrowingContainer {
 public:
  ThrowingContainer(Key key, Value value) : pair_(std::move(key), std::move(value)) {}

  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = std::pair<Key, Value>;
    using difference_type = std::ptrdiff_t;
    using pointer = const value_type*;
    using reference = const value_type&;
    Iterator(const value_type* pair, int at) : pair_(pair), at_(at) {}
    reference operator*() const { return *pair_; }
    pointer operator->() const { return pair_; }
    Iterator& operator++() {
      if (++at_ == 1) throw Thrown();
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const value_type* pair_;
    int at_;
  };
  Iterator begin() const { return {&pair_, 0}; }
  Iterator end() const { return {&pair_, 2}; }
  std::size_t size() const { return 2; }

 private:
  std::pair<Key, Value> pair_;
};

using ThrowingAttributes = ThrowingContainer<std::string, int>;
using ThrowingTexts = ThrowingContainer<std::string, std::string>;

TEST(ThrowingCallbackTest, OpenTelemetryAttributesArriveUpToTheException) {
  test::ThreeApis apis;
  const Caught caught;
  const auto tracer = opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("test");
  const ThrowingAttributes attributes("a", 1);
  const auto span = tracer->StartSpan("s", attributes);
  span->AddEvent("event", attributes);
  span->AddLink(span->GetContext(), attributes);
  span->End();
  EXPECT_GE(caught.count(), 3u);
  const auto finished = apis.Finished();
  ASSERT_EQ(finished.count("s"), 1u);
  EXPECT_EQ(finished.at("s")->GetAttributes().count("a"), 1u);
  EXPECT_EQ(finished.at("s")->GetEvents().size(), 1u);
  EXPECT_EQ(finished.at("s")->GetLinks().size(), 1u);
}

TEST(ThrowingCallbackTest, OpenTelemetryLinksEndAtTheException) {
  test::ThreeApis apis;
  const Caught caught;
  const auto tracer = opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("test");
  const auto target = tracer->StartSpan("target");
  using Attributes = std::vector<std::pair<std::string, int>>;
  const ThrowingContainer<opentelemetry::trace::SpanContext, Attributes> links(target->GetContext(),
                                                                               {});
  tracer->StartSpan("s", Attributes(), links)->End();
  EXPECT_EQ(caught.count(), 1u);
  EXPECT_EQ(apis.Finished().at("s")->GetLinks().size(), 1u);
}

TEST(ThrowingCallbackTest, OpenTelemetryBaggageAndContextsHoldThePairsBeforeTheException) {
  const Caught caught;
  const opentelemetry::baggage::Baggage baggage(ThrowingTexts("user", "alice"));
  std::string value;
  EXPECT_TRUE(baggage.GetValue("user", value));
  EXPECT_EQ(value, "alice");
  EXPECT_EQ(caught.count(), 1u);

  const ThrowingContainer<std::string, opentelemetry::context::ContextValue> values("a", true);
  const opentelemetry::context::Context context(values);
  EXPECT_TRUE(context.HasKey("a"));
  EXPECT_TRUE(opentelemetry::context::Context("b", true).SetValues(values).HasKey("b"));
  EXPECT_EQ(caught.count(), 3u);
}

TEST(ThrowingCallbackTest, OpenTelemetryVisitorsEndTheVisit) {
  const Caught caught;
  const auto throws = [](nostd::string_view, nostd::string_view) -> bool { throw Thrown(); };
  EXPECT_FALSE(opentelemetry::baggage::Baggage::FromHeader("a=1,b=2")->GetAllEntries(throws));
  EXPECT_FALSE(opentelemetry::trace::TraceState::FromHeader("a=1,b=2")->GetAllEntries(throws));
  EXPECT_EQ(caught.count(), 2u);
}

class ThrowingInstrumentation final : public opentelemetry::sdk::common::ThreadInstrumentation {
 public:
  void OnStart() override { throw Thrown(); }
  void OnEnd() override { throw Thrown(); }
  void BeforeWait() override { throw Thrown(); }
  void AfterWait() override { throw Thrown(); }
  void BeforeLoad() override { throw Thrown(); }
  void AfterLoad() override { throw Thrown(); }
};

TEST(ThrowingCallbackTest, TheExportThreadOutlivesItsInstrumentation) {
  const Caught caught;
  auto memory = std::make_shared<opentelemetry::exporter::memory::InMemorySpanData>(16);
  sdk::BatchSpanProcessorRuntimeOptions runtime;
  runtime.thread_instrumentation = std::make_shared<ThrowingInstrumentation>();
  const auto provider = sdk::TracerProviderFactory::Create(sdk::BatchSpanProcessorFactory::Create(
      opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(memory), {}, runtime));
  provider->GetTracer("t")->StartSpan("s")->End();
  EXPECT_TRUE(provider->ForceFlush());
  EXPECT_EQ(memory->GetSpans().size(), 1u);
  EXPECT_TRUE(provider->Shutdown());
  EXPECT_GE(caught.count(), 6u);
}

class FullDisk final : public std::streambuf {
 protected:
  int_type overflow(int_type) override { throw Thrown(); }
  std::streamsize xsputn(const char*, std::streamsize) override { throw Thrown(); }
};

TEST(ThrowingCallbackTest, AStreamThatThrowsLosesItsBatchAndNoMore) {
  const Caught caught;
  const auto failed = Counted(Diagnostic::kSpanDroppedExportFailed);
  FullDisk buffer;
  std::ostream stream(&buffer);
  stream.exceptions(std::ios::badbit | std::ios::failbit);
  opentelemetry::exporter::otlp::OtlpFileExporterOptions options;
  options.backend_options = std::ref(stream);
  const auto provider = sdk::TracerProviderFactory::Create(sdk::SimpleSpanProcessorFactory::Create(
      opentelemetry::exporter::otlp::OtlpFileExporterFactory::Create(options)));
  provider->GetTracer("t")->StartSpan("s")->End();
  provider->GetTracer("t")->StartSpan("s")->End();
  EXPECT_EQ(caught.count(), 2u);
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedExportFailed) - failed, 2u);
  provider->ForceFlush();
}

// OpenTracing: the carrier is the caller's own, and so is what it throws.

template <class Base>
struct ThrowingWriter final : Base {
  opentracing::expected<void> Set(opentracing::string_view,
                                  opentracing::string_view) const override {
    throw Thrown();
  }
};

template <class Base>
struct ThrowingReader final : Base {
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view,
                                                opentracing::string_view)>) const override {
    throw Thrown();
  }
};

struct ThrowingCustomWriter final : opentracing::CustomCarrierWriter {
  opentracing::expected<void> Inject(const opentracing::Tracer&,
                                     const opentracing::SpanContext&) const override {
    throw Thrown();
  }
};

struct ThrowingCustomReader final : opentracing::CustomCarrierReader {
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      const opentracing::Tracer&) const override {
    throw Thrown();
  }
};

void ExpectCarriersToThrow(const opentracing::Tracer& tracer) {
  const auto span = tracer.StartSpan("s");
  span->SetBaggageItem("user", "alice");
  const auto inject = [&](const auto& writer) {
    static_cast<void>(tracer.Inject(span->context(), writer));
  };
  const auto extract = [&](const auto& reader) { static_cast<void>(tracer.Extract(reader)); };
  EXPECT_THROW(inject(ThrowingWriter<opentracing::TextMapWriter>()), Thrown);
  EXPECT_THROW(inject(ThrowingWriter<opentracing::HTTPHeadersWriter>()), Thrown);
  EXPECT_THROW(extract(ThrowingReader<opentracing::TextMapReader>()), Thrown);
  EXPECT_THROW(extract(ThrowingReader<opentracing::HTTPHeadersReader>()), Thrown);
  EXPECT_THROW(inject(ThrowingCustomWriter()), Thrown);
  EXPECT_THROW(extract(ThrowingCustomReader()), Thrown);
  EXPECT_THROW(span->context().ForeachBaggageItem(
                   [](const std::string&, const std::string&) -> bool { throw Thrown(); }),
               Thrown);
}

class GlobalPropagatorTest : public testing::Test {
 protected:
  void SetUp() override {
    using opentelemetry::context::propagation::GlobalTextMapPropagator;
    using opentelemetry::context::propagation::TextMapPropagator;
    GlobalTextMapPropagator::SetGlobalPropagator(nostd::shared_ptr<TextMapPropagator>(
        new opentelemetry::trace::propagation::HttpTraceContext));
  }
};

TEST_F(GlobalPropagatorTest, WhatAnOpenTracingCarrierThrowsComesOutOfInjectAndExtract) {
  test::ThreeApis apis;
  ExpectCarriersToThrow(apis.opentracing());
  EXPECT_EQ(apis.Finished().count("s"), 1u);  // nothing else was lost
}

TEST_F(GlobalPropagatorTest, WhatAnOpenTracingCarrierThrowsComesOutOfTheOriginalsMockTracerToo) {
  const auto tracer = std::make_shared<opentracing::mocktracer::MockTracer>(
      opentracing::mocktracer::MockTracerOptions{});
  ExpectCarriersToThrow(*tracer);
}

TEST(ThrowingCallbackTest, WhatOnCloseThrowsIsSwallowed) {
  OpenTracingOptions options;
  options.on_close = [] { throw Thrown(); };
  const Caught caught;
  MakeOpenTracingTracer(options)->Close();
  EXPECT_EQ(caught.count(), 1u);
}

// A span context of another tracer, as one of the references.
class ForeignContext final : public opentracing::SpanContext {
 public:
  void ForeachBaggageItem(
      std::function<bool(const std::string&, const std::string&)>) const override {
    throw Thrown();
  }
  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override {
    return std::make_unique<ForeignContext>();
  }
  std::string ToTraceID() const noexcept override { return "0af7651916cd43dd8448eb211c80319c"; }
  std::string ToSpanID() const noexcept override { return "b7ad6b7169203331"; }
};

TEST(ThrowingCallbackTest, AForeignOpenTracingContextIsAParentWhateverItsBaggageThrows) {
  test::ThreeApis apis;
  const Caught caught;
  const ForeignContext foreign;
  apis.opentracing().StartSpan("s", {opentracing::ChildOf(&foreign)})->Finish();
  EXPECT_EQ(caught.count(), 1u);
  const auto finished = apis.Finished();
  ASSERT_EQ(finished.count("s"), 1u);
  EXPECT_TRUE(finished.at("s")->GetParentSpanId().IsValid());
}

// OpenCensus.

class ThrowingSampler final : public census::Sampler {
 public:
  bool ShouldSample(const census::SpanContext*, bool, const census::TraceId&, const census::SpanId&,
                    absl::string_view, const std::vector<census::Span*>&) const override {
    throw Thrown();
  }
};

TEST(ThrowingCallbackTest, AnOpenCensusSamplerThatThrowsSamplesNothing) {
  const Caught caught;
  ThrowingSampler sampler;
  const auto span = census::Span::StartSpan("s", nullptr, {&sampler});
  EXPECT_FALSE(span.IsSampled());
  EXPECT_TRUE(span.context().IsValid());
  EXPECT_EQ(caught.count(), 1u);
}

class Handler final : public census::exporter::SpanExporter::Handler {
 public:
  Handler(std::vector<std::string>* seen, bool throws) : seen_(seen), throws_(throws) {}
  void Export(const std::vector<census::exporter::SpanData>& spans) override {
    for (const auto& span : spans) seen_->push_back(std::string(span.name()));
    if (throws_) throw Thrown();
  }

 private:
  std::vector<std::string>* const seen_;
  const bool throws_;
};

TEST(ThrowingCallbackTest, AnOpenCensusHandlerThatThrowsHidesNothingFromTheOthers) {
  using census::exporter::SpanExporter;
  static auto& by_first =
      *new std::vector<std::string>;  // handlers are for the rest of the process
  static auto& by_second = *new std::vector<std::string>;
  SpanExporter::RegisterHandler(std::make_unique<Handler>(&by_first, /*throws=*/true));
  SpanExporter::RegisterHandler(std::make_unique<Handler>(&by_second, /*throws=*/false));
  census::AlwaysSampler always;
  const Caught caught;
  const std::vector<std::string> names{"first", "second"};
  for (const std::string& name : names) {
    census::Span::StartSpan(name, nullptr, {&always}).End();
    census::exporter::SpanExporterTestPeer::ExportForTesting();
  }
  EXPECT_EQ(by_first, names);
  EXPECT_EQ(by_second, names);
  EXPECT_EQ(caught.count(), 2u);
}

TEST(ThrowingCallbackTest, WhatAWrappedOpenCensusFunctionThrowsComesOutAndTheContextIsRestored) {
  test::ThreeApis apis;
  const auto span = test::ThreeApis::StartOpenCensus("s");
  std::function<void()> wrapped;
  {
    const census::WithSpan scope(span);
    wrapped = opencensus::context::Context::Current().Wrap([] { throw Thrown(); });
  }
  EXPECT_THROW(wrapped(), Thrown);
  EXPECT_FALSE(census::GetCurrentSpan().context().IsValid());
}

}  // namespace
}  // namespace tracebridge
