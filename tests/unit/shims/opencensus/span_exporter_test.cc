#include "opencensus/trace/exporter/span_exporter.h"

#include <chrono>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/exporters/trace/stdout/stdout_exporter.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/unit/shims/opencensus/opencensus_test.h"
#include "tracebridge/diagnostics.h"

namespace opencensus {
namespace trace {
namespace exporter {

// As tests in the wild define it.
class SpanExporterTestPeer {
 public:
  static constexpr auto& ExportForTesting = SpanExporter::ExportForTesting;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::trace::Span;
using opencensus::trace::exporter::SpanData;
using opencensus::trace::exporter::SpanExporter;
using opencensus::trace::exporter::SpanExporterTestPeer;
using test::TestDefaultProvider;

// Handlers stay for the rest of the process, so what they collect lies outside.
class Collector final : public SpanExporter::Handler {
 public:
  static void Register(std::vector<SpanData>* spans) {
    SpanExporter::RegisterHandler(std::make_unique<Collector>(spans));
  }
  explicit Collector(std::vector<SpanData>* spans) : spans_(*spans) {}
  void Export(const std::vector<SpanData>& spans) override {
    spans_.insert(spans_.end(), spans.begin(), spans.end());
  }

 private:
  std::vector<SpanData>& spans_;
};

std::vector<SpanData>& Collected() {
  static auto& spans = *[] {
    auto* collected = new std::vector<SpanData>;
    Collector::Register(collected);
    return collected;
  }();
  spans.clear();
  return spans;
}

class SpanExporterTest : public OpenCensusTest {};

TEST_F(SpanExporterTest, DeliversEndedSpans) {
  std::vector<SpanData>& spans = Collected();
  const Span span = Span::StartSpan("op", nullptr, {&always_});
  span.AddAttribute("k", "v");
  SpanExporterTestPeer::ExportForTesting();
  EXPECT_TRUE(spans.empty()) << "not ended yet";
  span.End();
  SpanExporterTestPeer::ExportForTesting();
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans[0].name(), "op");
  EXPECT_EQ(spans[0].context(), span.context());
  EXPECT_EQ(spans[0].attributes().at("k").string_value(), "v");
  EXPECT_LE(spans[0].start_time(), spans[0].end_time());
}

TEST_F(SpanExporterTest, DeliversSpansOfOtherApisToo) {
  std::vector<SpanData>& spans = Collected();
  const Span root = Span::StartSpan("root", nullptr, {&always_});
  const auto tracer = TestDefaultProvider::Get().Provider()->GetTracer("app");
  opentelemetry::trace::StartSpanOptions options;
  constexpr std::uint8_t kTraceId[16] = {1};
  constexpr std::uint8_t kSpanId[8] = {2};
  options.parent = opentelemetry::trace::SpanContext(opentelemetry::trace::TraceId(kTraceId),
                                                     opentelemetry::trace::SpanId(kSpanId),
                                                     opentelemetry::trace::TraceFlags(1), false);
  tracer->StartSpan("otel", options)->End();
  SpanExporterTestPeer::ExportForTesting();
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans[0].name(), "otel");
}

TEST_F(SpanExporterTest, DeliversToEveryHandlerInSpiteOfOneThatThrows) {
  class Throws final : public SpanExporter::Handler {
   public:
    void Export(const std::vector<SpanData>&) override { throw std::runtime_error("handler"); }
  };
  std::vector<SpanData>& first = Collected();
  SpanExporter::RegisterHandler(std::make_unique<Throws>());
  static auto& second = *new std::vector<SpanData>;
  Collector::Register(&second);
  const auto before = Counted(Diagnostic::kCallbackThrew);
  Span::StartSpan("op", nullptr, {&always_}).End();
  SpanExporterTestPeer::ExportForTesting();
  EXPECT_EQ(first.size(), 1u);
  EXPECT_EQ(second.size(), 1u);
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 1);
}

TEST_F(SpanExporterTest, LetsAHandlerTraceAndRegisterAnother) {
  class Busy final : public SpanExporter::Handler {
   public:
    void Export(const std::vector<SpanData>&) override {
      if (std::exchange(done_, true)) return;
      SpanExporter::RegisterHandler(nullptr);
      static auto& late = *new std::vector<SpanData>;
      Collector::Register(&late);
      Span::StartSpan("unsampled").End();
    }

   private:
    bool done_ = false;
  };
  Collected();
  SpanExporter::RegisterHandler(std::make_unique<Busy>());
  Span::StartSpan("op", nullptr, {&always_}).End();
  SpanExporterTestPeer::ExportForTesting();
  SpanExporterTestPeer::ExportForTesting();
}

TEST_F(SpanExporterTest, BoundsTheSchedule) {
  SpanExporter::SetInterval(absl::Seconds(2));
  EXPECT_EQ(TestDefaultProvider::Get().interval(), std::chrono::seconds(2));
  SpanExporter::SetInterval(absl::Milliseconds(1));
  EXPECT_EQ(TestDefaultProvider::Get().interval(), std::chrono::seconds(1));
  SpanExporter::SetInterval(absl::InfiniteDuration());
  EXPECT_EQ(TestDefaultProvider::Get().interval(), std::chrono::hours(24 * 365));
  SpanExporter::SetBatchSize(512);
  EXPECT_EQ(TestDefaultProvider::Get().batch_size(), 512u);
  SpanExporter::SetBatchSize(0);
  EXPECT_EQ(TestDefaultProvider::Get().batch_size(), 1u);
}

TEST_F(SpanExporterTest, PrintsSpans) {
  static auto& stream = *new std::ostringstream;
  opencensus::exporters::trace::StdoutExporter::Register(&stream);
  std::vector<SpanData>& spans = Collected();
  const Span span = Span::StartSpan("printed", nullptr, {&always_});
  span.AddAnnotation("Needle.");
  span.End();
  SpanExporterTestPeer::ExportForTesting();
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(stream.str(), spans[0].DebugString() + "\n");
  EXPECT_NE(stream.str().find("Needle."), std::string::npos);
}

}  // namespace
}  // namespace tracebridge::opencensus_shim
