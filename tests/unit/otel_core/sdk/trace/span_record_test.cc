#include "opentelemetry/sdk/trace/span_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/trace/trace_state.h"
#include "tests/unit/otel_core/sdk/trace/record_text.h"

namespace tracebridge {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using opentelemetry::common::AttributeValue;
using opentelemetry::common::KeyValueIterableView;
using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::trace::SpanLimits;
using opentelemetry::sdk::trace::SpanRecord;
using test::ToText;

using Attributes = std::vector<std::pair<nostd::string_view, AttributeValue>>;

class SpanRecordTest : public ::testing::Test {
 protected:
  std::string Text() const { return ToText(*record_); }
  void AddEvent(nostd::string_view name, const Attributes& attributes) {
    record_->AddEvent(name, SystemTimestamp(std::chrono::nanoseconds(5)),
                      KeyValueIterableView<Attributes>(attributes));
  }
  void Limit(SpanLimits limits) { record_->SetSpanLimits(limits); }

  std::unique_ptr<SpanRecord> record_ = SpanRecord::Create();
};

struct ValueCase {
  std::string name;
  AttributeValue value;
  std::string expected;
};

const bool kBools[] = {true, false};
const std::int32_t kInt32s[] = {-1, 2};
const std::int64_t kInt64s[] = {INT64_MIN, INT64_MAX};
const std::uint32_t kUint32s[] = {0, UINT32_MAX};
const std::uint64_t kUint64s[] = {1, UINT64_MAX};
const double kDoubles[] = {0.5, -2.25};
const std::uint8_t kBytes[] = {0, 255};
const nostd::string_view kTexts[] = {"a", "", "b\xFF"};

const ValueCase kValues[] = {
    {"True", true, "true"},
    {"False", false, "false"},
    {"Int32", std::int32_t{-7}, "-7"},
    {"Uint32", std::uint32_t{4000000000}, "4000000000"},
    {"Int64Min", std::int64_t{INT64_MIN}, "-9223372036854775808"},
    {"Uint64ThatFits", std::uint64_t{INT64_MAX}, "9223372036854775807"},
    {"Uint64ThatDoesNotFit_IsText", std::uint64_t{UINT64_MAX}, "\"18446744073709551615\""},
    {"Double", 0.75, "0.750000"},
    {"CString", "GET", "\"GET\""},
    {"NullCString_IsEmptyText", static_cast<const char*>(nullptr), "\"\""},
    {"StringView", nostd::string_view("a b"), "\"a b\""},
    {"EmptyText", nostd::string_view(), "\"\""},
    {"NonAscii", nostd::string_view("\xC3\xBC"), "\"\xC3\xBC\""},
    {"InvalidUtf8_IsReplaced", nostd::string_view("a\xFFz"), "\"a\xEF\xBF\xBDz\""},
    {"Bools", nostd::span<const bool>(kBools), "[true, false]"},
    {"Int32s", nostd::span<const std::int32_t>(kInt32s), "[-1, 2]"},
    {"Int64s", nostd::span<const std::int64_t>(kInt64s),
     "[-9223372036854775808, 9223372036854775807]"},
    {"Uint32s", nostd::span<const std::uint32_t>(kUint32s), "[0, 4294967295]"},
    {"Uint64s", nostd::span<const std::uint64_t>(kUint64s), "[1, \"18446744073709551615\"]"},
    {"Doubles", nostd::span<const double>(kDoubles), "[0.500000, -2.250000]"},
    {"Texts", nostd::span<const nostd::string_view>(kTexts), "[\"a\", \"\", \"b\xEF\xBF\xBD\"]"},
    {"EmptyArray", nostd::span<const double>(), "[]"},
    {"ByteArray", nostd::span<const std::uint8_t>(kBytes), "bytes(0 255 )"},
};

class SpanRecordValueTest : public ::testing::TestWithParam<ValueCase> {};

TEST_P(SpanRecordValueTest, IsReadBackAsWritten) {
  const auto record = SpanRecord::Create();
  record->SetAttribute("k", GetParam().value);
  EXPECT_EQ(ToText(*record), " {k: " + GetParam().expected + "}");
}

INSTANTIATE_TEST_SUITE_P(EveryType, SpanRecordValueTest, ::testing::ValuesIn(kValues),
                         [](const auto& info) { return info.param.name; });

TEST_F(SpanRecordTest, KeepsItsContentInWireForm) {
  record_->SetName("GET /items");
  record_->SetAttribute("retry", false);
  EXPECT_EQ(record_->wire(), std::string_view("\x2a\x0aGET /items"
                                              "\x4a\x0b\x0a\x05retry\x12\x02\x10\x00",
                                              25));
}

TEST_F(SpanRecordTest, OverwritesAValueOfTheSameSizeInPlace) {
  record_->SetAttribute("a", 1);
  record_->SetAttribute("b", 2);
  record_->SetAttribute("a", 3);
  EXPECT_EQ(Text(), " {a: 3, b: 2}");
  EXPECT_EQ(record_->attribute_count(), 2u);
}

TEST_F(SpanRecordTest, OverwritesAValueOfAnotherSizeAtTheEnd) {
  record_->SetName("n");
  record_->SetAttribute("a", 1);
  record_->SetAttribute("b", 2);
  record_->SetAttribute("a", "much longer than it was");
  EXPECT_EQ(Text(), "n {b: 2, a: \"much longer than it was\"}");
  EXPECT_EQ(record_->attribute_count(), 2u);
}

TEST_F(SpanRecordTest, TellsKeysWithTheSameEndsApart) {
  record_->SetAttribute("ab1cd", 1);
  record_->SetAttribute("ab2cd", 2);
  record_->SetAttribute("ab1cd", 3);
  EXPECT_EQ(Text(), " {ab1cd: 3, ab2cd: 2}");
}

TEST_F(SpanRecordTest, IgnoresAnEmptyKey) {
  record_->SetAttribute("", 1);
  AddEvent("e", {{"", 1}});
  EXPECT_EQ(Text(), " {} event e {}");
}

TEST_F(SpanRecordTest, RepairsKeysAndNames) {
  record_->SetName("n\xC0");
  record_->SetAttribute("k\xC0", 1);
  AddEvent("e\xC0", {{"x\xC0", "y\xC0"}});
  record_->SetStatus(api::StatusCode::kError, "s\xC0");
  EXPECT_EQ(Text(),
            "n\xEF\xBF\xBD {k\xEF\xBF\xBD: 1} event e\xEF\xBF\xBD {x\xEF\xBF\xBD: "
            "\"y\xEF\xBF\xBD\"} status error \"s\xEF\xBF\xBD\"");
}

TEST_F(SpanRecordTest, ReplacesTheNameAmongOtherFields) {
  record_->SetName("first");
  record_->SetAttribute("a", 1);
  AddEvent("e", {});
  record_->SetName("the second");
  record_->SetAttribute("a", 2);
  EXPECT_EQ(Text(), "the second {a: 2} event e {}");
}

TEST_F(SpanRecordTest, ReplacesTheStatus) {
  record_->SetStatus(api::StatusCode::kError, "EIO");
  record_->SetAttribute("a", 1);
  record_->SetStatus(api::StatusCode::kOk, "");
  EXPECT_EQ(Text(), " {a: 1} status ok");
  EXPECT_EQ(record_->wire(), std::string_view("\x4a\x07\x0a\x01"
                                              "a\x12\x02\x18\x01"
                                              "\x7a\x02\x18\x01",
                                              13));
}

TEST_F(SpanRecordTest, KeepsEventsWithTheirTimes) {
  AddEvent("cache.miss", {{"key", "items:42"}, {"tries", 2}, {"key", "items:43"}});
  EXPECT_EQ(Text(), " {} event cache.miss {key: \"items:43\", tries: 2}");
  EXPECT_EQ((*record_->events().begin()).time().time_since_epoch().count(), 5);
}

// The length of an event is written before its end is known: one byte, two or three.
TEST_F(SpanRecordTest, KeepsEventsAndStatusOfAnyLength) {
  std::string expected;
  for (const std::size_t size :
       {0, 100, 112, 113, 114, 115, 116, 117, 118, 200, 16370, 16380, 20000}) {
    const std::string text(size, 'x');
    AddEvent("e", {{"k", text}});
    expected += " event e {k: \"" + text + "\"}";
  }
  const std::string text(130, 'y');
  record_->SetStatus(api::StatusCode::kError, text);
  record_->SetAttribute("after", 1);
  EXPECT_EQ(Text(), " {after: 1}" + expected + " status error \"" + text + "\"");
}

TEST_F(SpanRecordTest, KeepsLinksWithContextAndFlags) {
  const std::uint8_t trace_id[16] = {1, 2, 3};
  const std::uint8_t span_id[8] = {4, 5};
  const api::SpanContext remote(api::TraceId(trace_id), api::SpanId(span_id), api::TraceFlags(1),
                                true, api::TraceState::FromHeader("a=1,b=2"));
  const Attributes attributes = {{"opentracing.ref_type", "child_of"}};
  record_->AddLink(remote, KeyValueIterableView<Attributes>(attributes));

  EXPECT_EQ(Text(), " {} link {opentracing.ref_type: \"child_of\"}");
  const auto link = *record_->links().begin();
  EXPECT_EQ(link.trace_id(), remote.trace_id());
  EXPECT_EQ(link.span_id(), remote.span_id());
  EXPECT_EQ(link.trace_state(), "a=1,b=2");
  EXPECT_EQ(link.flags(), 0x301u);
}

TEST_F(SpanRecordTest, KeepsIdentity) {
  const std::uint8_t trace_id[16] = {9};
  const std::uint8_t ids[] = {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0};
  const api::SpanId span_id{nostd::span<const std::uint8_t, 8>(ids, 8)};
  const api::SpanId parent_id{nostd::span<const std::uint8_t, 8>(ids + 8, 8)};
  record_->SetIdentity(api::SpanContext(api::TraceId(trace_id), span_id, api::TraceFlags(1), false,
                                        api::TraceState::FromHeader("vendor=x")),
                       parent_id);
  EXPECT_EQ(record_->trace_id(), api::TraceId(trace_id));
  EXPECT_EQ(record_->span_id(), span_id);
  EXPECT_EQ(record_->parent_span_id(), parent_id);
  EXPECT_EQ(record_->trace_state(), "vendor=x");
}

TEST_F(SpanRecordTest, DropsAndCountsAttributesOverTheLimit) {
  SpanLimits limits;
  limits.attribute_count_limit = 2;
  Limit(limits);
  record_->SetAttribute("a", 1);
  record_->SetAttribute("b", 2);
  record_->SetAttribute("c", 3);
  record_->SetAttribute("a", "still overwritten");
  EXPECT_EQ(Text(), " {b: 2, a: \"still overwritten\"} dropped 1 attributes");
}

TEST_F(SpanRecordTest, DropsAndCountsEventsAndLinksOverTheLimit) {
  SpanLimits limits;
  limits.event_count_limit = 1;
  limits.link_count_limit = 1;
  limits.event_attribute_count_limit = 1;
  limits.link_attribute_count_limit = 1;
  Limit(limits);
  const Attributes two = {{"a", 1}, {"b", 2}};
  for (int i = 0; i < 3; ++i) {
    AddEvent("e", two);
    record_->AddLink(api::SpanContext::GetInvalid(), KeyValueIterableView<Attributes>(two));
  }
  EXPECT_EQ(Text(),
            " {} event e {a: 1} dropped 1 attributes dropped 2 events"
            " link {a: 1} dropped 1 attributes dropped 2 links");
}

TEST_F(SpanRecordTest, CutsTextAtTheLimitInCharacters) {
  SpanLimits limits;
  limits.attribute_value_length_limit = 3;
  Limit(limits);
  const nostd::string_view texts[] = {"\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC", "ab"};
  const std::uint8_t bytes[] = {1, 2, 3, 4};
  record_->SetAttribute("text", "abcdef");
  record_->SetAttribute("texts", nostd::span<const nostd::string_view>(texts));
  record_->SetAttribute("bytes", nostd::span<const std::uint8_t>(bytes));
  record_->SetAttribute("number", 123456);
  EXPECT_EQ(Text(),
            " {text: \"abc\", texts: [\"\xC3\xBC\xC3\xBC\xC3\xBC\", \"ab\"], bytes: bytes(1 2 3 ),"
            " number: 123456}");
}

TEST_F(SpanRecordTest, GrowsOutOfItsBlock) {
  const std::string big(100000, 'x');
  record_->SetName("n");
  record_->SetAttribute("small", 1);
  for (int i = 0; i < 100; ++i) record_->SetAttribute("k" + std::to_string(i), i);
  record_->SetAttribute("big", big);
  AddEvent("e", {{"big", nostd::string_view(big)}});
  record_->SetAttribute("small", 2);

  EXPECT_EQ(record_->attribute_count(), 102u);
  std::map<std::string, std::string> read;
  for (const auto attribute : record_->attributes()) {
    read[std::string(attribute.key())] = ToText(attribute.value());
  }
  EXPECT_EQ(read["k99"], "99");
  EXPECT_EQ(read["small"], "2");
  EXPECT_EQ(read["big"], "\"" + big + "\"");
  EXPECT_EQ(ToText((*record_->events().begin()).attributes()), "{big: \"" + big + "\"}");
}

TEST_F(SpanRecordTest, ReusesTheMemoryOfASpanThatGrew) {
  const auto grow = [] {
    const auto record = SpanRecord::Create();
    record->SetAttribute("k", std::string(4000, 'x'));
    return static_cast<const void*>(record->wire().data());
  };
  const void* first = grow();
  EXPECT_EQ(grow(), first);
}

TEST_F(SpanRecordTest, IsRecognisedAsARecordable) {
  EXPECT_EQ(opentelemetry::sdk::trace::AsSpanRecord(record_.get()), record_.get());
  EXPECT_EQ(opentelemetry::sdk::trace::AsSpanRecord(nullptr), nullptr);
}

}  // namespace
}  // namespace tracebridge
