#include "migration/wire/known_policies.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge::wire::known_policies_test {
namespace {

CompiledPolicy Compiled(const std::string& json) {
  return *Compile(*ParsePolicy(json), {"tracecontext", "baggage", "jaeger"});
}

TEST(KnownPoliciesTest, KeepOneOfEach) {
  KnownPolicies policies;
  const CompiledPolicy* const both = policies.Keep(Compiled("{}"));
  const CompiledPolicy* const w3c = policies.Keep(Compiled(R"({"phase": "w3c"})"));
  const CompiledPolicy* const closed =
      policies.Keep(Compiled(R"({"phase": "w3c", "baggage": []})"));
  EXPECT_NE(both, w3c);
  EXPECT_NE(closed, w3c);
  EXPECT_EQ(policies.Keep(Compiled("{}")), both);
  EXPECT_EQ(policies.Keep(Compiled(R"({"phase": "w3c"})")), w3c);
  EXPECT_EQ(policies.Keep(Compiled(R"({"phase": "both"})")), both);
  EXPECT_EQ(w3c->write.size(), 2u);
}

}  // namespace
}  // namespace tracebridge::wire::known_policies_test
