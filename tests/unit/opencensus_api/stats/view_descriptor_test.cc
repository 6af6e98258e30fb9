#include "opencensus/stats/view_descriptor.h"

#include <gtest/gtest.h>

#include "opencensus/stats/measure.h"
#include "opencensus/tags/tag_key.h"

namespace opencensus {
namespace stats {
namespace {

ViewDescriptor Descriptor() {
  static const auto measure = MeasureInt64::Register("view_descriptor_test/size", "Size.", "By");
  return ViewDescriptor()
      .set_name("v")
      .set_measure(measure.GetDescriptor().name())
      .set_aggregation(Aggregation::Count())
      .add_column(tags::TagKey::Register("view_descriptor_test.k1"))
      .add_column(tags::TagKey::Register("view_descriptor_test.k2"))
      .set_description("d")
      .set_expiry_duration(absl::Minutes(1));
}

TEST(ViewDescriptorTest, IsACumulativeSumUntilSaidOtherwise) {
  EXPECT_EQ(ViewDescriptor().aggregation(), Aggregation::Sum());
  EXPECT_EQ(ViewDescriptor().num_columns(), 0u);
  EXPECT_EQ(ViewDescriptor().measure_descriptor().name(), "");
}

TEST(ViewDescriptorTest, SaysWhatItIs) {
  ViewDescriptor descriptor = Descriptor();
  SetAggregationWindow(AggregationWindow::Delta(), &descriptor);  // found by its arguments
  EXPECT_EQ(descriptor.DebugString(),
            "\n  name: \"v\""
            "\n  measure: name: \"view_descriptor_test/size\"; units: \"By\"; description: "
            "\"Size.\"; type: int64"
            "\n  aggregation: Count"
            "\n  aggregation window: Delta"
            "\n  columns: view_descriptor_test.k1:view_descriptor_test.k2"
            "\n  description: \"d\""
            "\n  expiry duration: 1m");
}

TEST(ViewDescriptorTest, IsEqualToOneWithTheSameParts) {
  EXPECT_EQ(Descriptor(), Descriptor());
  EXPECT_NE(Descriptor(), Descriptor().set_name("w"));
  EXPECT_NE(Descriptor(), Descriptor().set_measure("none"));
  EXPECT_NE(Descriptor(), Descriptor().set_aggregation(Aggregation::Sum()));
  EXPECT_NE(Descriptor(), Descriptor().add_column(tags::TagKey::Register("k3")));
  EXPECT_NE(Descriptor(), Descriptor().set_description(""));
  EXPECT_NE(Descriptor(), Descriptor().set_expiry_duration(absl::ZeroDuration()));
  ViewDescriptor other_window = Descriptor();
  SetAggregationWindow(AggregationWindow::Delta(), &other_window);
  EXPECT_NE(Descriptor(), other_window);
}

}  // namespace
}  // namespace stats
}  // namespace opencensus
