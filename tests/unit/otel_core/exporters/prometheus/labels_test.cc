#include "otel_core/exporters/prometheus/src/labels.h"

#include <gtest/gtest.h>

#include <limits>

namespace tracebridge::prometheus_exporter {
namespace labels_test {

using opentelemetry::nostd::string_view;
using opentelemetry::sdk::instrumentationscope::InstrumentationScope;
using opentelemetry::sdk::metrics::PointAttributes;
using opentelemetry::sdk::resource::Resource;

std::string Joined(const std::vector<Label>& labels) {
  std::string text;
  for (const Label& label : labels) text += label.name + "=" + label.value + " ";
  return text;
}

std::string Text(const PointAttributes& attributes, const InstrumentationScope* scope = nullptr,
                 const std::string& reserved = "") {
  return Joined(PointLabels(attributes, ScopeLabels(scope), reserved));
}

// common/README.md, "AnyValue representation for non-OTLP protocols".
TEST(PrometheusLabelsTest, AreTextOfEachType) {
  const bool bools[] = {true, false};
  const string_view words[] = {"a", "b\"c"};
  const std::uint8_t bytes[] = {'h', 'e', 'l', 'l', 'o'};
  PointAttributes attributes;
  attributes.SetAttribute("a", true);
  attributes.SetAttribute("b", std::int32_t{-7});
  attributes.SetAttribute("c", std::uint64_t{18446744073709551615u});
  attributes.SetAttribute("d", 0.5);
  attributes.SetAttribute("e", std::numeric_limits<double>::infinity());
  attributes.SetAttribute("f", "text \"as\" it is\n");
  attributes.SetAttribute("g", opentelemetry::nostd::span<const bool>(bools));
  attributes.SetAttribute("h", opentelemetry::nostd::span<const string_view>(words));
  attributes.SetAttribute("i", opentelemetry::nostd::span<const std::uint8_t>(bytes));
  EXPECT_EQ(Text(attributes),
            "a=true b=-7 c=18446744073709551615 d=0.5 e=Infinity f=text \"as\" it is\n "
            "g=[true,false] h=[\"a\",\"b\\\"c\"] i=aGVsbG8= ");
}

// "the values MUST be concatenated together, separated by `;`, and ordered by the lexicographical order of the original keys".
TEST(PrometheusLabelsTest, JoinTheValuesOfKeysThatBecomeOne) {
  EXPECT_EQ(Text({{"a_b", "3"}, {"a.b", "2"}, {"a-b", "1"}, {"a", "0"}, {"a..b", "4"}}),
            "a=0 a_b=1;4;2;3 ");
}

TEST(PrometheusLabelsTest, NameTheScope) {
  const auto scope = InstrumentationScope::Create("shop", "1.0", "https://schema/1");
  EXPECT_EQ(Text({{"k", "v"}}, scope.get()),
            "k=v otel_scope_name=shop otel_scope_schema_url=https://schema/1 "
            "otel_scope_version=1.0 ");
  const auto bare = InstrumentationScope::Create("shop");
  EXPECT_EQ(Text({}, bare.get()), "otel_scope_name=shop ");
}

// "would conflict with `otel_scope_name` [...] MUST be dropped".
TEST(PrometheusLabelsTest, HaveTheAttributesOfTheScopeButThoseThatConflict) {
  const auto scope = InstrumentationScope::Create("shop", "1.0");
  scope->SetAttribute("team", "blue");
  scope->SetAttribute("name", "other");
  scope->SetAttribute("schema.url", "other");
  EXPECT_EQ(Text({}, scope.get()),
            "otel_scope_name=shop otel_scope_team=blue otel_scope_version=1.0 ");
}

// "This conversion, or other labels (e.g. `otel_scope_name`) added by this specification".
TEST(PrometheusLabelsTest, JoinAnAttributeWithALabelOfTheScope) {
  const auto scope = InstrumentationScope::Create("shop");
  EXPECT_EQ(Text({{"otel.scope.name", "mine"}}, scope.get()), "otel_scope_name=mine;shop ");
}

TEST(PrometheusLabelsTest, LeaveTheFormatItsOwnLabel) {
  EXPECT_EQ(Text({{"le", "1"}}, nullptr, "le"), "exported_le=1 ");
  EXPECT_EQ(Text({{"le", "1"}}), "le=1 ");
}

TEST(PrometheusLabelsTest, AreValidUtf8) {
  EXPECT_EQ(Text({{"\xff"
                   "a",
                   "x\xff"}}),
            "_a=x\xef\xbf\xbd ");
  const auto scope = InstrumentationScope::Create("\xc3");
  EXPECT_EQ(Text({}, scope.get()), "otel_scope_name=\xef\xbf\xbd ");
}

TEST(PrometheusLabelsTest, OfAResourceAreItsAttributes) {
  const Resource resource = Resource::Create({{"service.name", "shop"}, {"host.cpus", 4}});
  const std::string text = Joined(ResourceLabels(resource));
  EXPECT_NE(text.find("host_cpus=4 service_name=shop "), std::string::npos) << text;
}

}  // namespace labels_test
}  // namespace tracebridge::prometheus_exporter
