// Every row of the table in special_tags.h, for every alternative of a Value.
#include "shims/opentracing/special_tags.h"

#include <gtest/gtest.h>
#include <opentracing/ext/tags.h>

#include <string>

namespace tracebridge::opentracing_shim::special_tags_test {
namespace {
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

TEST(SpecialTagsTest, AreTheThreeThatOpenTracingNames) {
  EXPECT_EQ(WhichTag("error"), SpecialTag::kError);
  EXPECT_EQ(WhichTag("span.kind"), SpecialTag::kSpanKind);
  EXPECT_EQ(WhichTag("sampling.priority"), SpecialTag::kSamplingPriority);
  for (const char* other : {"", "Error", "event", "http.code", "span_kind", "sampling_priority"}) {
    EXPECT_EQ(WhichTag(other), SpecialTag::kNone) << other;
  }
}

struct TagCase {
  std::string name;
  opentracing::Value value;
  std::optional<StatusCode> status;
  std::optional<SpanKind> kind;
  std::optional<bool> wants_sampling;
};

const TagCase kCases[] = {
    {"True", true, StatusCode::kError, {}, true},
    {"False", false, StatusCode::kOk, {}, false},
    {"Null", nullptr, StatusCode::kUnset, {}, {}},
    {"TrueText", std::string("true"), StatusCode::kError, {}, {}},
    {"FalseText", std::string("false"), StatusCode::kOk, {}, {}},
    {"TrueView", opentracing::string_view("true!", 4), StatusCode::kError, {}, {}},
    {"FalseCString", static_cast<const char*>("false"), StatusCode::kOk, {}, {}},
    {"NullCString", static_cast<const char*>(nullptr), {}, {}, {}},
    {"OtherCase", std::string("True"), {}, {}, {}},
    {"OtherText", std::string("timeout"), {}, {}, {}},
    {"EmptyText", std::string(), {}, {}, {}},
    {"Zero", 0, {}, {}, false},
    {"One", 1, {}, {}, true},
    {"Negative", -1, {}, {}, false},
    {"UnsignedZero", 0u, {}, {}, false},
    {"UnsignedTwo", 2u, {}, {}, true},
    {"DoubleZero", 0.0, {}, {}, false},
    {"DoubleHalf", 0.5, {}, {}, true},
    {"ZeroText", std::string("0"), {}, {}, false},
    {"OneText", std::string("1"), {}, {}, true},
    {"OneAndMoreText", std::string("1x"), {}, {}, {}},
    {"Values", opentracing::Values{true}, {}, {}, {}},
    {"Dictionary", opentracing::Dictionary{{"error", true}}, {}, {}, {}},
    {"Client", std::string("client"), {}, SpanKind::kClient, {}},
    {"Server", opentracing::string_view("server"), {}, SpanKind::kServer, {}},
    {"Producer", static_cast<const char*>("producer"), {}, SpanKind::kProducer, {}},
    {"Consumer", std::string("consumer"), {}, SpanKind::kConsumer, {}},
    {"Internal", std::string("internal"), {}, SpanKind::kInternal, {}},
    {"ClientInOtherCase", std::string("CLIENT"), {}, {}, {}},
};

class SpecialTagsTest : public ::testing::TestWithParam<TagCase> {};

TEST_P(SpecialTagsTest, ReadEveryValue) {
  EXPECT_EQ(ErrorStatus(GetParam().value), GetParam().status);
  EXPECT_EQ(KindOf(GetParam().value), GetParam().kind);
  EXPECT_EQ(WantsSampling(GetParam().value), GetParam().wants_sampling);
}

INSTANTIATE_TEST_SUITE_P(EveryValue, SpecialTagsTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::opentracing_shim::special_tags_test
