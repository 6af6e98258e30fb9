#include "shims/opentracing_tee/span.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/shims/opentracing_tee/listed_tracer.h"

namespace tracebridge::opentracing_tee::span_test {
namespace {

using ::testing::ElementsAre;

const opentracing::SystemTime kTime = opentracing::SystemClock::from_time_t(42);

struct SpanCase {
  std::string name;
  std::function<void(opentracing::Span&)> call;
  std::string listed;  // by either, after the id
};

void PrintTo(const SpanCase& row, std::ostream* out) { *out << row.name; }

// One row per function of opentracing/span.h.
const SpanCase kCases[] = {
    {"SetOperationName", [](auto& span) { span.SetOperationName("put"); }, "name put"},
    {"SetTag", [](auto& span) { span.SetTag("user", "u42"); }, "tag user=u42"},
    {"SetBaggageItem", [](auto& span) { span.SetBaggageItem("k", "v"); }, "baggage k=v"},
    {"Log",
     [](auto& span) {
       span.Log({{"event", "miss"}});
     },
     "log event=miss"},
    {"LogAtATime",
     [](auto& span) {
       span.Log(kTime, {{"event", "miss"}});
     },
     "log at 42 event=miss"},
    {"LogOfAVector",
     [](auto& span) {
       span.Log(kTime, std::vector<std::pair<opentracing::string_view, opentracing::Value>>{
                           {"event", "miss"}});
     },
     "log of many at 42 event=miss"},
    {"Finish", [](auto& span) { span.Finish(); }, "finish with 0 logs"},
    {"FinishWithOptions",
     [](auto& span) {
       opentracing::FinishSpanOptions options;
       options.log_records.resize(2);
       span.FinishWithOptions(options);
     },
     "finish with 2 logs"},
};

class SpanTest : public testing::TestWithParam<SpanCase> {};

TEST_P(SpanTest, TellsBoth) {
  Listed listed;
  const auto span = listed.tee->StartSpan("get");
  listed.Take();
  GetParam().call(*span);
  EXPECT_THAT(listed.Take(),
              ElementsAre("a: a1 " + GetParam().listed, "b: b1 " + GetParam().listed));
}

TEST_P(SpanTest, TellsTheOneThatIsThere) {
  for (const bool is_first : {true, false}) {
    Listed listed;
    (is_first ? listed.b : listed.a)->faults.no_spans = true;
    const auto span = listed.tee->StartSpan("get");
    ASSERT_NE(span, nullptr);
    listed.Take();
    GetParam().call(*span);
    const std::string who = is_first ? "a: a1 " : "b: b1 ";
    EXPECT_THAT(listed.Take(), ElementsAre(who + GetParam().listed));
  }
}

INSTANTIATE_TEST_SUITE_P(Functions, SpanTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(SpanTest, LetsBothGoAtItsEnd) {
  Listed listed;
  auto span = listed.tee->StartSpan("get");
  listed.Take();
  span.reset();
  EXPECT_THAT(listed.Take(), testing::UnorderedElementsAre("a: a1 gone", "b: b1 gone"));
}

TEST(SpanTest, GivesBaggageOfTheFirstThatHasIt) {
  Listed listed;
  const ListedContext only_second("b7", {{"user", "bob"}});
  const auto span = listed.tee->StartSpan("get");
  EXPECT_EQ(span->BaggageItem("user"), "");
  span->SetBaggageItem("user", "alice");
  EXPECT_EQ(span->BaggageItem("user"), "alice");

  listed.a->faults.no_spans = true;
  const auto seconds = listed.tee->StartSpan("get");
  seconds->SetBaggageItem("user", "bob");
  EXPECT_EQ(seconds->BaggageItem("user"), "bob");
}

TEST(SpanTest, HasContextAndTracerAsLongAsItLives) {
  Listed listed;
  const auto span = listed.tee->StartSpan("get");
  const opentracing::SpanContext& context = span->context();
  EXPECT_EQ(&span->tracer(), listed.tee.get());
  listed.tee.reset();
  listed.a.reset();
  listed.b.reset();
  span->Finish();
  span->SetBaggageItem("k", "v");
  EXPECT_EQ(&span->context(), &context);
  EXPECT_EQ(context.ToSpanID(), "a1");
  std::string items;
  context.ForeachBaggageItem([&](const std::string& key, const std::string& value) {
    items += key + "=" + value + ";";
    return true;
  });
  EXPECT_EQ(items, "k=v;");
  const auto child = span->tracer().StartSpan("child", {opentracing::ChildOf(&context)});
  EXPECT_EQ(child->context().ToSpanID(), "a2");
}

}  // namespace
}  // namespace tracebridge::opentracing_tee::span_test
