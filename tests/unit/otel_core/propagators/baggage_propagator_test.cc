// One case per rule of W3C Baggage, "Baggage HTTP Header Format", written as what is received and what is
// sent on.
#include "opentelemetry/baggage/propagation/baggage_propagator.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "tests/support/header_carrier.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::baggage_propagator_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using baggage::propagation::BaggagePropagator;
using opentelemetry::trace::propagation::HttpTraceContext;
using opentelemetry::trace::propagation::JaegerPropagator;
using test::HeaderCarrier;

std::string Sent(const context::Context& context) {
  HeaderCarrier carrier;
  BaggagePropagator().Inject(carrier, context);
  return carrier.Text();
}

std::string Sent(const nostd::shared_ptr<baggage::Baggage>& items) {
  context::Context empty;
  return Sent(baggage::SetBaggage(empty, items));
}

std::string SentOn(const std::string& header) {
  context::Context before;
  return Sent(BaggagePropagator().Extract(HeaderCarrier({{"baggage", header}}), before));
}

std::string Members(int n, int value_size = 1) {
  std::string header;
  const std::string value(static_cast<std::size_t>(value_size), 'v');
  for (int i = 0; i < n; ++i) {
    header += (i == 0 ? "k" : ",k") + std::to_string(i) + "=" + value;
  }
  return header;
}

struct Case {
  std::string name;
  std::string received;
  std::string sent;  // without `baggage: `; empty: no header
};

const Case kCases[] = {
    {"OneItem", "key=value", "key=value"},
    {"TwoItems", "alpha=1,beta=2", "alpha=1,beta=2"},
    {"DropsSpacesAroundNamesAndValues", " a = 1 , b\t=\t2 ", "a=1,b=2"},
    {"KeepsPercentEncodedValues", "k=a%20b%2Cc%3Bd", "k=a%20b%2Cc%3Bd"},
    {"KeepsUtf8", "k=%E6%97%A5", "k=%E6%97%A5"},
    {"KeepsNamesInTheirCase", "Key=1,key=2", "Key=1,key=2"},
    {"KeepsMetadata", "k=v;p=1;q", "k=v;p=1;q"},
    {"KeepsMetadataOfTheRightItem", "a=1;p=x,b=2", "a=1;p=x,b=2"},
    {"KeepsEmptyValues", "k=,b=2", "k=,b=2"},
    {"SkipsMembersWithoutEquals", "novalue,b=2", "b=2"},
    {"SkipsEmptyMembers", ",a=1,,", "a=1"},
    {"SkipsEmptyNames", "=v,b=2", "b=2"},
    {"SkipsMalformedPercentEscapes", "k=%zz,b=2", "b=2"},
    {"SkipsTruncatedPercentEscapes", "k=100%,b=2", "b=2"},
    {"KeepsNamesThatAreTokens", "a+b=1,a|b=2,a*b=3,!#$&'^`~=4", "a+b=1,a|b=2,a*b=3,!#$&'^`~=4"},
    {"KeepsNamesWithEscapes", "a%2Cb=1,cl%C3%A9=2", "a%2Cb=1,cl%C3%A9=2"},
    {"KeepsNamesWithATruncatedEscape", "a%b=1,b=2", "a%25b=1,b=2"},
    {"NothingUsable", "novalue", ""},
    {"OnlyCommas", ",,,", ""},
    {"OnlySpaces", "   ", ""},
    {"PairOf4096Bytes", "k=" + std::string(4094, 'x'), "k=" + std::string(4094, 'x')},
    {"PairOfMore_IsLeftOut", "k=" + std::string(4096, 'x') + ",b=2", "b=2"},
    {"SixtyFourItems", Members(64), Members(64)},
    {"OneHundredAndEightyItems", Members(180), Members(180)},
    {"MoreItems_AreLeftOut", Members(181), Members(180)},
};

class BaggageHeaderTest : public ::testing::TestWithParam<Case> {};

TEST_P(BaggageHeaderTest, IsSentOnAsTheSpecificationSays) {
  const std::string& sent = GetParam().sent;
  EXPECT_EQ(SentOn(GetParam().received), sent.empty() ? "" : "baggage: " + sent);
}

INSTANTIATE_TEST_SUITE_P(Specification, BaggageHeaderTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(BaggagePropagatorTest, FindsNothingInAnEmptyCarrierAndCountsNothing) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  context::Context empty;
  EXPECT_EQ(Sent(BaggagePropagator().Extract(HeaderCarrier(), empty)), "");
  EXPECT_EQ(SentOn(""), "");
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before);
}

TEST(BaggagePropagatorTest, CountsAHeaderOfWhichNothingRemains) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  SentOn("novalue");
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before + 1);
}

TEST(BaggagePropagatorTest, KeepsTheBaggageOfTheContextWhenTheHeaderIsMalformed) {
  context::Context before = baggage::SetBaggage(*std::make_unique<context::Context>(),
                                                baggage::Baggage::GetDefault()->Set("k", "v"));
  EXPECT_EQ(Sent(BaggagePropagator().Extract(HeaderCarrier({{"baggage", "novalue"}}), before)),
            "baggage: k=v");
}

// Programs extract into what is current on the thread, which is of another request.
TEST(BaggagePropagatorTest, JoinsBaggageOfTheRequestAndReplacesWhatIsCurrent) {
  context::Context empty;
  context::Context before =
      baggage::SetBaggage(empty, baggage::Baggage::GetDefault()->Set("a", "1")->Set("b", "1"));
  const HeaderCarrier carrier(
      {{"baggage", "b=2,c=2"},
       {"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-53995c3f42cd8ad8-01"},
       {"uberctx-d", "3"}});
  EXPECT_EQ(Sent(BaggagePropagator().Extract(carrier, before)), "baggage: b=2,c=2,a=1");

  const auto token = context::RuntimeContext::Attach(before);
  EXPECT_EQ(Sent(BaggagePropagator().Extract(carrier, before)), "baggage: b=2,c=2");
  JaegerPropagator jaeger;
  EXPECT_EQ(Sent(jaeger.Extract(carrier, before)), "baggage: d=3");

  std::vector<std::unique_ptr<context::propagation::TextMapPropagator>> parts;
  parts.push_back(std::make_unique<HttpTraceContext>());
  parts.push_back(std::make_unique<JaegerPropagator>());
  parts.push_back(std::make_unique<BaggagePropagator>());
  context::propagation::CompositePropagator all(std::move(parts));
  EXPECT_EQ(Sent(all.Extract(carrier, before)), "baggage: b=2,c=2,d=3");
}

TEST(BaggagePropagatorTest, EscapesWhatWouldEndAMember) {
  EXPECT_EQ(Sent(baggage::Baggage::GetDefault()->Set("a b", "c,d=e")), "baggage: a%20b=c%2Cd%3De");
  EXPECT_EQ(Sent(baggage::Baggage::GetDefault()->Set("a,b;c=d", "")), "baggage: a%2Cb%3Bc%3Dd=");
}

TEST(BaggagePropagatorTest, SendsFirstItemsFirstWhenThereAreTooManyBytes) {
  const auto before = Counted(Diagnostic::kBaggageLimit);
  auto items = baggage::Baggage::GetDefault();
  for (const char* name : {"d", "c", "b", "a"}) items = items->Set(name, std::string(3000, 'x'));
  const std::string x(3000, 'x');
  EXPECT_EQ(Sent(items), "baggage: a=" + x + ",b=" + x);
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit), before + 2);
}

TEST(BaggagePropagatorTest, NeverSendsALineBreak) {
  const std::string received[] = {"a=1;p=\r\nevil: yes,b=2", "a=1\r\n,b=2", "a=1;p=\xc3\xa9,b=2",
                                  std::string("a=1;p=\0,b=2", 11)};
  for (const std::string& header : received) {
    for (const char c : SentOn(header)) {
      EXPECT_TRUE(c >= ' ' && c <= '~') << header;
    }
  }
}

TEST(BaggagePropagatorTest, NamesItsHeader) {
  std::string fields;
  EXPECT_TRUE(BaggagePropagator().Fields([&](nostd::string_view field) {
    fields.append(field);
    return true;
  }));
  EXPECT_EQ(fields, "baggage");
}

}  // namespace
}  // namespace tracebridge::baggage_propagator_test
