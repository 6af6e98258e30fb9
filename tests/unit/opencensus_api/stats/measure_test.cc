#include "opencensus/stats/measure.h"

#include <gtest/gtest.h>

#include <memory>
#include <type_traits>

#include "opencensus/stats/measure_registry.h"

namespace opencensus {
namespace stats {
namespace {

static_assert(std::is_trivially_destructible<MeasureDouble>::value, "may be a static local");
static_assert(!std::is_constructible<Measurement, MeasureDouble, int>::value,
              "integers are recorded for measures of integers");
static_assert(!std::is_constructible<Measurement, MeasureInt64, double>::value,
              "and others for those of others");

TEST(MeasureTest, HasWhatItWasRegisteredWith) {
  const auto measure = MeasureDouble::Register("measure_test/latency", "How long.", "ms");
  EXPECT_TRUE(measure.IsValid());
  EXPECT_EQ(measure.GetDescriptor().DebugString(),
            "name: \"measure_test/latency\"; units: \"ms\"; description: \"How long.\"; "
            "type: double");
  const auto of_integers = MeasureInt64::Register("measure_test/size", "", "By");
  EXPECT_EQ(of_integers.GetDescriptor().type(), MeasureDescriptor::Type::kInt64);
}

TEST(MeasureTest, IsInvalidUnderANameThatThereIsAlready) {
  const auto first = MeasureDouble::Register("measure_test/twice", "first", "ms");
  EXPECT_FALSE(MeasureDouble::Register("measure_test/twice", "second", "ms").IsValid());
  const auto of_integers = MeasureInt64::Register("measure_test/twice", "third", "ms");
  EXPECT_FALSE(of_integers.IsValid());
  EXPECT_EQ(of_integers.GetDescriptor().name(), "");
  EXPECT_EQ(first.GetDescriptor().description(), "first");
}

TEST(MeasureTest, IsInvalidWithoutAName) {
  EXPECT_FALSE(MeasureInt64::Register("", "", "").IsValid());
}

TEST(MeasureTest, CanBeCopiedToTheHeap) {
  const auto measure = MeasureDouble::Register("measure_test/heap", "", "1");
  const std::unique_ptr<MeasureDouble> copy(new MeasureDouble(measure));
  EXPECT_TRUE(*copy == measure);
  EXPECT_EQ(copy->GetDescriptor(), measure.GetDescriptor());
}

TEST(MeasureRegistryTest, FindsMeasuresByNameAndType) {
  const auto of_doubles = MeasureDouble::Register("measure_test/find.d", "", "1");
  const auto of_integers = MeasureInt64::Register("measure_test/find.i", "", "1");
  EXPECT_TRUE(MeasureRegistry::GetMeasureDoubleByName("measure_test/find.d") == of_doubles);
  EXPECT_TRUE(MeasureRegistry::GetMeasureInt64ByName("measure_test/find.i") == of_integers);
  EXPECT_EQ(MeasureRegistry::GetDescriptorByName("measure_test/find.i"),
            of_integers.GetDescriptor());
}

TEST(MeasureRegistryTest, ReturnsNothingForAnUnknownNameOrTheOtherType) {
  MeasureDouble::Register("measure_test/other.d", "", "1");
  MeasureInt64::Register("measure_test/other.i", "", "1");
  EXPECT_FALSE(MeasureRegistry::GetMeasureDoubleByName("measure_test/other.i").IsValid());
  EXPECT_FALSE(MeasureRegistry::GetMeasureInt64ByName("measure_test/other.d").IsValid());
  EXPECT_FALSE(MeasureRegistry::GetMeasureDoubleByName("measure_test/none").IsValid());
  EXPECT_EQ(MeasureRegistry::GetDescriptorByName("measure_test/none").name(), "");
}

}  // namespace
}  // namespace stats
}  // namespace opencensus
