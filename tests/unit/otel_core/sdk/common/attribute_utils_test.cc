#include "opentelemetry/sdk/common/attribute_utils.h"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

#include "opentelemetry/common/key_value_iterable_view.h"

namespace tracebridge::core {
namespace {

namespace common = opentelemetry::sdk::common;
using opentelemetry::common::AttributeValue;
using opentelemetry::nostd::span;

// Visits one value of every alternative of AttributeValue.
TEST(AttributeMapTest, OwnsACopyOfEveryType) {
  const bool bools[] = {true, false};
  const int32_t ints[] = {-1};
  const uint32_t uints[] = {1u};
  const int64_t longs[] = {-2};
  const uint64_t ulongs[] = {2u};
  const double doubles[] = {0.5};
  const uint8_t bytes[] = {7, 8};
  const opentelemetry::nostd::string_view strings[] = {"a", ""};
  const common::AttributeMap map{
      {"bool", true},
      {"int", int32_t{-3}},
      {"uint", uint32_t{3}},
      {"long", int64_t{-4}},
      {"ulong", uint64_t{4}},
      {"double", 1.5},
      {"chars", "text"},
      {"view", opentelemetry::nostd::string_view("view")},
      {"bools", span<const bool>(bools)},
      {"ints", span<const int32_t>(ints)},
      {"uints", span<const uint32_t>(uints)},
      {"longs", span<const int64_t>(longs)},
      {"ulongs", span<const uint64_t>(ulongs)},
      {"doubles", span<const double>(doubles)},
      {"bytes", span<const uint8_t>(bytes)},
      {"strings", span<const opentelemetry::nostd::string_view>(strings)},
  };
  using Owned = common::OwnedAttributeValue;
  EXPECT_EQ(map.at("bool"), Owned(true));
  EXPECT_EQ(map.at("int"), Owned(int32_t{-3}));
  EXPECT_EQ(map.at("uint"), Owned(uint32_t{3}));
  EXPECT_EQ(map.at("long"), Owned(int64_t{-4}));
  EXPECT_EQ(map.at("ulong"), Owned(uint64_t{4}));
  EXPECT_EQ(map.at("double"), Owned(1.5));
  EXPECT_EQ(map.at("chars"), Owned(std::string("text")));
  EXPECT_EQ(map.at("view"), Owned(std::string("view")));
  EXPECT_EQ(map.at("bools"), Owned(std::vector<bool>{true, false}));
  EXPECT_EQ(map.at("ints"), Owned(std::vector<int32_t>{-1}));
  EXPECT_EQ(map.at("uints"), Owned(std::vector<uint32_t>{1}));
  EXPECT_EQ(map.at("longs"), Owned(std::vector<int64_t>{-2}));
  EXPECT_EQ(map.at("ulongs"), Owned(std::vector<uint64_t>{2}));
  EXPECT_EQ(map.at("doubles"), Owned(std::vector<double>{0.5}));
  EXPECT_EQ(map.at("bytes"), Owned(std::vector<uint8_t>{7, 8}));
  EXPECT_EQ(map.at("strings"), Owned(std::vector<std::string>{"a", ""}));
}

TEST(AttributeMapTest, KeepsTheLastValueOfAKey) {
  common::AttributeMap map{{"key", 1}};
  map.SetAttribute("key", "two");
  EXPECT_EQ(map.size(), 1u);
  EXPECT_EQ(map.at("key"), common::OwnedAttributeValue(std::string("two")));
}

TEST(AttributeMapTest, TakesANullStringAsEmpty) {
  common::AttributeMap map;
  map.SetAttribute("key", static_cast<const char*>(nullptr));
  EXPECT_EQ(map.at("key"), common::OwnedAttributeValue(std::string()));
}

TEST(AttributeMapTest, EqualsTheAttributesItWasMadeOf) {
  const std::array<std::pair<std::string, AttributeValue>, 2> same{{{"a", "x"}, {"b", 2}}};
  const std::array<std::pair<std::string, AttributeValue>, 2> other_type{{{"a", "x"}, {"b", 2.0}}};
  const std::array<std::pair<std::string, AttributeValue>, 1> fewer{{{"a", "x"}}};
  const common::AttributeMap map{{"a", "x"}, {"b", 2}};
  using View2 = opentelemetry::common::KeyValueIterableView<decltype(same)>;
  using View1 = opentelemetry::common::KeyValueIterableView<decltype(fewer)>;
  EXPECT_TRUE(map.EqualTo(View2(same)));
  EXPECT_FALSE(map.EqualTo(View2(other_type)));
  EXPECT_FALSE(map.EqualTo(View1(fewer)));
}

struct CutCase {
  std::string name;
  std::string text;
  std::size_t max_bytes;
  std::string kept;
};

const CutCase kCuts[] = {
    {"Shorter_IsKept", "abc", 4, "abc"},
    {"AsLong_IsKept", "abc", 3, "abc"},
    {"Ascii_IsCutAtTheLimit", "abc", 2, "ab"},
    {"Zero_KeepsNothing", "abc", 0, ""},
    {"TwoBytes_AreNotSplit", "a\xC3\xA9", 2, "a"},
    {"ThreeBytes_AreNotSplit", "\xE2\x82\xAC", 2, ""},
    {"FourBytes_AreNotSplit", "x\xF0\x9F\x98\x80y", 4, "x"},
    {"FourBytes_FitExactly", "x\xF0\x9F\x98\x80y", 5, "x\xF0\x9F\x98\x80"},
    {"LoneContinuations_CountByteByByte", "a\x80\x80\x80\x80\x80", 5, "a\x80\x80\x80\x80"},
};

class CutTest : public testing::TestWithParam<CutCase> {};

TEST_P(CutTest, LeavesWholeCharacters) {
  common::AttributeMap map;
  map.SetAttribute("key", opentelemetry::nostd::string_view(GetParam().text), GetParam().max_bytes);
  EXPECT_EQ(map.at("key"), common::OwnedAttributeValue(GetParam().kept));
}

INSTANTIATE_TEST_SUITE_P(Utf8, CutTest, testing::ValuesIn(kCuts),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::core
