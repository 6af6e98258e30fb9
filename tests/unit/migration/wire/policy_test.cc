#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migration/wire/compiled_policy.h"
#include "tracebridge/wire_policy.h"

namespace tracebridge::wire::policy_test {
namespace {

struct PolicyCase {
  std::string name;
  std::string json;
  std::string expected;  // CompiledPolicy::json, or a part of the error
};

const std::vector<std::string> kFormats{"jaeger", "tracecontext", "b3", "baggage"};

std::string Outcome(const std::string& json) {
  const auto policy = ParsePolicy(json);
  if (!policy) return policy.error().message;
  const auto compiled = Compile(*policy, kFormats);
  return compiled ? compiled->json : compiled.error().message;
}

const PolicyCase kPolicies[] = {
    {"Empty_ReadsAndWritesAll_W3cFirst", "{}",
     R"({"phase":"both","read":["tracecontext","baggage","jaeger","b3"],)"
     R"("write":["jaeger","tracecontext","b3","baggage"]})"},
    {"Legacy_WritesAllButW3c", R"({"phase": "legacy"})",
     R"({"phase":"legacy","read":["tracecontext","baggage","jaeger","b3"],"write":["jaeger","b3"]})"},
    {"W3c_WritesW3cAndReadsAll", R"({"phase": "w3c"})",
     R"({"phase":"w3c","read":["tracecontext","baggage","jaeger","b3"],)"
     R"("write":["tracecontext","baggage"]})"},
    {"EachDirectionAndFormatAlone", R"({"read": ["b3", "tracecontext"], "write": ["b3"]})",
     R"({"phase":"both","read":["tracecontext","b3"],"write":["b3"]})"},
    {"Precedence_OrdersWhatIsRead", R"({"precedence": ["b3", "jaeger"]})",
     R"({"phase":"both","read":["b3","jaeger","tracecontext","baggage"],)"
     R"("write":["jaeger","tracecontext","b3","baggage"]})"},
    {"NothingAtAll_IsAPolicy", R"({"read": [], "write": []})",
     R"({"phase":"both","read":[],"write":[]})"},
    {"BaggageRules", R"({"read": [], "write": [], "baggage": ["tenant", "billing : user.*"]})",
     R"({"phase":"both","read":[],"write":[],"baggage":["*: tenant","billing: user.*"]})"},
    {"SameFormatTwice_CountsOnce", R"({"read": ["b3", "b3"], "write": ["b3", "b3"]})",
     R"({"phase":"both","read":["b3"],"write":["b3"]})"},
};

const PolicyCase kErrors[] = {
    {"NotJson", "{", "not JSON"},
    {"NotAnObject", "[]", "not a JSON object"},
    {"UnknownPhase", R"({"phase": "w3"})", R"("w3" is no phase; they are legacy, both, w3c)"},
    {"PhaseIsANumber", R"({"phase": 3})", R"("phase" must be a word)"},
    {"UnknownMember", R"({"reads": []})",
     R"("reads" is not a member; they are phase, read, write, precedence, baggage)"},
    {"ListIsAWord", R"({"read": "b3"})", R"("read" must be a list of names)"},
    {"ListOfNumbers", R"({"write": [1]})", R"("write" must be a list of names)"},
    {"UnknownFormat", R"({"read": ["b4"]})",
     R"("read": "b4" is not one of this process's formats (OTEL_PROPAGATORS): jaeger, )"
     R"(tracecontext, b3, baggage)"},
    {"UnknownFormatWithPrecedence", R"({"precedence": ["xray"]})",
     R"("precedence": "xray" is not one of this process's formats (OTEL_PROPAGATORS): jaeger, )"
     R"(tracecontext, b3, baggage)"},
    {"RuleWithoutKey", R"({"baggage": ["billing:"]})",
     R"("baggage": a rule is "key" or "destination: key")"},
    {"RuleWithoutDestination", R"({"baggage": [": key"]})",
     R"("baggage": a rule is "key" or "destination: key")"},
};

class PolicyTest : public testing::TestWithParam<PolicyCase> {};

TEST_P(PolicyTest, SaysWhatItComesTo) { EXPECT_EQ(Outcome(GetParam().json), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(Valid, PolicyTest, testing::ValuesIn(kPolicies),
                         [](const auto& info) { return info.param.name; });
INSTANTIATE_TEST_SUITE_P(Wrong, PolicyTest, testing::ValuesIn(kErrors),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::wire::policy_test
