// Ids in Jaeger's form, to and fro.
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "jaegertracing/SpanContext.h"

namespace jaegertracing::span_context_test {
namespace {

constexpr char kText[] = "4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:53995c3f42cd8ad8:1";

SpanContext Read(const std::string& text) {
  std::istringstream in(text);
  return SpanContext::fromStream(in);
}

template <class Printed>
std::string Text(const Printed& printed) {
  std::ostringstream text;
  text << printed;
  return text.str();
}

TEST(JaegerSpanContextTest, IsReadAsItIsPrinted) {
  const SpanContext context = Read(kText);
  EXPECT_TRUE(context.isValid());
  EXPECT_EQ(context.traceID().high(), 0x4bf92f3577b34da6u);
  EXPECT_EQ(context.traceID().low(), 0xa3ce929d0e0e4736u);
  EXPECT_EQ(context.spanID(), 0x00f067aa0ba902b7u);
  EXPECT_EQ(context.parentID(), 0x53995c3f42cd8ad8u);
  EXPECT_TRUE(context.isSampled());
  EXPECT_EQ(Text(context), kText);
}

struct Case {
  std::string name;
  std::string text;
  std::string printed;  // "" for what is not valid
};

const Case kCases[] = {
    {"ShortTraceId", "1:2:0:0", "0000000000000001:0000000000000002:0000000000000000:0"},
    {"UpperCase", "ABCDEF:2:3:1", "0000000000abcdef:0000000000000002:0000000000000003:1"},
    {"SeventeenDigits", "10000000000000002:2:0:1",
     "00000000000000010000000000000002:0000000000000002:0000000000000000:1"},
    {"DebugFlag", "1:2:0:3", "0000000000000001:0000000000000002:0000000000000000:3"},
    {"Empty", "", ""},
    {"NoTraceId", ":2:0:1", ""},
    {"ZeroTraceId", "0:2:0:1", ""},
    {"TooLongTraceId", "100000000000000000000000000000000:2:0:1", ""},
    {"NoDigits", "xyz:2:0:1", ""},
    {"TooFewParts", "1:2:0", ""},
    {"EmptySpanId", "1::0:1", ""},
    {"TooLongSpanId", "1:10000000000000000:0:1", ""},
    {"TooLongFlags", "1:2:0:100", ""},
};

class JaegerSpanContextTextTest : public ::testing::TestWithParam<Case> {};

TEST_P(JaegerSpanContextTextTest, IsReadOrInvalid) {
  const SpanContext context = Read(GetParam().text);
  EXPECT_EQ(context.isValid() ? Text(context) : "", GetParam().printed);
}

INSTANTIATE_TEST_SUITE_P(Forms, JaegerSpanContextTextTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(JaegerSpanContextTest, HasWhatItWasMadeOf) {
  const SpanContext context({1, 2}, 3, 4, 3, {{"user", "u42"}}, "ticket", "congo=t61");
  EXPECT_EQ(context.ToTraceID(), "00000000000000010000000000000002");
  EXPECT_EQ(context.ToSpanID(), "0000000000000003");
  EXPECT_EQ(context.parentID(), 4u);
  EXPECT_TRUE(context.isDebug());
  EXPECT_EQ(context.baggage(), (SpanContext::StrMap{{"user", "u42"}}));
  EXPECT_EQ(context.debugID(), "ticket");
  EXPECT_EQ(context.traceState(), "congo=t61");
}

TEST(JaegerSpanContextTest, IsEqualToItsCopyAndToItsClone) {
  const SpanContext context({1, 2}, 3, 4, 1, {{"user", "u42"}});
  const SpanContext copy(context);
  EXPECT_EQ(copy, context);
  EXPECT_NE(copy, context.withBaggage({}));
  const auto clone = context.Clone();
  EXPECT_EQ(dynamic_cast<const SpanContext&>(*clone), context);
}

TEST(JaegerSpanContextTest, GoesFromOneToAnotherBySwap) {
  SpanContext one({1, 2}, 3, 4, 1, {});
  SpanContext none;
  swap(one, none);
  EXPECT_FALSE(one.isValid());
  EXPECT_EQ(none.spanID(), 3u);
}

TEST(JaegerSpanContextTest, VisitsItsBaggageUntilItIsToldToStop) {
  const SpanContext context({1, 2}, 3, 4, 1, {{"a", "1"}, {"b", "2"}});
  int visited = 0;
  context.forEachBaggageItem([&](const std::string&, const std::string&) {
    ++visited;
    return false;
  });
  EXPECT_EQ(visited, 1);
}

TEST(JaegerTraceIdTest, IsReadAndPrinted) {
  std::istringstream in("00000000000000ff");
  TraceID id;
  in >> id;
  EXPECT_EQ(id, TraceID(0, 255));
  EXPECT_EQ(Text(id), "00000000000000ff");
  EXPECT_EQ(Text(TraceID(1, 255)), "000000000000000100000000000000ff");
  EXPECT_FALSE(TraceID().isValid());
}

}  // namespace
}  // namespace jaegertracing::span_context_test
