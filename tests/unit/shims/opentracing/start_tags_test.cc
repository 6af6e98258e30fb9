#include "shims/opentracing/start_tags.h"

#include <gtest/gtest.h>

#include "tests/support/attribute_text.h"

namespace tracebridge::opentracing_shim::start_tags_test {
namespace {
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

struct StartTagsCase {
  std::string name;
  StartTags::Tags tags;
  std::string attributes;
  size_t size;
};

const StartTagsCase kCases[] = {
    {"None", {}, "{}", 0},
    {"PassInOrder",
     {{"http.method", "GET"}, {"retries", 3}, {"load", 0.75}},
     R"({http.method: "GET", retries: 3, load: 0.75})",
     3},
    {"ErrorIsSaidByTheStatus", {{"error", true}, {"k", "v"}}, R"({k: "v"})", 1},
    {"ErrorOfNoMeaningStays", {{"error", 1}}, "{error: 1}", 1},
    {"KindIsSaidByTheKind", {{"span.kind", "server"}}, "{}", 0},
    {"UnknownKindStays", {{"span.kind", "weird"}}, R"({span.kind: "weird"})", 1},
    {"PriorityStaysForSamplersToSee", {{"sampling.priority", 1}}, "{sampling.priority: 1}", 1},
    {"SameKeyTwice_TheCoreDecides", {{"k", 1}, {"k", 2}}, "{k: 1, k: 2}", 2},
};

class StartTagsTest : public ::testing::TestWithParam<StartTagsCase> {};

TEST_P(StartTagsTest, BecomeAttributes) {
  const StartTags tags{GetParam().tags};
  EXPECT_EQ(tracebridge::test::Text(tags), GetParam().attributes);
  EXPECT_EQ(tags.size(), GetParam().size);
}

INSTANTIATE_TEST_SUITE_P(Tags, StartTagsTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(StartTagsTest, TheLastSpecialTagOfANameCounts) {
  const StartTags::Tags list = {{"error", true},          {"span.kind", "client"},
                                {"sampling.priority", 1}, {"error", false},
                                {"span.kind", "server"},  {"sampling.priority", 0}};
  const StartTags tags{list};
  EXPECT_EQ(tags.status(), StatusCode::kOk);
  EXPECT_EQ(tags.kind(), SpanKind::kServer);
  EXPECT_EQ(tags.wants_sampling(), false);
}

TEST(StartTagsTest, SpecialTagsAreLeftOutHoweverManyThereAre) {
  StartTags::Tags list;
  std::string expected;
  for (int i = 0; i < 70; ++i) {
    const std::string key = "k" + std::to_string(i);
    list.push_back({key, i});
    expected += (i == 0 ? "" : ", ") + key + ": " + std::to_string(i);
    list.push_back({"span.kind", "server"});
  }
  const StartTags tags{list};
  EXPECT_EQ(tracebridge::test::Text(tags), "{" + expected + "}");
  EXPECT_EQ(tags.size(), 70u);
  EXPECT_EQ(tags.kind(), SpanKind::kServer);
}

TEST(StartTagsTest, WithoutSpecialTagsNothingIsSaid) {
  const StartTags::Tags list = {{"k", "v"}};
  const StartTags tags{list};
  EXPECT_EQ(tags.status(), std::nullopt);
  EXPECT_EQ(tags.kind(), SpanKind::kInternal);
  EXPECT_EQ(tags.wants_sampling(), std::nullopt);
}

TEST(StartTagsTest, StopsWhenTheCallbackSaysSo) {
  const StartTags::Tags list = {{"a", 1}, {"b", 2}};
  int calls = 0;
  EXPECT_FALSE(StartTags{list}.ForEachKeyValue(
      [&](opentelemetry::nostd::string_view, opentelemetry::common::AttributeValue) {
        ++calls;
        return false;
      }));
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace tracebridge::opentracing_shim::start_tags_test
