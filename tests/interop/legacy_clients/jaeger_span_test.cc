// Spans and contexts of such a tracer, as programs cast them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <jaegertracing/Tracer.h>

#include <map>
#include <sstream>
#include <string>

#include "tests/support/jaeger_thrift.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/unit/otel_core/exporters/jaeger/test_agent.h"

namespace tracebridge::test {
namespace {

namespace jt = jaegertracing;
using jaeger::TestAgent;
using ::testing::HasSubstr;

class LegacyJaegerSpanTest : public ::testing::Test {
 protected:
  std::shared_ptr<opentracing::Tracer> Make(double sampled = 1) const {
    return jt::Tracer::make("edge", jt::Config(false, jt::samplers::Config("const", sampled),
                                               jt::reporters::Config(0, std::chrono::hours(1),
                                                                     false, agent_.address())));
  }
  static const jt::SpanContext& ContextOf(const opentracing::Span& span) {
    return dynamic_cast<const jt::SpanContext&>(span.context());
  }
  std::map<std::string, std::string> InjectedBy(const opentracing::Tracer& tracer,
                                                const opentracing::SpanContext& context) const {
    HttpWriter writer;
    EXPECT_TRUE(tracer.Inject(context, writer));
    return {writer.headers.begin(), writer.headers.end()};
  }

  TestAgent agent_;
};

TEST_F(LegacyJaegerSpanTest, PrintsItsIdsWithThoseOfItsParent) {
  const auto tracer = Make();
  const auto parent = tracer->StartSpan("parent");
  const auto child = tracer->StartSpan("child", {opentracing::ChildOf(&parent->context())});
  EXPECT_EQ(ContextOf(*child).parentID(), ContextOf(*parent).spanID());
  std::ostringstream text;
  text << dynamic_cast<const jt::Span&>(*child);
  EXPECT_EQ(text.str(), child->context().ToTraceID() + ":" + child->context().ToSpanID() + ":" +
                            parent->context().ToSpanID() + ":1");
}

TEST_F(LegacyJaegerSpanTest, WritesJaegersAndW3cHeaders) {
  const auto tracer = Make();
  const auto span = tracer->StartSpan("request");
  span->SetBaggageItem("user", "u42");
  const auto headers = InjectedBy(*tracer, span->context());
  EXPECT_THAT(headers.at("uber-trace-id"), HasSubstr(span->context().ToSpanID() + ":"));
  EXPECT_THAT(headers.at("traceparent"), HasSubstr(span->context().ToSpanID()));
  EXPECT_EQ(headers.at("uberctx-user"), "u42");
}

TEST_F(LegacyJaegerSpanTest, ExtractsContextsThatCanBeCast) {
  const auto tracer = Make();
  const Headers headers{{"uber-trace-id", "1:2:0:3"}, {"uberctx-user", "u42"}};
  const auto extracted = tracer->Extract(HttpReader{headers});
  ASSERT_TRUE(extracted);
  const auto* const context = dynamic_cast<const jt::SpanContext*>(extracted->get());
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(context->traceID(), jt::TraceID(0, 1));
  EXPECT_EQ(context->spanID(), 2u);
  EXPECT_TRUE(context->isDebug());
  EXPECT_EQ(context->baggage(), (jt::SpanContext::StrMap{{"user", "u42"}}));
  const auto span = tracer->StartSpan("request", {opentracing::ChildOf(extracted->get())});
  EXPECT_EQ(ContextOf(*span).traceID(), jt::TraceID(0, 1));
  EXPECT_EQ(ContextOf(*span).parentID(), 2u);
  EXPECT_EQ(span->BaggageItem("user"), "u42");
}

TEST_F(LegacyJaegerSpanTest, ExtractsNothingFromAnEmptyCarrier) {
  const auto tracer = Make();
  const auto extracted = tracer->Extract(HttpReader{Headers{}});
  ASSERT_TRUE(extracted);
  EXPECT_EQ(*extracted, nullptr);
}

TEST_F(LegacyJaegerSpanTest, SurvivesABinaryCarrier) {
  const auto tracer = Make();
  const auto span = tracer->StartSpan("request");
  std::stringstream carrier;
  ASSERT_TRUE(tracer->Inject(span->context(), carrier));
  const auto extracted = tracer->Extract(carrier);
  ASSERT_TRUE(extracted);
  EXPECT_EQ(dynamic_cast<const jt::SpanContext&>(**extracted).spanID(), ContextOf(*span).spanID());
}

// Ids that came by a way of the program's own, with the decision that came with them.
TEST_F(LegacyJaegerSpanTest, HasAParentThatTheProgramMadeOfIds) {
  const auto tracer = Make();
  std::istringstream ids("1:2:0:0");
  const auto parent = jt::SpanContext::fromStream(ids);
  const auto span = tracer->StartSpan("request", {opentracing::ChildOf(&parent)});
  EXPECT_EQ(ContextOf(*span).traceID(), jt::TraceID(0, 1));
  EXPECT_FALSE(ContextOf(*span).isSampled());
  EXPECT_THAT(InjectedBy(*tracer, parent).at("uber-trace-id"), HasSubstr(":0000000000000002:"));
}

TEST_F(LegacyJaegerSpanTest, IsInTheTraceOfASelfReference) {
  const auto tracer = Make();
  const jt::SpanContext recorded({1, 2}, 3, 0, 1, jt::SpanContext::StrMap());
  tracer->StartSpan("again", {jt::SelfRef(&recorded)})->Finish();
  tracer->Close();
  const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, agent_.Receive());
  ASSERT_EQ(batch.spans.size(), 1u);
  EXPECT_EQ(batch.spans[0].traceIdHigh, 1);
  EXPECT_EQ(batch.spans[0].parentSpanId, 3);
}

TEST_F(LegacyJaegerSpanTest, IsNotSampledWhenItIsToldSo) {
  const auto tracer = Make();
  const auto span = tracer->StartSpan("request");
  EXPECT_TRUE(ContextOf(*span).isSampled());
  span->SetTag("sampling.priority", 0);
  EXPECT_FALSE(ContextOf(*span).isSampled());
  EXPECT_EQ(ContextOf(*Make(0)->StartSpan("other")).flags(), 0);
}

TEST_F(LegacyJaegerSpanTest, ShowsBaggageAsItIsSet) {
  const auto tracer = Make();
  const auto span = tracer->StartSpan("request");
  const auto before = ContextOf(*span);  // a copy is what was then
  span->SetBaggageItem("user", "u42");
  EXPECT_EQ(ContextOf(*span).baggage(), (jt::SpanContext::StrMap{{"user", "u42"}}));
  EXPECT_TRUE(before.baggage().empty());
  const auto clone = span->context().Clone();
  EXPECT_EQ(dynamic_cast<const jt::SpanContext&>(*clone), ContextOf(*span));
}

// What programs write of a span reaches the one inside.
TEST_F(LegacyJaegerSpanTest, CarriesWhatIsSetAndLogged) {
  const auto tracer = Make();
  auto span = tracer->StartSpan("request");
  dynamic_cast<jt::Span&>(*span).setOperationName("renamed");
  span->SetTag("http.status_code", 200);
  span->Log({{"event", "miss"}});
  span->Log(std::chrono::system_clock::now(), {{"event", "at a time"}});
  const std::vector<std::pair<opentracing::string_view, opentracing::Value>> fields{
      {"event", "in a vector"}};
  span->Log(std::chrono::system_clock::now(), fields);
  EXPECT_EQ(dynamic_cast<jt::Span&>(*span).serviceName(), "edge");
  span.reset();
  tracer->Close();
  const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, agent_.Receive());
  ASSERT_EQ(batch.spans.size(), 1u);
  const std::string text = SpanText(batch.spans[0]);
  for (const char* part : {"renamed", "http.status_code = 200", "event = \"miss\"",
                           "event = \"at a time\"", "event = \"in a vector\""}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

}  // namespace
}  // namespace tracebridge::test
