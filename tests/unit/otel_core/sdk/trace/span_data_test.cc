#include "opentelemetry/sdk/trace/span_data.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"

namespace tracebridge {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using opentelemetry::common::AttributeValue;
using opentelemetry::common::KeyValueIterableView;
using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::trace::SpanData;
using opentelemetry::sdk::trace::SpanLimits;

using Attributes = std::vector<std::pair<nostd::string_view, AttributeValue>>;

TEST(SpanDataTest, IsEmptyAtFirst) {
  const SpanData data;
  EXPECT_FALSE(data.GetSpanContext().IsValid());
  EXPECT_EQ(data.GetName(), "");
  EXPECT_EQ(data.GetStatus(), api::StatusCode::kUnset);
  EXPECT_EQ(data.GetInstrumentationScope().GetName(), "unknown_service");
  EXPECT_TRUE(data.GetResource().GetAttributes().empty());
}

TEST(SpanDataTest, KeepsTheTypesOfValues) {
  SpanData data;
  data.SetAttribute("int", std::int32_t{1});
  data.SetAttribute("uint", std::uint32_t{2});
  data.SetAttribute("text", "three");
  const bool bools[] = {true, false};
  data.SetAttribute("bools", nostd::span<const bool>(bools));
  EXPECT_EQ(std::get<std::int32_t>(data.GetAttributes().at("int")), 1);
  EXPECT_EQ(std::get<std::uint32_t>(data.GetAttributes().at("uint")), 2u);
  EXPECT_EQ(std::get<std::string>(data.GetAttributes().at("text")), "three");
  EXPECT_EQ(std::get<std::vector<bool>>(data.GetAttributes().at("bools")),
            (std::vector<bool>{true, false}));
}

TEST(SpanDataTest, RepairsText) {
  SpanData data;
  data.SetName("n\xFF");
  data.SetAttribute("k\xFF", "v\xFF");
  data.AddEvent("e\xFF");
  data.SetStatus(api::StatusCode::kError, "s\xFF");
  EXPECT_EQ(data.GetName(), "n\xEF\xBF\xBD");
  EXPECT_EQ(std::get<std::string>(data.GetAttributes().at("k\xEF\xBF\xBD")), "v\xEF\xBF\xBD");
  EXPECT_EQ(data.GetEvents().at(0).GetName(), "e\xEF\xBF\xBD");
  EXPECT_EQ(data.GetDescription(), "s\xEF\xBF\xBD");
}

TEST(SpanDataTest, AppliesLimitsAsSpanRecordDoes) {
  SpanLimits limits;
  limits.attribute_count_limit = 1;
  limits.attribute_value_length_limit = 2;
  limits.event_count_limit = 1;
  limits.link_count_limit = 1;
  limits.event_attribute_count_limit = 1;
  limits.link_attribute_count_limit = 0;
  SpanData data;
  data.SetSpanLimits(limits);
  data.SetAttribute("a", "\xC3\xBC\xC3\xBC\xC3\xBC");
  data.SetAttribute("b", 1);
  data.SetAttribute("a", "xyz");
  data.SetAttribute("", 1);
  const Attributes two = {{"a", 1}, {"b", 2}};
  const KeyValueIterableView<Attributes> view(two);
  for (int i = 0; i < 2; ++i) {
    data.AddEvent("e", SystemTimestamp(), view);
    data.AddLink(api::SpanContext::GetInvalid(), view);
  }
  EXPECT_EQ(std::get<std::string>(data.GetAttributes().at("a")), "xy");
  EXPECT_EQ(data.GetAttributes().size(), 1u);
  EXPECT_EQ(data.GetDroppedAttributesCount(), 1u);
  EXPECT_EQ(data.GetEvents().size(), 1u);
  EXPECT_EQ(data.GetDroppedEventsCount(), 1u);
  EXPECT_EQ(data.GetEvents()[0].GetDroppedAttributesCount(), 1u);
  EXPECT_EQ(data.GetLinks().size(), 1u);
  EXPECT_EQ(data.GetDroppedLinksCount(), 1u);
  EXPECT_EQ(data.GetLinks()[0].GetDroppedAttributesCount(), 2u);
}

}  // namespace
}  // namespace tracebridge
