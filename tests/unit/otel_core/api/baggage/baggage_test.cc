// W3C Baggage, "baggage HTTP header format" and "limits"; OpenTelemetry specification 1.60.0,
// baggage/api.md.
#include "opentelemetry/baggage/baggage.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "opentelemetry/baggage/baggage_context.h"
#include "tracebridge/diagnostics.h"

namespace opentelemetry::baggage {
namespace {

using tracebridge::Counted;
using tracebridge::Diagnostic;

// <key|value> or <key|value;metadata>, for each.
std::string Text(const Baggage& baggage) {
  std::string text;
  baggage.GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    std::string metadata;
    EXPECT_TRUE(baggage.GetMetadata(key, metadata));
    text += "<" + std::string(key) + "|" + std::string(value) +
            (metadata.empty() ? ">" : ";" + metadata + ">");
    return true;
  });
  return text;
}

std::string Repeat(std::size_t n, char c) { return std::string(n, c); }

struct HeaderCase {
  std::string name;
  std::string header;
  std::string pairs;
  std::string sent_on;
};

const HeaderCase kHeaders[] = {
    {"Nothing", "", "", ""},
    {"Pairs", "a=1,b=2", "<a|1><b|2>", "a=1,b=2"},
    {"DropsWhiteSpace", " a\t=\t1 , b=2\t", "<a|1><b|2>", "a=1,b=2"},
    {"DropsEmptyMembers", ",a=1,, ,", "<a|1>", "a=1"},
    {"EmptyValue", "a=", "<a|>", "a="},
    {"EqualsInValue", "a=b=c", "<a|b=c>", "a=b%3Dc"},
    {"DecodesUtf8", "k=Am%C3%A9lie,j=%e6%97%a5", "<k|Amélie><j|日>", "k=Am%C3%A9lie,j=%E6%97%A5"},
    {"DecodesSeparators", "k=%2C%3B%3D%25%22%5C%20", "<k|,;=%\"\\ >", "k=%2C%3B%3D%25%22%5C%20"},
    {"DecodesControls", "k=%0D%0A%00", std::string("<k|\r\n\0>", 7), "k=%0D%0A%00"},
    {"DecodesKeys", "a%2Cb=1,%E9%8D%B5=2", "<a,b|1><鍵|2>", "a%2Cb=1,%E9%8D%B5=2"},
    {"TokensAreKeys", "!#$&'*+-.^_`|~=1", "<!#$&'*+-.^_`|~|1>", "!#$&'*+-.^_`|~=1"},
    {"EscapesThatNoKeyNeedsAreDecoded", "a%2bb=1", "<a+b|1>", "a+b=1"},
    {"KeysThatAreNoTokensAreRead", "a/b(c)[d]:@?{}<>=1", "<a/b(c)[d]:@?{}<>|1>",
     "a%2Fb%28c%29%5Bd%5D%3A%40%3F%7B%7D%3C%3E=1"},
    {"AKeyWithABrokenEscapeStandsForItself", "a%b=1,%=2,%20%zz=3,a%2=4",
     "<a%b|1><%|2><%20%zz|3><a%2|4>", "a%25b=1,%25=2,%2520%25zz=3,a%252=4"},
    {"AnEscapedPercentIsOne", "a%25b=1,a%2520b=2", "<a%b|1><a%20b|2>", "a%25b=1,a%2520b=2"},
    {"APlusIsAPlus", "k=a+b", "<k|a+b>", "k=a%2Bb"},
    {"ReplacesWhatIsNotUtf8", "k=%ffa%c3,j=%ed%a0%80,i=%f4%90%80%80,h=%c0%af",
     "<k|\ufffda\ufffd><j|\ufffd\ufffd\ufffd><i|\ufffd\ufffd\ufffd\ufffd><h|\ufffd\ufffd>",
     "k=%EF%BF%BDa%EF%BF%BD,j=%EF%BF%BD%EF%BF%BD%EF%BF%BD,"
     "i=%EF%BF%BD%EF%BF%BD%EF%BF%BD%EF%BF%BD,h=%EF%BF%BD%EF%BF%BD"},
    {"KeepsMetadata", "a=1;p=x;q,b=2", "<a|1;p=x;q><b|2>", "a=1;p=x;q,b=2"},
    {"TrimsMetadata", "a=1 ; p = x ; q ,b=2", "<a|1;p = x ; q><b|2>", "a=1;p = x ; q,b=2"},
    {"EmptyMetadataIsNone", "a=1;", "<a|1>", "a=1"},
    {"LastOfTwoWithTheSameKeyCounts", "a=1,b=2,a=3", "<a|3><b|2>", "a=3,b=2"},
    {"SkipsMembersWithoutEquals", "oops,b=2", "<b|2>", "b=2"},
    {"SkipsMembersWithoutKey", "=1, =1,b=2", "<b|2>", "b=2"},
    {"SkipsHalfEscapes", "a=%2,b=%,c=%zz,d=%2", "", ""},
    {"SkipsRawSpaces", "a=x y,b=2", "<b|2>", "b=2"},
    {"SkipsRawUtf8", "a=\xc3\xa9,b=2", "<b|2>", "b=2"},
    {"SkipsRawQuotes", "a=\"x\",b=2", "<b|2>", "b=2"},
    {"SkipsRawBackslashes", "a=\\,b=2", "<b|2>", "b=2"},
    {"SkipsLineBreaks", "a=1\r\nevil: 1,b=2", "<b|2>", "b=2"},
    {"SkipsLineBreaksInMetadata", "a=1;p\r\nevil: 1,b=2", "<b|2>", "b=2"},
    {"AKeyOfControlsStandsForItself", "a%00=1,%0D%0a=2", "<a%00|1><%0D%0a|2>",
     "a%2500=1,%250D%250a=2"},
    {"AKeyThatIsNotUtf8StandsForItself", "a%ff=1,b=2", "<a%ff|1><b|2>", "a%25ff=1,b=2"},
    {"SkipsKeysOfOtherCharacters", "a b=1,a\"b=2,a\\b=3,\xc3\xa9=4,\x01=5,b=6", "<b|6>", "b=6"},
    {"Pair4096", "k=" + Repeat(4094, 'v'), "<k|" + Repeat(4094, 'v') + ">",
     "k=" + Repeat(4094, 'v')},
    {"Pair4097", "k=" + Repeat(4095, 'v') + ",b=2", "<b|2>", "b=2"},
    {"Header8193", "b=2," + Repeat(8189, ','), "", ""},
};

class BaggageHeaderTest : public testing::TestWithParam<HeaderCase> {};

TEST_P(BaggageHeaderTest, IsReadMemberByMember) {
  const auto baggage = Baggage::FromHeader(GetParam().header);
  EXPECT_EQ(Text(*baggage), GetParam().pairs);
  EXPECT_EQ(baggage->ToHeader(), GetParam().sent_on);
  EXPECT_EQ(Text(*Baggage::FromHeader(baggage->ToHeader())), GetParam().pairs);
}

INSTANTIATE_TEST_SUITE_P(Specification, BaggageHeaderTest, testing::ValuesIn(kHeaders),
                         [](const auto& info) { return info.param.name; });

TEST(BaggageTest, IsSetPairByPair) {
  const auto empty = Baggage::GetDefault();
  const auto one = empty->Set("a", "1");
  const auto two = one->Set("b", "x;y, z");
  EXPECT_EQ(Text(*empty), "");
  EXPECT_EQ(Text(*one), "<a|1>");
  EXPECT_EQ(Text(*two), "<b|x;y, z><a|1>");
  EXPECT_EQ(two->ToHeader(), "b=x%3By%2C%20z,a=1");
  EXPECT_EQ(Text(*two->Set("a", "2")), "<a|2><b|x;y, z>");
  EXPECT_EQ(Text(*two->Delete("b")), "<a|1>");
  EXPECT_EQ(Text(*two->Delete("c")), Text(*two));
}

TEST(BaggageTest, IsJoinedWithAnotherThatFindsWhatRoomIsLeft) {
  const auto first = Baggage::FromHeader("a=1;m,b=2");
  EXPECT_EQ(Text(*first->Joined(*Baggage::FromHeader("b=9,c=3;n"))), "<a|1;m><b|2><c|3;n>");
  EXPECT_EQ(Text(*first->Joined(*Baggage::GetDefault())), Text(*first));
  EXPECT_EQ(Text(*Baggage::GetDefault()->Joined(*first)), Text(*first));

  std::string header;
  for (int i = 0; i < 179; ++i) header += "k" + std::to_string(i) + "=v,";
  const auto before = Counted(Diagnostic::kBaggageLimit);
  const auto full = Baggage::FromHeader(header)->Joined(*Baggage::FromHeader("a=1,k0=9,b=2,c=3"));
  EXPECT_EQ(full->ToHeader(), header + "a=1");
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 2);
}

TEST(BaggageTest, IsFilteredByItsKeys) {
  const auto all = Baggage::FromHeader("a=1;m,b=2,c=3");
  EXPECT_EQ(Text(*all->Filtered([](nostd::string_view key) { return key != "b"; })),
            "<a|1;m><c|3>");
  EXPECT_EQ(Text(*all->Filtered([](nostd::string_view) { return false; })), "");
  EXPECT_EQ(Text(*all->Filtered([](nostd::string_view) -> bool { throw 1; })), "");
}

TEST(BaggageTest, RefusesKeysThatNoHeaderCanCarry) {
  const auto before = Baggage::GetDefault()->Set("a", "1");
  for (const char* key : {"", "a\nb", "\x7f", "\xff"}) {
    EXPECT_EQ(Text(*before->Set(key, "2")), "<a|1>") << key;
  }
  EXPECT_EQ(Text(*before->Set("clé", "2")), "<clé|2><a|1>");
}

TEST(BaggageTest, MakesValuesUtf8AndCountsIt) {
  const auto before = Counted(Diagnostic::kInvalidUtf8);
  EXPECT_EQ(Text(*Baggage::GetDefault()->Set("k", "a\xff")), "<k|a\ufffd>");
  EXPECT_EQ(Counted(Diagnostic::kInvalidUtf8), before + 1);
}

TEST(BaggageTest, KeepsMetadataWhileItsValueStays) {
  const auto received = Baggage::FromHeader("a=1;ttl=3,b=2;x");
  EXPECT_EQ(received->Set("c", "3")->ToHeader(), "c=3,a=1;ttl=3,b=2;x");
  EXPECT_EQ(received->Set("a", "9")->ToHeader(), "a=9,b=2;x");
  EXPECT_EQ(received->Set("a", "9", "ttl=4")->ToHeader(), "a=9;ttl=4,b=2;x");
  EXPECT_EQ(received->Set("a", "9", " ttl=4 ")->ToHeader(), "a=9;ttl=4,b=2;x");
  EXPECT_EQ(received->Set("a", "9", "x,evil=1")->ToHeader(), "a=1;ttl=3,b=2;x");
}

TEST(BaggageTest, FindsValues) {
  const auto baggage = Baggage::FromHeader("a=1;m,ab=2");
  std::string value;
  EXPECT_TRUE(baggage->GetValue("a", value));
  EXPECT_EQ(value, "1");
  EXPECT_FALSE(baggage->GetValue("b", value));
  EXPECT_EQ(value, "1");
}

TEST(BaggageTest, TakesAContainer) {
  EXPECT_EQ(Text(Baggage(std::map<std::string, std::string>{{"a", "1"}, {"", "2"}, {"b", "3"}})),
            "<a|1><b|3>");
}

TEST(BaggageTest, HoldsAtMost180Pairs) {
  std::string header;
  for (int i = 0; i < 181; ++i) header += "k" + std::to_string(i) + "=v,";
  const auto before = Counted(Diagnostic::kBaggageLimit);
  const auto full = Baggage::FromHeader(header);
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 1);
  std::string value;
  EXPECT_TRUE(full->GetValue("k179", value));
  EXPECT_FALSE(full->GetValue("k180", value));
  EXPECT_TRUE(full->Set("new", "1")->GetValue("new", value));
  EXPECT_FALSE(full->Set("new", "1")->GetValue("k179", value));
}

TEST(BaggageTest, LeavesPairsOutOfTheHeaderThatDoNotFit) {
  auto baggage = Baggage::GetDefault()->Set("last", "1");
  baggage = baggage->Set("long", Repeat(5000, 'x'));
  EXPECT_EQ(baggage->ToHeader(), "last=1");
  for (const char* key : {"c", "b", "a"}) baggage = baggage->Set(key, Repeat(4000, 'x'));
  EXPECT_EQ(baggage->ToHeader(), "a=" + Repeat(4000, 'x') + ",b=" + Repeat(4000, 'x') + ",last=1");
}

TEST(BaggageTest, EmptySetIsOneAndIsNotCounted) {
  EXPECT_EQ(Baggage::FromHeader("oops"), Baggage::GetDefault());
  EXPECT_EQ(Baggage::GetDefault().use_count(), 0);
}

TEST(BaggageContextTest, HoldsBaggage) {
  context::Context context;
  EXPECT_EQ(GetBaggage(context), Baggage::GetDefault());
  const auto baggage = Baggage::GetDefault()->Set("a", "1");
  EXPECT_EQ(GetBaggage(SetBaggage(context, baggage)), baggage);
  EXPECT_EQ(GetBaggage(SetBaggage(context, nullptr)), Baggage::GetDefault());
}

}  // namespace
}  // namespace opentelemetry::baggage
