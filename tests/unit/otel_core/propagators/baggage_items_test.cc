#include "otel_core/propagators/baggage_items.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "opentelemetry/baggage/baggage_context.h"
#include "otel_core/propagators/percent.h"
#include "tests/support/allocations.h"
#include "tests/support/header_carrier.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::propagators::baggage_items_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using test::HeaderCarrier;

void Encode(std::string_view value, std::string* to) { AppendPercentEncoded(value, to); }
void Decode(std::string_view value, std::string* to) { AppendPercentDecoded(value, to); }

// `a=1 b=2`, in order.
std::string Text(const context::Context& context) {
  std::string text;
  baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        if (!text.empty()) text += ' ';
        text.append(key).append("=").append(value);
        return true;
      });
  return text;
}

std::string Read(const HeaderCarrier& carrier, context::Context before = context::Context()) {
  BaggageItems items;
  ReadPrefixed(carrier, "bag-", Decode, &items);
  return Text(items.AddTo(before));
}

std::string Written(const baggage::Baggage& items) {
  HeaderCarrier carrier;
  WritePrefixed(items, "bag-", Encode, carrier);
  return carrier.Text();
}

TEST(BaggageItemsTest, AreTheHeadersWithThePrefix) {
  EXPECT_EQ(Read(HeaderCarrier({{"bag-a", "1"}, {"host", "h"}, {"bag-b", "x%20y"}, {"bag", "no"}})),
            "a=1 b=x y");
}

TEST(BaggageItemsTest, HaveTheKeyAsItWasWritten) {
  EXPECT_EQ(Read(HeaderCarrier({{"bag-userId", "V"}})), "userId=V");
}

TEST(BaggageItemsTest, HaveKeysInLowerCaseWhereNamesWereRewritten) {
  EXPECT_EQ(Read(HeaderCarrier({{"Bag-User-Id", "V"}})), "user-id=V");
  EXPECT_EQ(Read(HeaderCarrier({{"BAG-USER", "V"}})), "user=V");
}

TEST(BaggageItemsTest, AreNoItemsWithoutAKey) {
  EXPECT_EQ(Read(HeaderCarrier({{"bag-", "v"}})), "");
}

TEST(BaggageItemsTest, JoinThoseOfOtherFormatsAndWinOverThem) {
  context::Context before;
  before = baggage::SetBaggage(before, baggage::Baggage::FromHeader("a=0,c=3;meta"));
  EXPECT_EQ(Read(HeaderCarrier({{"bag-a", "1"}, {"bag-b", "2"}}), before), "a=1 b=2 c=3");
  EXPECT_EQ(Read(HeaderCarrier(), before), "a=0 c=3");
}

// Headers of a few kilobytes must not cost milliseconds.
TEST(BaggageItemsTest, JoinManyOtherItemsInOneCopy) {
  const auto copies = [](int number) {
    BaggageItems items;
    std::string header;
    for (int i = 0; i < number; ++i) {
      items.Add("ours" + std::to_string(i), "v");
      header += "theirs" + std::to_string(i) + "=v,";
    }
    context::Context before;
    before = baggage::SetBaggage(before, baggage::Baggage::FromHeader(header));
    const auto allocations = test::Allocations();
    items.AddTo(before);
    return test::Allocations() - allocations;
  };
  EXPECT_LE(copies(90), copies(6) + 10);  // buffers grow by doubling
}

TEST(BaggageItemsTest, AreLimitedInNumber) {
  HeaderCarrier carrier;
  for (int i = 0; i < 200; ++i) carrier.Receive("bag-" + std::to_string(i), "v");
  const auto before = Counted(Diagnostic::kBaggageLimit);
  const std::string text = Read(carrier);
  EXPECT_EQ(std::count(text.begin(), text.end(), '='), 180);
  EXPECT_GT(Counted(Diagnostic::kBaggageLimit), before);
}

TEST(BaggageItemsTest, AreLimitedInSize) {
  const auto before = Counted(Diagnostic::kBaggageLimit);
  EXPECT_EQ(Read(HeaderCarrier({{"bag-a", std::string(4096, 'x')}, {"bag-b", "2"}})), "b=2");
  EXPECT_EQ(Read(HeaderCarrier({{"bag-a", std::string(1 << 20, 'x')}, {"bag-b", "2"}})), "b=2");
  const std::string most(4000, 'x');
  EXPECT_EQ(
      Read(HeaderCarrier({{"bag-a", most}, {"bag-b", most}, {"bag-c", most}, {"bag-d", "4"}})),
      "a=" + most + " b=" + most + " d=4");
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit) - before, 3u);
}

TEST(BaggageItemsTest, AreWrittenOneAHeader) {
  EXPECT_EQ(Written(*baggage::Baggage::FromHeader("a=1,B.b=x%20%C3%A9")),
            "bag-a: 1\nbag-B.b: x%20%C3%A9");
}

TEST(BaggageItemsTest, AreNotWrittenWhenTheirKeyIsNoPartOfAName) {
  baggage::Baggage items(std::map<std::string, std::string>{
      {"a b", "1"}, {"a:b", "1"}, {"\xc3\xa9", "1"}, {"ok", "1"}});
  const auto before = Counted(Diagnostic::kBaggageNotAHeader);
  EXPECT_EQ(Written(items), "bag-ok: 1");
  EXPECT_EQ(Counted(Diagnostic::kBaggageNotAHeader) - before, 3u);
}

TEST(BaggageItemsTest, AreNotWrittenOverTheLimits) {
  const std::string half(2000, ' ');  // three bytes each, encoded
  baggage::Baggage items(std::map<std::string, std::string>{{"a", half},
                                                            {"b", std::string(4000, 'x')},
                                                            {"c", std::string(4000, 'x')},
                                                            {"d", "4"},
                                                            {"e", std::string(4000, 'x')}});
  const auto before = Counted(Diagnostic::kBaggageLimit);
  const std::string text = Written(items);
  EXPECT_EQ(std::count(text.begin(), text.end(), ':'), 3);
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit) - before, 2u);
}

}  // namespace
}  // namespace tracebridge::propagators::baggage_items_test
