// Tracers that programs of lightstep-tracer-cpp's make.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <lightstep/tracer.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/interop/legacy_clients/collected.h"
#include "tests/support/opentracing_carriers.h"
#include "tracebridge/activate_span.h"

namespace tracebridge::test {
namespace {

using lightstep::LightStepTracerOptions;
using lightstep::MakeLightStepTracer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A satellite of the program's own, which is the collector.
LightStepTracerOptions ToSatellite(const Collected& collected, std::vector<std::string>* messages) {
  LightStepTracerOptions options;
  options.component_name = "edge";
  options.access_token = "token";
  const std::string address = collected.address();
  options.collector_host = address.substr(0, address.find(':'));
  options.collector_port = static_cast<uint32_t>(std::stoul(address.substr(address.find(':') + 1)));
  options.collector_plaintext = true;
  options.logger_sink = [messages](lightstep::LogLevel, opentracing::string_view message) {
    messages->emplace_back(message.data(), message.size());
  };
  return options;
}

TEST(LegacyLightStepTest, IsOneTraceWithOpenTelemetry) {
  Collected collected;
  std::vector<std::string> messages;
  LightStepTracerOptions options = ToSatellite(collected, &messages);
  options.tags["zone"] = "b";
  const auto tracer = MakeLightStepTracer(std::move(options));
  ASSERT_NE(tracer, nullptr);
  {
    const auto span = tracer->StartSpan("legacy");
    const ActivateSpan scope(*span);
    opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("new")->StartSpan("new")->End();
  }
  tracer->Close();
  auto spans = collected.Spans();
  EXPECT_EQ(spans["new"].parent_span_id, spans["legacy"].span_id);
  EXPECT_EQ(spans["new"].trace_id, spans["legacy"].trace_id);
  EXPECT_EQ(collected.OfResource("service.name"), "edge");
  EXPECT_EQ(collected.OfResource("zone"), "b");
}

TEST(LegacyLightStepTest, SendsToTheSatelliteOverOtlp) {
  Collected collected(/*named=*/false);
  std::vector<std::string> messages;
  const auto tracer = MakeLightStepTracer(ToSatellite(collected, &messages));
  ASSERT_NE(tracer, nullptr);
  tracer->StartSpan("request")->Finish();
  tracer->Close();
  EXPECT_EQ(collected.Spans().count("request"), 1u);
  EXPECT_EQ(collected.OfResource("service.name"), "edge");
  EXPECT_EQ(collected.collector().requests()[0].headers["lightstep-access-token"], "token");
  EXPECT_THAT(messages, ElementsAre(HasSubstr("must receive OTLP over HTTP there")));
}

TEST(LegacyLightStepTest, FlushesAndGoesOn) {
  struct Observer final : lightstep::MetricsObserver {
    explicit Observer(int* count) : flushes(count) {}
    void OnFlush() noexcept override { ++*flushes; }
    int* flushes;
  };
  Collected collected(/*named=*/false);
  std::vector<std::string> messages;
  int flushes = 0;
  auto options = ToSatellite(collected, &messages);
  options.metrics_observer.reset(new Observer(&flushes));
  const auto tracer = MakeLightStepTracer(std::move(options));
  tracer->StartSpan("first")->Finish();
  EXPECT_TRUE(tracer->Flush());
  EXPECT_EQ(collected.Spans().count("first"), 1u);
  tracer->StartSpan("second")->Finish();
  EXPECT_TRUE(tracer->FlushWithTimeout(std::chrono::seconds(30)));
  EXPECT_EQ(collected.Spans().count("second"), 1u);
  EXPECT_EQ(flushes, 2);
}

TEST(LegacyLightStepTest, FlushesBesideOneOfOtherSettings) {
  Collected collected(/*named=*/false);
  std::vector<std::string> messages;
  const auto first = MakeLightStepTracer(ToSatellite(collected, &messages));
  auto options = ToSatellite(collected, &messages);
  options.component_name = "other";
  const auto second = MakeLightStepTracer(std::move(options));
  second->StartSpan("of the second")->Finish();
  EXPECT_TRUE(second->Flush());
  EXPECT_EQ(collected.OfResource("service.name"), "other");
}

TEST(LegacyLightStepTest, HasContextsAsNumbers) {
  Collected collected(/*named=*/false);
  std::vector<std::string> messages;
  const auto tracer = MakeLightStepTracer(ToSatellite(collected, &messages));
  const auto made = tracer->MakeSpanContext(7, 8, false, {{"user", "u42"}});
  ASSERT_TRUE(made);
  const auto ids = tracer->GetTraceSpanIdsSampled(**made);
  ASSERT_TRUE(ids);
  EXPECT_THAT(*ids, ElementsAre(7, 8, 0));
  const auto span = tracer->StartSpan("request", {opentracing::ChildOf(made->get())});
  EXPECT_EQ((*tracer->GetTraceSpanIdsSampled(span->context()))[0], 7u);
  EXPECT_EQ(span->BaggageItem("user"), "u42");
  const auto none = tracer->GetTraceSpanIdsSampled(**tracer->MakeSpanContext(0, 0, {}));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error(), opentracing::invalid_span_context_error);
}

TEST(LegacyLightStepTest, SaysThatATransporterIsNotCalled) {
  struct Transporter final : lightstep::SyncTransporter {
    opentracing::expected<void> Send(const google::protobuf::Message&,
                                     google::protobuf::Message&) override {
      return {};
    }
  };
  Collected collected(/*named=*/false);
  std::vector<std::string> messages;
  auto options = ToSatellite(collected, &messages);
  options.transporter.reset(new Transporter);
  ASSERT_NE(MakeLightStepTracer(std::move(options)), nullptr);
  EXPECT_THAT(messages, ::testing::Contains(HasSubstr("the transporter is not called")));
}

TEST(LegacyLightStepTest, MakesNoTracerOfASettingThatMakesNoSense) {
  Collected collected(/*named=*/false);
  std::vector<std::string> messages;
  auto options = ToSatellite(collected, &messages);
  options.collector_port = 70000;
  EXPECT_EQ(MakeLightStepTracer(std::move(options)), nullptr);
  EXPECT_THAT(messages, ElementsAre(HasSubstr("there is no tracer: \"collector_port\": 70000")));
}

TEST(LegacyLightStepTest, MakesNoTracerWhenAFunctionOfTheProgramThrows) {
  Collected collected(/*named=*/false);
  std::vector<std::string> messages;
  auto options = ToSatellite(collected, &messages);
  options.max_buffered_spans =
      std::function<size_t()>([]() -> size_t { throw std::runtime_error("no"); });
  EXPECT_EQ(MakeLightStepTracer(std::move(options)), nullptr);
  EXPECT_THAT(messages, ElementsAre("tracebridge: there is no tracer: no"));
}

TEST(LightStepBufferChainTest, CopiesItsPiecesInOrder) {
  struct Chain final : lightstep::BufferChain {
    size_t num_fragments() const noexcept override { return 2; }
    size_t num_bytes() const noexcept override { return 5; }
    bool ForEachFragment(FragmentCallback callback, void* context) const override {
      return callback(context, "abc", 3) && callback(context, "de", 2);
    }
  };
  char data[6] = {};
  Chain().CopyOut(data, 5);
  EXPECT_STREQ(data, "abcde");
  char small[4] = {};
  Chain().CopyOut(small, 3);
  EXPECT_STREQ(small, "abc");
}

}  // namespace
}  // namespace tracebridge::test
