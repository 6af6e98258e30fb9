// W3C Trace Context Level 2, "tracestate header" and "mutating the tracestate field".
#include "opentelemetry/trace/trace_state.h"

#include <gtest/gtest.h>

#include <string>

#include "tracebridge/diagnostics.h"

namespace opentelemetry::trace {
namespace {

std::string Repeat(std::size_t n, char c) { return std::string(n, c); }

// k0=v,k1=v ...
std::string Members(int n) {
  std::string header;
  for (int i = 0; i < n; ++i) header += (i == 0 ? "k" : ",k") + std::to_string(i) + "=v";
  return header;
}

struct HeaderCase {
  std::string name;
  std::string header;
  std::string sent_on;
};

const HeaderCase kHeaders[] = {
    {"Nothing", "", ""},
    {"OneMember", "congo=t61rcWkgMzE", "congo=t61rcWkgMzE"},
    {"KeepsTheOrder", "rojo=1,congo=2", "rojo=1,congo=2"},
    {"DropsWhiteSpaceAroundMembers", " \tfoo=1 , \t bar=2\t", "foo=1,bar=2"},
    {"DropsEmptyMembers", ",foo=1,, ,bar=2,", "foo=1,bar=2"},
    {"OnlyCommas", ",,,", ""},
    {"KeepsSpacesInsideValues", "foo= a b", "foo= a b"},
    {"KeyMayBeginWithADigit", "0a=1", "0a=1"},
    {"KeyMayHoldSeveralAts", "a@b@c=1", "a@b@c=1"},
    {"KeyMayHoldMarks", "a_-*/=1", "a_-*/=1"},
    {"KeyMayNotBeginWithAMark", "_a=1", ""},
    {"KeyMayNotBeginWithAnAt", "@a=1", ""},
    {"KeyMayNotHoldCapitals", "foo=1,Bar=2", ""},
    {"KeyMayNotEndWithASpace", "foo =1", ""},
    {"KeyMayNotBeEmpty", "=1", ""},
    {"KeyMayNotHoldOtherBytes", "fo\xc3\xb6=1", ""},
    {"Key256", Repeat(256, 'k') + "=1", Repeat(256, 'k') + "=1"},
    {"Key257", Repeat(257, 'k') + "=1", ""},
    {"ValueMayNotBeMissing", "foo=1,bar", ""},
    {"ValueMayNotBeEmpty", "foo=", ""},
    {"ValueMayNotHoldEquals", "foo=a=b", ""},
    {"ValueMayNotHoldControls", "foo=a\tb", ""},
    {"ValueMayNotHoldLineBreaks", "foo=a\r\nb", ""},
    {"ValueMayNotHoldZero", std::string("foo=a\0b", 7), ""},
    {"ValueMayNotHoldOtherBytes", "foo=\xe2\x82\xac", ""},
    {"ValueOfAllPrintables", "foo=!\"#$%&'()*+-./0:;<>?@AZ[\\]^_`az{|}~",
     "foo=!\"#$%&'()*+-./0:;<>?@AZ[\\]^_`az{|}~"},
    {"Value256", "k=" + Repeat(256, 'v'), "k=" + Repeat(256, 'v')},
    {"Value257", "k=" + Repeat(257, 'v'), ""},
    {"FirstOfTwoWithTheSameKeyCounts", "foo=1,bar=2,foo=3", "foo=1,bar=2"},
    {"Members32", Members(32), Members(32)},
    {"Members33", Members(33), ""},
    {"EmptyMembersDoNotCount", Members(32) + ",,,", Members(32)},
    {"Characters512", "a=" + Repeat(250, 'x') + ",b=" + Repeat(257 - 4, 'y') + ",c=1",
     "a=" + Repeat(250, 'x') + ",b=" + Repeat(253, 'y') + ",c=1"},
    {"LongMembersGoFirst", "a=1,b=" + Repeat(250, 'x') + ",c=" + Repeat(256, 'y') + ",d=2",
     "a=1,b=" + Repeat(250, 'x') + ",d=2"},
    {"AMemberLongerThanTheWholeGoes", "a=1," + Repeat(256, 'k') + "=" + Repeat(256, 'v'), "a=1"},
    {"ThenTheLastOnesGo",
     "a=" + Repeat(126, '1') + ",b=" + Repeat(126, '2') + ",c=" + Repeat(126, '3') +
         ",d=" + Repeat(126, '4') + ",e=5",
     "a=" + Repeat(126, '1') + ",b=" + Repeat(126, '2') + ",c=" + Repeat(126, '3')},
};

class TraceStateHeaderTest : public testing::TestWithParam<HeaderCase> {};

TEST_P(TraceStateHeaderTest, IsTakenWholeOrNotAtAll) {
  const auto state = TraceState::FromHeader(GetParam().header);
  EXPECT_EQ(state->ToHeader(), GetParam().sent_on);
  EXPECT_EQ(state->Empty(), GetParam().sent_on.empty());
}

INSTANTIATE_TEST_SUITE_P(Level2, TraceStateHeaderTest, testing::ValuesIn(kHeaders),
                         [](const auto& info) { return info.param.name; });

struct CutCase {
  std::string name;
  std::string header;
  std::string set;  // a key that is then set to 1, if any
  int cut;          // members
};

const CutCase kCuts[] = {
    {"Characters512", "a=" + Repeat(250, 'x') + ",b=" + Repeat(253, 'y') + ",c=1", "", 0},
    {"Characters513", "a=" + Repeat(250, 'x') + ",b=" + Repeat(254, 'y') + ",c=1", "", 1},
    {"ALongOneAndTheLast",
     "a=" + Repeat(126, '1') + ",b=" + Repeat(126, '2') + ",c=" + Repeat(126, '3') +
         ",d=" + Repeat(127, '4') + ",e=" + Repeat(120, '5') + ",f=6",
     "", 2},
    {"SecondOfTwoWithTheSameKey", "a=1,a=2", "", 0},
    {"Malformed", "a=1,b", "", 0},  // whoever asked knows
    {"SetOnAFullList", Members(32), "n", 1},
    {"SetOfOneInAFullList", Members(32), "k9", 0},
    {"SetThatLeavesTooManyCharacters",
     "a=" + Repeat(120, 'x') + ",b=" + Repeat(120, 'x') + ",c=" + Repeat(120, 'x') +
         ",d=" + Repeat(120, 'x') + ",e=" + Repeat(18, 'x'),
     "n", 1},
};

class TraceStateCutTest : public testing::TestWithParam<CutCase> {};

TEST_P(TraceStateCutTest, IsCountedMemberByMember) {
  using tracebridge::Counted;
  using tracebridge::Diagnostic;
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  const auto state = TraceState::FromHeader(GetParam().header);
  if (!GetParam().set.empty()) state->Set(GetParam().set, "1");
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped) - before, GetParam().cut);
}

INSTANTIATE_TEST_SUITE_P(Limits, TraceStateCutTest, testing::ValuesIn(kCuts),
                         [](const auto& info) { return info.param.name; });

struct MutationCase {
  std::string name;
  std::string before;
  std::string key;
  std::string value;  // "-": Delete
  std::string after;
};

const MutationCase kMutations[] = {
    {"AddsInFront", "a=1", "b", "2", "b=2,a=1"},
    {"AddsToNothing", "", "b", "2", "b=2"},
    {"MovesWhatItUpdatesToTheFront", "a=1,b=2,c=3", "b", "9", "b=9,a=1,c=3"},
    {"TakesTheLastFromAFullList", Members(32), "n", "1", "n=1," + Members(31)},
    {"UpdatesAFullList", Members(32), "k0", "n", "k0=n" + Members(32).substr(4)},
    {"KeepsToTheLimitOfCharacters", "a=" + Repeat(256, 'x') + ",b=2", "c", Repeat(255, 'y'),
     "c=" + Repeat(255, 'y') + ",b=2"},
    {"InvalidKeyGivesNothing", "a=1", "B", "2", ""},
    {"InvalidValueGivesNothing", "a=1", "b", "2 ", ""},
    {"Deletes", "a=1,b=2,c=3", "b", "-", "a=1,c=3"},
    {"DeletesTheOnlyOne", "a=1", "a", "-", ""},
    {"DeletesNothing", "a=1", "b", "-", "a=1"},
    {"DeletesAnInvalidKey", "a=1", "B", "-", ""},
};

class TraceStateMutationTest : public testing::TestWithParam<MutationCase> {};

TEST_P(TraceStateMutationTest, MakesANewList) {
  const MutationCase& c = GetParam();
  const auto before = TraceState::FromHeader(c.before);
  const auto after = c.value == "-" ? before->Delete(c.key) : before->Set(c.key, c.value);
  EXPECT_EQ(after->ToHeader(), c.after);
  EXPECT_EQ(before->ToHeader(), c.before);
}

INSTANTIATE_TEST_SUITE_P(Level2, TraceStateMutationTest, testing::ValuesIn(kMutations),
                         [](const auto& info) { return info.param.name; });

TEST(TraceStateTest, FindsValues) {
  const auto state = TraceState::FromHeader("a=1,ab=2");
  std::string value;
  EXPECT_TRUE(state->Get("ab", value));
  EXPECT_EQ(value, "2");
  EXPECT_FALSE(state->Get("b", value));
  EXPECT_FALSE(state->Get("", value));
  EXPECT_EQ(value, "2");
}

TEST(TraceStateTest, VisitsMembersUntilToldToStop) {
  const auto state = TraceState::FromHeader("a=1,b=2,c=3");
  std::string keys;
  const auto visit = [&](nostd::string_view key, nostd::string_view) {
    keys.append(key);
    return key != "b";
  };
  EXPECT_FALSE(state->GetAllEntries(visit));
  EXPECT_EQ(keys, "ab");
}

TEST(TraceStateTest, EmptyListsAreOneAndAreNotCounted) {
  EXPECT_EQ(TraceState::GetDefault(), TraceState::FromHeader("No"));
  EXPECT_EQ(TraceState::GetDefault().use_count(), 0);
}

}  // namespace
}  // namespace opentelemetry::trace
