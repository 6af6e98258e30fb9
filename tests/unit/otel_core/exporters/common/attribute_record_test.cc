#include "otel_core/exporters/common/attribute_record.h"

#include <gtest/gtest.h>

namespace tracebridge::exporters {
namespace {

TEST(AttributeRecordTest, SortsByKey) {
  std::string keys;
  const opentelemetry::sdk::common::AttributeMap map = {{"b", 1}, {"a", "x"}, {"c", true}};
  const auto record = AttributesOf(map);
  for (const auto attribute : record->attributes()) keys += attribute.key();
  EXPECT_EQ(keys, "abc");
}

TEST(AttributeRecordTest, KeepsMoreThanASpanMay) {
  opentelemetry::sdk::common::AttributeMap map;
  for (int i = 0; i < 200; ++i) map.SetAttribute(std::to_string(i), i);
  EXPECT_EQ(AttributesOf(map)->attribute_count(), 200u);
}

TEST(ValidTextTest, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(ValidText("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(ValidText("caf\xE9"), "caf\xEF\xBF\xBD");
}

}  // namespace
}  // namespace tracebridge::exporters
