// A Recordable that a program's own exporter makes: what it is told of a span, call by call. It reaches its exporter by
// the simple and the batch processor, and beside another processor.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/batch_span_processor.h"
#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/simple_processor.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "tests/support/attribute_text.h"
#include "tests/unit/otel_core/sdk/trace/recording_exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

namespace api = opentelemetry::trace;
using opentelemetry::common::KeyValueIterable;
using opentelemetry::common::SteadyTimestamp;
using opentelemetry::common::SystemTimestamp;
using tracebridge::test::Text;

template <class Id>
std::string Hex(const Id& id) {
  char digits[2 * Id::kSize];
  id.ToLowerBase16(nostd::span<char, 2 * Id::kSize>(digits));
  return {digits, sizeof digits};
}

std::string Nanoseconds(SystemTimestamp time) {
  return std::to_string(time.time_since_epoch().count());
}

// One line a call.
class TextRecordable final : public Recordable {
 public:
  void SetIdentity(const api::SpanContext& context, api::SpanId parent) noexcept override {
    Line("identity " + Hex(context.trace_id()) + (context.IsSampled() ? " sampled" : "") +
         " parent " + Hex(parent));
  }
  void SetAttribute(nostd::string_view key,
                    const opentelemetry::common::AttributeValue& value) noexcept override {
    Line("attribute " + std::string(key) + ": " + Text(value));
  }
  void AddEvent(nostd::string_view name, SystemTimestamp time,
                const KeyValueIterable& attributes) noexcept override {
    Line("event " + std::string(name) + " at " + Nanoseconds(time) + " " + Text(attributes));
  }
  void AddLink(const api::SpanContext& context,
               const KeyValueIterable& attributes) noexcept override {
    Line("link " + Hex(context.span_id()) + " " + Text(attributes));
  }
  void SetStatus(api::StatusCode code, nostd::string_view description) noexcept override {
    Line("status " + std::to_string(static_cast<int>(code)) + " " + std::string(description));
  }
  void SetName(nostd::string_view name) noexcept override { Line("name " + std::string(name)); }
  void SetTraceFlags(api::TraceFlags flags) noexcept override {
    Line("flags " + std::to_string(flags.flags() & api::TraceFlags::kIsSampled));
  }
  void SetSpanKind(api::SpanKind kind) noexcept override {
    Line("kind " + std::to_string(static_cast<int>(kind)));
  }
  void SetResource(const resource::Resource& resource) noexcept override {
    Line("resource of " +
         nostd::get<std::string>(resource.GetAttributes().find("service.name")->second));
  }
  void SetStartTime(SystemTimestamp time) noexcept override { Line("start " + Nanoseconds(time)); }
  void SetDuration(std::chrono::nanoseconds duration) noexcept override {
    Line("duration " + std::to_string(duration.count()));
  }
  void SetSpanLimits(const SpanLimits& limits) noexcept override {
    Line("limits " + std::to_string(limits.attribute_count_limit));
  }
  void SetInstrumentationScope(const InstrumentationScope& scope) noexcept override {
    Line("scope " + scope.GetName() + " " + scope.GetVersion());
  }

  const std::string& text() const noexcept { return text_; }

 private:
  void Line(const std::string& line) { text_ += line + "\n"; }

  std::string text_;
};

class TextExporter final : public SpanExporter {
 public:
  explicit TextExporter(std::string* text) : text_(text) {}

  std::unique_ptr<Recordable> MakeRecordable() noexcept override {
    return std::make_unique<TextRecordable>();
  }
  opentelemetry::sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<Recordable>>& spans) noexcept override {
    for (const auto& span : spans) {
      auto* const ours = dynamic_cast<TextRecordable*>(span.get());
      *text_ += ours == nullptr ? "of another class\n" : ours->text();
    }
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  std::string* const text_;
};

using Processors = std::vector<std::unique_ptr<SpanProcessor>>;

struct Way {
  const char* name;
  Processors (*make)(std::unique_ptr<SpanExporter> exporter);
};

void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

std::unique_ptr<SpanProcessor> Simple(std::unique_ptr<SpanExporter> exporter) {
  return std::make_unique<SimpleSpanProcessor>(std::move(exporter));
}

template <class... Processor>
Processors List(Processor... processor) {
  Processors list;
  (list.push_back(std::move(processor)), ...);
  return list;
}

const Way kWays[] = {
    {"Simple",
     [](std::unique_ptr<SpanExporter> exporter) { return List(Simple(std::move(exporter))); }},
    {"Batch",
     [](std::unique_ptr<SpanExporter> exporter) {
       return List(std::unique_ptr<SpanProcessor>(
           std::make_unique<BatchSpanProcessor>(std::move(exporter), BatchSpanProcessorOptions())));
     }},
    {"BesideTheSdksOwn",
     [](std::unique_ptr<SpanExporter> exporter) {
       auto own = std::make_unique<tracebridge::test::RecordingExporter>(
           std::make_shared<tracebridge::test::Exported>());
       return List(Simple(std::move(own)), Simple(std::move(exporter)));
     }},
};

class UserRecordableTest : public ::testing::TestWithParam<Way> {};

TEST_P(UserRecordableTest, IsToldEverythingOfItsSpan) {
  std::string text;
  SpanLimits limits;
  limits.attribute_count_limit = 77;
  TracerProvider provider(GetParam().make(std::make_unique<TextExporter>(&text)),
                          resource::Resource::Create({{"service.name", "shop"}}),
                          std::make_unique<AlwaysOnSampler>(), nullptr, nullptr, limits);
  const auto tracer = provider.GetTracer("checkout", "1.2");

  constexpr std::uint8_t kTraceId[16] = {0xab};
  constexpr std::uint8_t kParentId[8] = {0xcd};
  constexpr std::uint8_t kLinkedId[8] = {0xef};
  const api::SpanContext parent(api::TraceId(kTraceId), api::SpanId(kParentId), api::TraceFlags(1),
                                true);
  const api::SpanContext linked(api::TraceId(kTraceId), api::SpanId(kLinkedId), api::TraceFlags(1),
                                true);
  api::StartSpanOptions options;
  options.parent = parent;
  options.kind = api::SpanKind::kServer;
  options.start_system_time = SystemTimestamp(std::chrono::seconds(10));
  options.start_steady_time = SteadyTimestamp(std::chrono::seconds(1));
  const auto span =
      tracer->StartSpan("pay", {{"amount", 3}}, {{linked, {{"why", "retry"}}}}, options);
  span->SetAttribute("currency", "EUR");
  span->AddEvent("charged", SystemTimestamp(std::chrono::seconds(11)), {{"attempt", 2}});
  span->AddLink(parent, {{"late", true}});
  span->SetStatus(api::StatusCode::kError, "declined");
  span->UpdateName("pay again");
  api::EndSpanOptions end;
  end.end_steady_time = SteadyTimestamp(std::chrono::seconds(3));
  span->End(end);
  ASSERT_TRUE(provider.ForceFlush());

  EXPECT_EQ(text,
            "limits 77\n"
            "identity ab000000000000000000000000000000 sampled parent cd00000000000000\n"
            "flags 1\n"
            "name pay\n"
            "scope checkout 1.2\n"
            "resource of shop\n"
            "kind 1\n"
            "attribute amount: 3\n"
            "link ef00000000000000 {why: \"retry\"}\n"
            "start 10000000000\n"
            "attribute currency: \"EUR\"\n"
            "event charged at 11000000000 {attempt: 2}\n"
            "link cd00000000000000 {late: true}\n"
            "status 2 declined\n"
            "name pay again\n"
            "duration 2000000000\n");
}

INSTANTIATE_TEST_SUITE_P(Processors, UserRecordableTest, ::testing::ValuesIn(kWays),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
