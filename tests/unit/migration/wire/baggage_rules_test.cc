#include "migration/wire/baggage_rules.h"

#include <gtest/gtest.h>

#include "opentelemetry/baggage/baggage_context.h"
#include "tests/support/allocations.h"

namespace tracebridge::wire::baggage_rules_test {
namespace {

struct RuleCase {
  std::string name;
  std::vector<BaggageRule> rules;
  std::string destination;
  std::string leaves;  // of kItems
};

const std::string kItems = "tenant=a,user.id=7,user.name=%C3%A9;secret,session=x";

const RuleCase kCases[] = {
    {"NoRule_NothingLeaves", {}, "billing", ""},
    {"Key_LeavesForAll", {{"*", "tenant"}}, "billing", "tenant=a"},
    {"Key_LeavesForUnknownPeers", {{"*", "tenant"}}, "unknown", "tenant=a"},
    {"KeyAndDestination", {{"billing", "user.*"}}, "billing", "user.id=7,user.name=%C3%A9;secret"},
    {"AnotherDestination", {{"billing", "user.*"}}, "search", ""},
    {"DestinationsWithACommonStart", {{"bill*", "tenant"}}, "billing", "tenant=a"},
    {"Everything", {{"*", "*"}}, "x", kItems},
    {"Union", {{"*", "tenant"}, {"billing", "session"}}, "billing", "tenant=a,session=x"},
    {"StarInTheMiddle_IsNoPattern", {{"*", "u*.id"}}, "billing", ""},
};

class BaggageRulesTest : public ::testing::TestWithParam<RuleCase> {};

TEST_P(BaggageRulesTest, LetGoWhatTheyName) {
  using namespace opentelemetry::baggage;
  opentelemetry::context::Context context;
  context = SetBaggage(context, Baggage::FromHeader(kItems));
  std::size_t withheld = 0;
  const auto sent = WithoutWithheld(context, GetParam().rules, GetParam().destination, &withheld);
  const std::string left = GetBaggage(sent)->ToHeader();
  EXPECT_EQ(left, GetParam().leaves);
  EXPECT_EQ(withheld, 4 - (left.empty() ? 0 : 1 + std::count(left.begin(), left.end(), ',')));
}

TEST(BaggageRulesCostTest, CopyOnceHoweverMuchTheyWithhold) {
  using namespace opentelemetry::baggage;
  const auto copies = [](int number, const std::vector<BaggageRule>& rules) {
    std::string header;
    for (int i = 0; i < number; ++i) header += "k" + std::to_string(i) + "=v,";
    opentelemetry::context::Context context;
    context = SetBaggage(context, Baggage::FromHeader(header));
    std::size_t withheld = 0;
    const auto before = test::Allocations();
    WithoutWithheld(context, rules, "billing", &withheld);
    return test::Allocations() - before;
  };
  EXPECT_EQ(copies(180, {}), copies(6, {}));
  EXPECT_EQ(copies(180, {{"*", "k*"}}), 0u);
}

INSTANTIATE_TEST_SUITE_P(Table, BaggageRulesTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::wire::baggage_rules_test
