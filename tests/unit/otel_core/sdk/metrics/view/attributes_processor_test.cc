#include "opentelemetry/sdk/metrics/view/attributes_processor.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "tests/unit/otel_core/sdk/metrics/point_text.h"

namespace opentelemetry::sdk::metrics {
namespace attributes_processor_test {

struct Case {
  std::string name;
  std::shared_ptr<AttributesProcessor> processor;
  std::string kept;  // of {a=1, ab=2, b=3}
};

const Case kCases[] = {
    {"Default", std::make_shared<DefaultAttributesProcessor>(), "{a=1, ab=2, b=3}"},
    {"Filtering",
     std::make_shared<FilteringAttributesProcessor>(FilterAttributeMap{{"a", true}, {"b", false}}),
     "{a=1, b=3}"},
    {"FilteringWithoutKeys", std::make_shared<FilteringAttributesProcessor>(FilterAttributeMap{}),
     "{}"},
    {"FilteringExclude",
     std::make_shared<FilteringExcludeAttributesProcessor>(FilterAttributeMap{{"a", true}}),
     "{ab=2, b=3}"},
    {"IncludeAll",
     std::make_shared<IncludeExcludeAttributesProcessor>(true, std::vector<std::string>{},
                                                         std::vector<std::string>{"a?"}),
     "{a=1, b=3}"},
    {"IncludePatterns",
     std::make_shared<IncludeExcludeAttributesProcessor>(false, std::vector<std::string>{"a*"},
                                                         std::vector<std::string>{"ab"}),
     "{a=1}"},
};

class AttributesProcessorTest : public testing::TestWithParam<Case> {};

TEST_P(AttributesProcessorTest, KeepsSome) {
  const std::map<std::string, int> attributes{{"a", 1}, {"ab", 2}, {"b", 3}};
  const AttributesProcessor& processor = *GetParam().processor;
  const auto kept = processor.process(
      opentelemetry::common::KeyValueIterableView<decltype(attributes)>(attributes));
  EXPECT_EQ(Text(kept), GetParam().kept);
  EXPECT_EQ(kept.GetHash(), sdk::common::GetHashForAttributeMap(kept));
  for (const auto& [key, value] : attributes) {
    EXPECT_EQ(processor.isPresent(key), kept.count(key) == 1) << key;
  }
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, AttributesProcessorTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(FilteredOrderedAttributeMapTest, IsEqualByContentsInAnyOrder) {
  const FilteredOrderedAttributeMap one{{"a", 1}, {"b", "x"}};
  const FilteredOrderedAttributeMap other{{"b", "x"}, {"a", 1}};
  EXPECT_EQ(one, other);
  EXPECT_EQ(one.GetHash(), other.GetHash());
  EXPECT_FALSE(one == (FilteredOrderedAttributeMap{{"a", 2}, {"b", "x"}}));
}

TEST(FilteredOrderedAttributeMapTest, IsFilteredByAProcessorThatMayBeNone) {
  const FilteringAttributesProcessor only_a(FilterAttributeMap{{"a", true}});
  EXPECT_EQ(Text(FilteredOrderedAttributeMap({{"a", 1}, {"b", 2}}, &only_a)), "{a=1}");
  EXPECT_EQ(Text(FilteredOrderedAttributeMap({{"a", 1}, {"b", 2}}, nullptr)), "{a=1, b=2}");
}

}  // namespace attributes_processor_test
}  // namespace opentelemetry::sdk::metrics
