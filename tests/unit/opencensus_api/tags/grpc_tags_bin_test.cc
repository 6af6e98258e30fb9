// One case per rule of OpenCensus's BinaryEncoding.md, "Tag Context", as opencensus-cpp reads it. Bytes are written in
// hexadecimal.
#include "opencensus/tags/propagation/grpc_tags_bin.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "tests/support/bytes_text.h"
#include "tracebridge/diagnostics.h"

namespace opencensus {
namespace tags {
namespace propagation {
namespace {
using ::tracebridge::Counted;
using ::tracebridge::Diagnostic;
using ::tracebridge::test::FromHex;
using ::tracebridge::test::ToHex;

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// `key=value` pairs in the order of the keys' registration.
std::string Text(const TagMap& tags) {
  std::string text;
  for (const auto& tag : tags.tags()) {
    text += (text.empty() ? "" : ", ") + tag.first.name() + "=" + tag.second;
  }
  return text;
}

struct TagsCase {
  std::string name;
  std::string hex;
  std::string tags;
};

const TagsCase kRead[] = {
    {"NoTags", "00", ""},
    {"OneTag", "00 00 03 6b6579 05 76616c7565", "key=value"},
    {"TwoTags", "00 00 01 61 01 31 00 01 62 01 32", "a=1, b=2"},
    {"LastOfTwoWithOneKey", "00 00 01 61 01 31 00 01 61 01 32", "a=2"},
    {"EmptyValue", "00 00 01 6b 00", "k="},
    {"EmptyKey_IsLeftOut", "00 00 01 61 01 31 00 00 01 76", "a=1"},
    {"NonAsciiValue", "00 00 01 6b 02 c3a9", "k=\xc3\xa9"},
    {"LengthOfTwoBytes", "00 00 01 6b 9003" + Repeated("76", 400), "k=" + std::string(400, 'v')},
    {"LongestKey", "00 00 ff01" + Repeated("6b", 255) + "0176", std::string(255, 'k') + "=v"},
    {"LengthWithMoreBytesThanItNeeds", "00 00 81 00 6b 01 76", "k=v"},
    {"LengthInFiveBytes", "00 00 81 80 80 80 00 6b 01 76", "k=v"},
    {"LongestHeader", "00 00 01 6b fa3f" + Repeated("76", 8186), "k=" + std::string(8186, 'v')},
};

const TagsCase kRefused[] = {
    {"LaterVersion", "01 00 01 61 01 31", ""},
    {"UnknownField", "00 00 01 61 01 31 01 01 62", ""},
    {"FieldAlone", "00 00", ""},
    {"LengthAlone", "00 00 01", ""},
    {"LengthCutOff", "00 00 ff", ""},
    {"LengthOfMoreThan32Bits", "00 00 81 80 80 80 10 6b 01 76", ""},
    {"LengthThatDoesNotEnd", "00 00 80 80 80 80 80 80 80 80 80 80 80 00 6b 01 76", ""},
    {"HugeLength", "00 00 ffffffff0f", ""},
    {"KeyCutOff", "00 00 03 6b65", ""},
    {"NoValue", "00 00 01 61", ""},
    {"ValueCutOff", "00 00 01 61 05 3132", ""},
    {"GoodTagBeforeABadOne", "00 00 01 61 01 31 00 05 62", ""},
    {"HeaderOf8193Bytes", "00 00 01 6b fb3f" + Repeated("76", 8187), ""},
};

class GrpcTagsBinReadTest : public testing::TestWithParam<TagsCase> {};

TEST_P(GrpcTagsBinReadTest, BecomesTags) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  TagMap tags({});
  ASSERT_TRUE(FromGrpcTagsBinHeader(FromHex(GetParam().hex), &tags));
  EXPECT_EQ(Text(tags), GetParam().tags);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before);
}

class GrpcTagsBinRefuseTest : public testing::TestWithParam<TagsCase> {};

TEST_P(GrpcTagsBinRefuseTest, LeavesTheTagsAsTheyWereAndIsCounted) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  TagMap tags({{TagKey::Register("there"), "before"}});
  EXPECT_FALSE(FromGrpcTagsBinHeader(FromHex(GetParam().hex), &tags));
  EXPECT_EQ(Text(tags), "there=before");
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before + 1);
}

const auto kName = [](const testing::TestParamInfo<TagsCase>& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Headers, GrpcTagsBinReadTest, testing::ValuesIn(kRead), kName);
INSTANTIATE_TEST_SUITE_P(Headers, GrpcTagsBinRefuseTest, testing::ValuesIn(kRefused), kName);

TEST(GrpcTagsBinTest, ReadsNothingFromNoHeaderAndCountsNothing) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  TagMap tags({});
  EXPECT_FALSE(FromGrpcTagsBinHeader("", &tags));
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before);
}

TEST(GrpcTagsBinTest, WritesTheVersionAndEachTag) {
  const auto first = TagKey::Register("grpc_tags_bin_test.1");
  const auto second = TagKey::Register("grpc_tags_bin_test.2");
  EXPECT_EQ(ToHex(ToGrpcTagsBinHeader(TagMap({}))), "00");
  EXPECT_EQ(ToGrpcTagsBinHeader(TagMap({{second, "val"}, {first, ""}})),
            FromHex("00 00 14") + "grpc_tags_bin_test.1" + FromHex("00 00 14") +
                "grpc_tags_bin_test.2" + FromHex("03 76616c"));
}

TEST(GrpcTagsBinTest, WritesWhatItReads) {
  for (const TagsCase& row : kRead) {
    TagMap tags({});
    TagMap again({});
    ASSERT_TRUE(FromGrpcTagsBinHeader(FromHex(row.hex), &tags)) << row.name;
    EXPECT_TRUE(FromGrpcTagsBinHeader(ToGrpcTagsBinHeader(tags), &again)) << row.name;
    EXPECT_EQ(tags, again) << row.name;
  }
}

// "There are no partial failures": all tags or none.
TEST(GrpcTagsBinTest, WritesAndCountsNothingThatIsLongerThanItReads) {
  const TagKey key = TagKey::Register("k");
  const auto before = Counted(Diagnostic::kBaggageLimit);
  EXPECT_EQ(ToGrpcTagsBinHeader(TagMap({{key, std::string(8186, 'v')}})).size(), 8192u);
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before);
  const TagMap too_long({{key, std::string(8186, 'v')}, {TagKey::Register("l"), ""}});
  EXPECT_EQ(ToGrpcTagsBinHeader(too_long), "");
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 2);
}

// Each tag that is left out counts.
TEST(GrpcTagsBinTest, LeavesOutKeysThatAreLongerThanTheSpecificationHasThem) {
  const auto before = Counted(Diagnostic::kBaggageLimit);
  TagMap tags({});
  EXPECT_TRUE(FromGrpcTagsBinHeader(
      FromHex("00 00 8002" + Repeated("6b", 256) + "0176 00 01 61 01 31"), &tags));
  EXPECT_EQ(Text(tags), "a=1");
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 1);
}

TEST(GrpcTagsBinTest, RegistersThirtyTwoNewKeysOfAHeader) {
  const auto key = [](int i) { return "32 new " + std::to_string(1000 + i); };
  TagKey::Register(key(1));  // new is what nobody registered before
  TagKey::Register(key(39));
  std::string header = FromHex("00");
  for (int i = 0; i < 40; ++i) header += FromHex("00 0b") + key(i) + FromHex("00");
  const auto before = Counted(Diagnostic::kBaggageLimit);
  TagMap tags({});
  EXPECT_TRUE(FromGrpcTagsBinHeader(header, &tags));
  EXPECT_EQ(tags.tags().size(), 34u);
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 6);
  EXPECT_TRUE(FromGrpcTagsBinHeader(header, &tags)) << "another request may bring the rest";
  EXPECT_EQ(tags.tags().size(), 40u);
}

// In a process of its own, whose keys they are.
TEST(GrpcTagsBinDeathTest, HeadersDoNotFillTheRegistry) {
  EXPECT_EXIT(
      {
        for (int i = 0; i < 10000; ++i) TagKey::Register("key" + std::to_string(i));
        TagMap tags({});
        const bool is_read = FromGrpcTagsBinHeader(
            FromHex("00 00 04") + "key7" + FromHex("01 61 00 03") + "new" + FromHex("01 62"),
            &tags);
        const bool are_known = Text(tags) == "key7=a" && Counted(Diagnostic::kBaggageLimit) == 1;
        TagKey::Register("new");
        std::exit(is_read && are_known ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace propagation
}  // namespace tags
}  // namespace opencensus
