// One case per rule of OpenCensus's BinaryEncoding.md, "Tag Context", and TagMap.md, "Limits" and "Error handling". Bytes
// are written in hexadecimal.
#include "tracebridge/grpc_tags_bin.h"

#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "tests/support/bytes_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_tags_bin_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using test::FromHex;
using test::ToHex;

std::string Repeated(const std::string& hex, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += hex;
  return text;
}

// `key=value` pairs, as they come.
std::string TagsOf(const context::Context& context) {
  std::string text;
  baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        if (!text.empty()) text += ", ";
        text.append(key).append("=").append(value);
        return true;
      });
  return text;
}

context::Context Extracted(const std::string& bytes, context::Context before = {}) {
  return GrpcTagsBin().FromBytes(bytes, before);
}

struct GrpcTagsBinCase {
  std::string name;
  std::string hex;
  std::string expected;
  bool malformed = false;
};

const std::string kKey255 = "ff01" + Repeated("6b", 255);

const GrpcTagsBinCase kCases[] = {
    {"OneTag", "00 00 03 6b6579 05 76616c7565", "key=value"},
    {"TwoTags", "00 00 01 61 01 31 00 01 62 01 32", "a=1, b=2"},
    {"LastOfTwoWithOneKey", "00 00 01 61 01 31 00 01 61 01 32", "a=2"},
    {"EmptyValue", "00 00 01 6b 00", "k="},
    {"NoTags", "00", ""},
    {"UnknownField_EndsIt", "00 00 01 61 01 31 01 01 62", "a=1"},
    {"UnknownFieldFirst_EndsIt", "00 09 01 61 01 31", ""},
    {"LongestKey", "00 00" + kKey255 + "0176", std::string(255, 'k') + "=v"},
    {"LengthOfTwoBytes", "00 00 01 6b 8001" + Repeated("76", 128), "k=" + std::string(128, 'v')},
    {"LengthWithMoreBytesThanItNeeds", "00 00 81 00 6b 01 76", "k=v"},
    {"ValueOf256Characters", "00 00 01 6b 8002" + Repeated("76", 256), "", true},
    {"KeyOf256Characters", "00 00 8002" + Repeated("6b", 256) + "0176", "", true},
    {"EmptyKey", "00 00 00 01 76", "", true},
    {"NonAsciiValue", "00 00 01 6b 02 c3a9", "", true},
    {"LineBreakInAValue", "00 00 01 6b 02 0d0a", "", true},
    {"ZeroInAKey", "00 00 01 00 01 76", "", true},
    {"GoodTagBeforeABadOne_IsNotKept", "00 00 01 61 01 31 00 01 6b 01 0a", "", true},
    {"KeyCutOff", "00 00 05 61", "", true},
    {"ValueCutOff", "00 00 01 61 05 3132", "", true},
    {"NoValue", "00 00 01 61", "", true},
    {"LengthAlone", "00 00 01", "", true},
    {"FieldAlone", "00 00", "", true},
    {"HugeLength", "00 00 ffffffffffffffffff01", "", true},
    {"LengthOfMoreThan64Bits", "00 00 80808080808080808080808001 6b", "", true},
    {"LengthCutOff", "00 00 ffff", "", true},
    {"LaterVersion", "01 00 01 61 01 31", "", true},
    {"Nothing", "", "", true},
    {"MoreThan8192Characters", "00" + Repeated("00 01 61 ff01" + Repeated("76", 255), 33), "",
     true},
};

class GrpcTagsBinTest : public ::testing::TestWithParam<GrpcTagsBinCase> {};

TEST_P(GrpcTagsBinTest, BecomesBaggage) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  EXPECT_EQ(TagsOf(Extracted(FromHex(GetParam().hex))), GetParam().expected);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().malformed ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(Specification, GrpcTagsBinTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(GrpcTagsBinWriteTest, LeavesOtherBaggageInItsPlace) {
  context::Context empty;
  const auto before = baggage::SetBaggage(empty, baggage::Baggage::GetDefault()->Set("a", "1"));
  EXPECT_EQ(TagsOf(Extracted(FromHex("00 00 01 62 01 32"), before)), "b=2, a=1");
  EXPECT_EQ(TagsOf(Extracted(FromHex("00 00 01"), before)), "a=1");
}

std::string Written(const nostd::shared_ptr<baggage::Baggage>& items) {
  context::Context empty;
  std::string bytes = "what was there before";
  const bool written = GrpcTagsBin().ToBytes(baggage::SetBaggage(empty, items), &bytes);
  EXPECT_EQ(written, !bytes.empty());
  return ToHex(bytes);
}

TEST(GrpcTagsBinWriteTest, WritesWhatItReads) {
  for (const GrpcTagsBinCase& row : kCases) {
    const context::Context read = Extracted(FromHex(row.hex));
    std::string bytes;
    EXPECT_EQ(GrpcTagsBin().ToBytes(read, &bytes), !row.expected.empty()) << row.name;
    if (!bytes.empty()) {
      EXPECT_EQ(TagsOf(Extracted(bytes)), row.expected) << row.name;
    }
  }
}

TEST(GrpcTagsBinWriteTest, WritesNothingWithoutTags) {
  EXPECT_EQ(Written(baggage::Baggage::GetDefault()), "");
}

TEST(GrpcTagsBinWriteTest, LeavesOutAndCountsWhatIsNoTag) {
  auto items = baggage::Baggage::GetDefault()->Set("k", "v");
  items = items->Set("city", "S\xc3\xa3o")->Set("line", "a\r\nb")->Set("cl\xc3\xa9", "v");
  items = items->Set("long", std::string(256, 'x'))->Set(std::string(256, 'x'), "");
  const auto before = Counted(Diagnostic::kBaggageNotAHeader);
  EXPECT_EQ(Written(items), ToHex(FromHex("00 00 01 6b 01 76")));
  EXPECT_EQ(Counted(Diagnostic::kBaggageNotAHeader), before + 5);
}

TEST(GrpcTagsBinWriteTest, KeepsTheLimitOfAllTags) {
  auto items = baggage::Baggage::GetDefault();
  for (int i = 0; i < 40; ++i) items = items->Set(std::to_string(100 + i), std::string(252, 'x'));
  const auto before = Counted(Diagnostic::kBaggageLimit);
  const std::string hex = Written(items);
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 8);  // 32 of 255 characters fit into 8,192
  EXPECT_EQ(hex.size() / 2, 1u + 32 * (1 + 1 + 3 + 2 + 252));
}

}  // namespace
}  // namespace tracebridge::grpc_tags_bin_test
