#include "opencensus/tags/tag_map.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace opencensus {
namespace tags {
namespace {

TEST(TagKeyTest, IsTheSameForTheSameName) {
  static const auto key = TagKey::Register("tag_map_test.a");
  EXPECT_EQ(key, TagKey::Register("tag_map_test.a"));
  EXPECT_NE(key, TagKey::Register("tag_map_test.b"));
  EXPECT_EQ(key.name(), "tag_map_test.a");
  EXPECT_EQ(absl::Hash<TagKey>()(key), absl::Hash<TagKey>()(TagKey::Register("tag_map_test.a")));
}

TEST(TagKeyTest, IsOrderedByRegistration) {
  const auto first = TagKey::Register("tag_map_test.z");
  const auto second = TagKey::Register("tag_map_test.y");
  EXPECT_LT(first, second);
}

static_assert(std::is_trivially_destructible<TagKey>::value, "may be a static local");

class TagMapTest : public testing::Test {
 protected:
  const TagKey a_ = TagKey::Register("a");
  const TagKey b_ = TagKey::Register("b");
};

TEST_F(TagMapTest, IsMadeOfBracesOrAVector) {
  const TagMap braces({{b_, "2"}, {a_, "1"}});
  const std::vector<std::pair<TagKey, std::string>> pairs{{a_, "1"}, {b_, "2"}};
  EXPECT_EQ(braces, TagMap(pairs));
  EXPECT_EQ(braces.tags(), pairs) << "ordered by key";
  EXPECT_EQ(TagMap::Hash()(braces), TagMap::Hash()(TagMap(pairs)));
  const std::string dynamic = "1";
  EXPECT_EQ(TagMap({{a_, dynamic}}), TagMap({{a_, "1"}}));
}

TEST_F(TagMapTest, ComparesKeysAndValues) {
  EXPECT_NE(TagMap({{a_, "1"}}), TagMap({{a_, "2"}}));
  EXPECT_NE(TagMap({{a_, "1"}}), TagMap({{b_, "1"}}));
  EXPECT_NE(TagMap({{a_, "1"}}), TagMap({}));
  EXPECT_EQ(TagMap({}), TagMap(std::vector<std::pair<TagKey, std::string>>{}));
}

TEST_F(TagMapTest, SharesItsTagsWithItsCopies) {
  const TagMap map({{a_, "1"}});
  const TagMap copy = map;
  EXPECT_EQ(&copy.tags(), &map.tags());
}

TEST_F(TagMapTest, IsUsableAfterItWasMovedFrom) {
  TagMap map({{a_, "1"}});
  const TagMap moved = std::move(map);
  EXPECT_EQ(moved.tags().size(), 1u);
  EXPECT_TRUE(map.tags().empty());  // NOLINT(bugprone-use-after-move): what this is about
}

TEST_F(TagMapTest, IsTextForPeople) {
  EXPECT_EQ(TagMap({}).DebugString(), "{}");
  EXPECT_EQ(TagMap({{a_, "1"}, {b_, "2"}}).DebugString(), "{\"a\": \"1\", \"b\": \"2\"}");
}

}  // namespace
}  // namespace tags
}  // namespace opencensus
