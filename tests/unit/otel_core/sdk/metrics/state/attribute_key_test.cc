#include "otel_core/sdk/src/metrics/state/attribute_key.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/otel_core/sdk/metrics/point_text.h"

namespace opentelemetry::sdk::metrics {
namespace attribute_key_test {

using opentelemetry::common::AttributeValue;

const bool kFlags[] = {true, false};
const std::int32_t kInts[] = {1, -2};
const std::uint32_t kUnsigned[] = {1, 2};
const std::int64_t kLongs[] = {1, -2};
const std::uint64_t kUnsignedLongs[] = {1, 2};
const double kDoubles[] = {0.5, -1};
const nostd::string_view kTexts[] = {"a", ""};
const std::uint8_t kBytes[] = {0, 255};

struct Case {
  const char* name;
  AttributeValue value;
  sdk::common::OwnedAttributeValue read;
};

const Case kCases[] = {
    {"Bool", true, true},
    {"Int", std::int32_t{-5}, std::int64_t{-5}},
    {"UInt", std::uint32_t{5}, std::int64_t{5}},
    {"Int64", std::int64_t{-5}, std::int64_t{-5}},
    {"UInt64", std::uint64_t{5}, std::int64_t{5}},
    {"LargeUInt64", std::numeric_limits<std::uint64_t>::max(),
     std::numeric_limits<std::uint64_t>::max()},
    {"Double", 0.5, 0.5},
    {"CString", static_cast<const char*>("text"), std::string("text")},
    {"NoCString", static_cast<const char*>(nullptr), std::string()},
    {"String", nostd::string_view("te\0xt", 5), std::string("te\0xt", 5)},
    {"Bools", nostd::span<const bool>(kFlags), std::vector<bool>{true, false}},
    {"Ints", nostd::span<const std::int32_t>(kInts), std::vector<std::int64_t>{1, -2}},
    {"UInts", nostd::span<const std::uint32_t>(kUnsigned), std::vector<std::int64_t>{1, 2}},
    {"Int64s", nostd::span<const std::int64_t>(kLongs), std::vector<std::int64_t>{1, -2}},
    {"UInt64s", nostd::span<const std::uint64_t>(kUnsignedLongs), std::vector<std::int64_t>{1, 2}},
    {"Doubles", nostd::span<const double>(kDoubles), std::vector<double>{0.5, -1}},
    {"Strings", nostd::span<const nostd::string_view>(kTexts), std::vector<std::string>{"a", ""}},
    {"NoStrings", nostd::span<const nostd::string_view>(), std::vector<std::string>{}},
    {"Bytes", nostd::span<const std::uint8_t>(kBytes), std::vector<std::uint8_t>{0, 255}},
};

class AttributeKeyTest : public testing::TestWithParam<Case> {};

TEST_P(AttributeKeyTest, IsReadBack) {
  AttributeKey key;
  key.Append("k", GetParam().value);
  key.Append("other", "x");
  const PointAttributes attributes = AttributesOf(key.bytes());
  ASSERT_EQ(attributes.size(), 2u);
  EXPECT_TRUE(attributes.at("k") == GetParam().read) << attributes.at("k").index();
}

TEST_P(AttributeKeyTest, IsTheSameForWhatWasReadBack) {
  AttributeKey key;
  key.Append("k", GetParam().value);
  AttributeKey again;
  again.AppendAll(AttributesOf(key.bytes()));
  EXPECT_EQ(again.bytes(), key.bytes());
}

INSTANTIATE_TEST_SUITE_P(Types, AttributeKeyTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

constexpr std::uint64_t kSeed = 0x243f6a8885a308d3;

TEST(AttributeKeyTest, IsDifferentForDifferentAttributes) {
  std::set<std::string> keys;
  std::set<std::uint64_t> hashes;
  const auto add = [&](std::initializer_list<std::pair<const char*, AttributeValue>> attributes) {
    AttributeKey key(kSeed);
    for (const auto& [name, value] : attributes) key.Append(name, value);
    keys.emplace(key.bytes());
    hashes.insert(key.hash());
  };
  add({});
  add({{"a", "bc"}});
  add({{"ab", "c"}});
  add({{"a", "b"}, {"c", "d"}});
  add({{"a", "1"}});
  add({{"a", 1}});
  add({{"a", 1.0}});
  add({{"a", true}});
  EXPECT_EQ(keys.size(), 8u);
  EXPECT_EQ(hashes.size(), 8u);
}

// Texts of each size are copied and hashed in a way of their own.
TEST(AttributeKeyTest, IsDifferentForEachByteOfATextOfAnySize) {
  std::set<std::uint64_t> hashes;
  std::size_t texts = 0;
  const auto add = [&](const std::string& text) {
    AttributeKey key(kSeed);
    key.Append("k", nostd::string_view(text));
    EXPECT_EQ(nostd::get<std::string>(AttributesOf(key.bytes()).at("k")), text);
    hashes.insert(key.hash());
    ++texts;
  };
  for (std::size_t size = 0; size < 80; ++size) {
    add(std::string(size, '\0'));
    for (std::size_t changed = 0; changed < size; ++changed) {
      std::string text(size, '\0');
      text[changed] = 'x';
      add(text);
    }
  }
  EXPECT_EQ(hashes.size(), texts);
}

// What a stranger could choose if sizes and tags were only added: with one seed in two, and more.
TEST(AttributeKeyTest, HasNoTwinsThatAreChosenByTheirBytes) {
  using Pair = std::pair<const char*, const char*>;
  std::size_t twins = 0;
  std::uint64_t seed = kSeed;
  for (int i = 0; i < 2000; ++i) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    for (const auto& [one, other] :
         {Pair{"abcdefghiijklmno", "abcdefghijklmno"}, Pair{"abcdefgfijklmn", "abcdefgffijklmn"},
          Pair{"ABCDEFGHabcdefgh", "qbcdefghQBCDEFGH"}}) {
      AttributeKey values[2]{AttributeKey(seed), AttributeKey(seed)};
      values[0].Append("k", one);
      values[1].Append("k", other);
      AttributeKey names[2]{AttributeKey(seed), AttributeKey(seed)};
      names[0].Append(one, 1);
      names[1].Append(other, 1);
      twins += (values[0].hash() == values[1].hash()) + (names[0].hash() == names[1].hash());
    }
    AttributeKey text(seed);
    text.Append("k", nostd::string_view("\0\0\0\0\0", 5));
    AttributeKey bytes(seed);
    bytes.Append("k", nostd::span<const std::uint8_t>());
    twins += text.hash() == bytes.hash();
  }
  EXPECT_EQ(twins, 0u);
}

TEST(AttributeKeyTest, HasAnotherHashForAnotherSeed) {
  AttributeKey one(kSeed);
  AttributeKey other(kSeed + 1);
  one.Append("k", "v");
  other.Append("k", "v");
  EXPECT_EQ(one.bytes(), other.bytes());
  EXPECT_NE(one.hash(), other.hash());
}

TEST(AttributeKeyTest, CanonicallyHasOneOrderAndTheLastOfAName) {
  AttributeKey one;
  one.Append("b", 1);
  one.Append("a", 2);
  one.Append("b", 3);
  AttributeKey other;
  other.Append("a", 2);
  other.Append("b", 3);
  EXPECT_EQ(CanonicalKey(AttributesOf(one.bytes())), other.bytes());
}

TEST(AttributeKeyTest, GrowsBeyondItsOwnMemory) {
  AttributeKey key;
  for (int i = 0; i < 100; ++i)
    key.Append("key" + std::to_string(i), std::string(100, 'v').c_str());
  const PointAttributes attributes = AttributesOf(key.bytes());
  EXPECT_EQ(attributes.size(), 100u);
  EXPECT_EQ(nostd::get<std::string>(attributes.at("key99")), std::string(100, 'v'));
}

}  // namespace attribute_key_test
}  // namespace opentelemetry::sdk::metrics
