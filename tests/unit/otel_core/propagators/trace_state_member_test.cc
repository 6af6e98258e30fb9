#include "otel_core/propagators/trace_state_member.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "opentelemetry/trace/trace_state.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::propagators::trace_state_member_test {
namespace {

using opentelemetry::trace::TraceState;

std::string Fields(std::string_view member) {
  std::string text;
  ForEachStateField(member, [&](std::string_view name, std::string_view value) {
    text.append(name).append(" is ").append(value).append("\n");
  });
  return text;
}

TEST(TraceStateMemberTest, IsFoundByItsKey) {
  const auto state = TraceState::FromHeader("congo=t61,dd=s:2;o:rum,rojo=1");
  EXPECT_EQ(MemberOf(*state, "dd"), "s:2;o:rum");
  EXPECT_EQ(MemberOf(*state, "xray"), "");
  EXPECT_EQ(MemberOf(*TraceState::GetDefault(), "dd"), "");
}

TEST(TraceStateMemberTest, HoldsFields) {
  EXPECT_EQ(Fields("s:2;o:rum;t.dm:-4"), "s is 2\no is rum\nt.dm is -4\n");
  EXPECT_EQ(Fields("a:b:c;;garbage;d:"), "a is b:c\nd is \n");
  EXPECT_EQ(Fields(""), "");
}

TEST(TraceStateMemberTest, WritesEqualsSignsAsTildes) {
  StateFields fields;
  fields.Add("t.", "usr", "YQ==");
  fields.Add("", "o", "rum");
  EXPECT_EQ(fields.text(), "t.usr:YQ~~;o:rum");
}

TEST(TraceStateMemberTest, LeavesOutAndCountsWhatItCannotSay) {
  struct Field {
    std::string_view name, value;
  };
  const Field fields[] = {{"", "v"},         {"a b", "v"}, {"a:b", "v"}, {"a", ""},
                          {"a", "b,c"},      {"a", "b~"},  {"a", "b;c"}, {"a", "b\r\n"},
                          {"a", "\xc3\xa9"}, {"a", "b "}};
  for (const auto& [name, value] : fields) {
    const auto before = Counted(Diagnostic::kHeaderFieldDropped);
    StateFields state;
    state.Add("", name, value);
    EXPECT_EQ(state.text(), "") << name << ":" << value;
    EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 1) << name << ":" << value;
  }
}

TEST(TraceStateMemberTest, IsAlwaysAValueThatATraceStateTakes) {
  StateFields fields;
  for (char c = 'a'; c <= 'z'; ++c) fields.Add("", {&c, 1}, std::string(40, c));
  EXPECT_LE(fields.text().size(), 256u);
  EXPECT_GT(fields.text().size(), 200u);
  EXPECT_TRUE(TraceState::IsValidValue(fields.text()));
}

}  // namespace
}  // namespace tracebridge::propagators::trace_state_member_test
