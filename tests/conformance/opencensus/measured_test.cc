// What opencensus-cpp was measured to do, one test a fact. Programs rely on each of them.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/propagation/b3.h"
#include "opencensus/trace/propagation/grpc_trace_bin.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/version.h"

namespace opencensus {
namespace trace {
namespace exporter {

class SpanExporterTestPeer {
 public:
  static constexpr auto& ExportForTesting = SpanExporter::ExportForTesting;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus

namespace {
using opencensus::trace::AlwaysSampler;
using opencensus::trace::NeverSampler;
using opencensus::trace::Span;
using opencensus::trace::SpanContext;
using opencensus::trace::exporter::SpanData;
using opencensus::trace::exporter::SpanExporter;
using opencensus::trace::propagation::FromB3Headers;
using opencensus::trace::propagation::FromTraceParentHeader;

AlwaysSampler always;
NeverSampler never;

SpanContext Remote(bool sampled) {
  return FromTraceParentHeader(
      std::string("00-404142434445464748494a4b4c4d4e4f-6162636465666768-0") +
      (sampled ? "1" : "0"));
}

// Registered once; what it got lies outside, because a handler stays.
std::vector<SpanData>& Exported() {
  class Collector final : public SpanExporter::Handler {
   public:
    explicit Collector(std::vector<SpanData>* spans) : spans_(*spans) {}
    void Export(const std::vector<SpanData>& spans) override {
      spans_.insert(spans_.end(), spans.begin(), spans.end());
    }

   private:
    std::vector<SpanData>& spans_;
  };
  static std::vector<SpanData>& spans = *[] {
    auto* collected = new std::vector<SpanData>;
    SpanExporter::RegisterHandler(std::make_unique<Collector>(collected));
    return collected;
  }();
  return spans;
}

SpanData ExportOf(const Span& span) {
  opencensus::trace::exporter::SpanExporterTestPeer::ExportForTesting();
  Exported().clear();
  span.End();
  opencensus::trace::exporter::SpanExporterTestPeer::ExportForTesting();
  EXPECT_EQ(Exported().size(), 1u);
  return Exported().at(0);
}

TEST(MeasuredParentTest, TheCurrentSpanIsNeverAnImplicitParent) {
  const Span outer = Span::StartSpan("outer", nullptr, {&always});
  const opencensus::trace::WithSpan with_outer(outer);
  const Span inner = Span::StartSpan("inner", nullptr, {&always});
  EXPECT_FALSE(inner.context().trace_id() == outer.context().trace_id());
  const SpanData data = ExportOf(inner);
  EXPECT_FALSE(data.parent_span_id().IsValid());
}

TEST(MeasuredSamplingTest, AChildOfASampledParentIsSampledWhateverItsSampler) {
  EXPECT_TRUE(Span::StartSpanWithRemoteParent("x", Remote(true), {&never}).IsSampled());
  const Span local = Span::StartSpan("local", nullptr, {&always});
  EXPECT_TRUE(Span::StartSpan("x", &local, {&never}).IsSampled());
}

TEST(MeasuredSamplingTest, ASamplerMaySampleTheChildOfAParentThatIsNot) {
  EXPECT_TRUE(Span::StartSpanWithRemoteParent("x", Remote(false), {&always}).IsSampled());
  const Span local = Span::StartSpan("local", nullptr, {&never});
  const Span upgraded = Span::StartSpan("x", &local, {&always});
  EXPECT_TRUE(upgraded.IsSampled());
  EXPECT_EQ(upgraded.context().trace_id(), local.context().trace_id());
  const SpanData data = ExportOf(upgraded);
  EXPECT_EQ(data.parent_span_id(), local.context().span_id());
}

TEST(MeasuredSamplingTest, OneRootInTenThousandIsSampledByDefault) {
  int sampled = 0;
  for (int i = 0; i < 100000; ++i) sampled += Span::StartSpan("x").IsSampled() ? 1 : 0;
  EXPECT_LT(sampled, 60);  // expected 10, and more than 60 once in 10^24 runs
  const uint8_t lowest[16] = {};
  const uint8_t just_above[16] = {0xcc, 0x10, 0xc7, 0xba, 0xb8, 0x8d, 0x06, 0};
  const opencensus::trace::ProbabilitySampler default_sampler(1e-4);
  EXPECT_TRUE(default_sampler.ShouldSample(nullptr, false, opencensus::trace::TraceId(lowest), {},
                                           "x", {}));
  EXPECT_FALSE(default_sampler.ShouldSample(nullptr, false, opencensus::trace::TraceId(just_above),
                                            {}, "x", {}));
}

TEST(MeasuredLimitsTest, Are32Attributes32Annotations128MessagesAnd32Links) {
  const Span span = Span::StartSpan("x", nullptr, {&always});
  for (int i = 0; i < 40; ++i) {
    span.AddAttribute("k" + std::to_string(i), i);
    span.AddAnnotation("a" + std::to_string(i));
#if OPENTELEMETRY_ABI_VERSION_NO >= 2  // else they would be events
    span.AddChildLink(Remote(true));
#endif
  }
  for (uint32_t i = 0; i < 100; ++i) span.AddSentMessageEvent(i, 1, 1);
  const SpanData data = ExportOf(span);
  EXPECT_EQ(data.attributes().size(), 32u);
  EXPECT_EQ(data.num_attributes_dropped(), 8);
  ASSERT_EQ(data.annotations().events().size(), 32u);
  EXPECT_EQ(data.annotations().dropped_events_count(), 8);
  EXPECT_EQ(data.annotations().events().front().event().description(), "a8") << "the oldest go";
  EXPECT_EQ(data.message_events().events().size(), 100u);
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  EXPECT_EQ(data.links().size(), 32u);
  EXPECT_EQ(data.num_links_dropped(), 8);
#endif
}

TEST(MeasuredLimitsTest, Are128MessagesAndTheOldestGo) {
  const Span span = Span::StartSpan("x", nullptr, {&always});
  for (uint32_t i = 0; i < 130; ++i) span.AddSentMessageEvent(i, 1, 1);
  const SpanData data = ExportOf(span);
  ASSERT_EQ(data.message_events().events().size(), 128u);
  EXPECT_EQ(data.message_events().events().front().event().id(), 2u);
}

TEST(MeasuredTraceparentTest, IsStricterThanTheStandard) {
  for (const char* malformed : {"01-404142434445464748494a4b4c4d4e4f-6162636465666768-01",
                                "00-404142434445464748494A4B4C4D4E4F-6162636465666768-01",
                                "00-404142434445464748494a4b4c4d4e4f-6162636465666768-01-more"}) {
    EXPECT_EQ(FromTraceParentHeader(malformed).ToString(),
              "00000000000000000000000000000000-0000000000000000-00");
  }
  EXPECT_EQ(FromTraceParentHeader("00-404142434445464748494a4b4c4d4e4f-6162636465666768-03")
                .trace_options()
                .ToHex(),
            "03");
}

TEST(MeasuredB3Test, PadsShortIdsAndTakesOnlyDigitsForSampled) {
  const auto read = [](const char* sampled, const char* flags) {
    return FromB3Headers("a2fb4a1d1a96d312", "0020000000000001", sampled, flags);
  };
  EXPECT_EQ(read("1", "").trace_id().ToHex(), "0000000000000000a2fb4a1d1a96d312");
  EXPECT_FALSE(read("true", "").IsValid());
  EXPECT_FALSE(read("d", "").IsValid());
  EXPECT_TRUE(read("", "").IsValid());
  EXPECT_FALSE(read("", "").trace_options().IsSampled());
  EXPECT_TRUE(read("", "1").trace_options().IsSampled());
}

TEST(MeasuredGrpcTraceBinTest, IsTwentyNineBytes) {
  const std::string header = opencensus::trace::propagation::ToGrpcTraceBinHeader(Remote(true));
  EXPECT_EQ(header, std::string("\0\0", 2) + "@ABCDEFGHIJKLMNO" + "\1" + "abcdefgh" + "\2\1");
  EXPECT_EQ(header.size(), 29u);
}

}  // namespace
