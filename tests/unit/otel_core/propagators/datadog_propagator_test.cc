// One case per header and per malformation. A result is written as in tests/support/span_context_text.h.
#include "tracebridge/datadog_propagator.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::datadog_propagator_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using test::HeaderCarrier;
using test::Text;
using trace::propagation::HttpTraceContext;
using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string kTraceId = "11803532876627986230";
const std::string kParentId = "67667974448284343";
const std::string kLow = "a3ce929d0e0e4736 00f067aa0ba902b7";
const std::string kShort = "0000000000000000" + kLow;
const std::string kFull = "4bf92f3577b34da6" + kLow;
const std::string kTid = "_dd.p.tid=4bf92f3577b34da6";

HeaderCarrier CarrierOf(const Headers& headers) {
  HeaderCarrier carrier;
  for (const auto& [name, value] : headers) carrier.Receive(name, value);
  return carrier;
}

// The ids that most cases use, and the rest.
HeaderCarrier WithIds(const Headers& headers) {
  HeaderCarrier carrier = CarrierOf(headers);
  carrier.Receive("X-Datadog-Trace-Id", kTraceId);
  carrier.Receive("X-Datadog-Parent-Id", kParentId);
  return carrier;
}

context::Context Extracted(const HeaderCarrier& carrier, context::Context before = {}) {
  return DatadogPropagator().Extract(carrier, before);
}

std::string Sent(const context::Context& context) {
  HeaderCarrier carrier;
  DatadogPropagator().Inject(carrier, context);
  return carrier.Text();
}

struct DatadogCase {
  std::string name;
  HeaderCarrier headers;
  std::string expected;
  int malformed = 0;
  int dropped = 0;
};

DatadogCase Priority(const std::string& name, const std::string& value, const std::string& expected,
                     int malformed = 0) {
  return {name, WithIds({{"x-datadog-sampling-priority", value}}), kShort + expected, malformed};
}

DatadogCase Tags(const std::string& name, const std::string& value, const std::string& expected,
                 int dropped = 0) {
  return {name, WithIds({{"x-datadog-sampling-priority", "1"}, {"x-datadog-tags", value}}),
          expected, 0, dropped};
}

DatadogCase Ids(const std::string& name, const std::string& trace_id, const std::string& parent_id,
                const std::string& expected, int malformed = 0) {
  return {name,
          CarrierOf({{"x-datadog-trace-id", trace_id},
                     {"x-datadog-parent-id", parent_id},
                     {"x-datadog-sampling-priority", "1"}}),
          expected, malformed};
}

const std::vector<DatadogCase> kCases = {
    Priority("AutoKeep", "1", " 01 remote short"),
    Priority("AutoDrop", "0", " 00 remote short"),
    Priority("UserKeep", "2", " 01 remote short [dd=s:2]"),
    Priority("UserDrop", "-1", " 00 remote short [dd=s:-1]"),
    Priority("NoPriority_IsUndecided", "", " 00 remote deferred short"),
    Priority("UnknownPriority_IsKept", "3", " 01 remote short [dd=s:3]"),
    Priority("PriorityWithSpaces", " 1 ", " 01 remote short"),
    Priority("PriorityNotANumber_IsUndecided", "x", " 00 remote deferred short", 1),
    Priority("PriorityNotWhole_IsUndecided", "1.5", " 00 remote deferred short", 1),
    Priority("PriorityTooLarge_IsUndecided", "99999999999", " 00 remote deferred short", 1),

    Tags("UpperHalf", kTid, kFull + " 01 remote"),
    Tags("UpperHalf_UpperCase", "_dd.p.tid=4BF92F3577B34DA6", kFull + " 01 remote"),
    Tags("UpperHalfOfZeros", "_dd.p.tid=0000000000000000", kShort + " 01 remote short"),
    Tags("UpperHalfAmongTags", "_dd.p.dm=-4," + kTid + ",_dd.p.usr.id=YQ==",
         kFull + " 01 remote [dd=t.dm:-4;t.usr.id:YQ~~]"),
    Tags("UpperHalfTooShort", "_dd.p.tid=4bf92f3577b34da", kShort + " 01 remote short", 1),
    Tags("UpperHalfTooLong", "_dd.p.tid=4bf92f3577b34da61", kShort + " 01 remote short", 1),
    Tags("UpperHalfNotHex", "_dd.p.tid=4bf92f3577b34daz,_dd.p.dm=-4",
         kShort + " 01 remote short [dd=t.dm:-4]", 1),
    Tags("OtherTag_IsLeftOut", "foo=bar," + kTid, kFull + " 01 remote", 1),
    Tags("TagWithoutValue_IsLeftOut", "_dd.p.dm," + kTid, kFull + " 01 remote", 1),
    Tags("TagWithEmptyValue_IsLeftOut", "_dd.p.dm=," + kTid, kFull + " 01 remote", 1),
    Tags("TagWithSpaceInItsName_IsLeftOut", "_dd.p.dm =-4," + kTid, kFull + " 01 remote", 1),
    Tags("TrailingComma_IsLeftOut", kTid + ",", kFull + " 01 remote"),
    Tags("ReplacesWhatATraceStateCannotHold", "_dd.p.a=b;c~d",
         kShort + " 01 remote short [dd=t.a:b_c_d]", 1),
    Tags("LineBreakInATag", "_dd.p.a=b\r\nx: y", kShort + " 01 remote short [dd=t.a:b__x: y]", 1),
    Tags("TagsOf513Characters_AreIgnored", kTid + ",_dd.p.a=" + std::string(478, 'x'),
         kShort + " 01 remote short", 1),
    Tags("TagTooLongForATraceState_IsLeftOut", "_dd.p.a=" + std::string(300, 'x') + "," + kTid,
         kFull + " 01 remote", 1),
    {"Origin", WithIds({{"x-datadog-sampling-priority", "1"}, {"x-datadog-origin", "rum"}}),
     kShort + " 01 remote short [dd=o:rum]"},
    {"OriginWithReservedCharacters",
     WithIds({{"x-datadog-sampling-priority", "2"}, {"x-datadog-origin", "a=b;c,d~e f\xc3\xa9"}}),
     kShort + " 01 remote short [dd=s:2;o:a~b_c_d_e f__]", 0, 1},

    Ids("LargestIds", "18446744073709551615", "18446744073709551615",
        "0000000000000000ffffffffffffffff ffffffffffffffff 01 remote short"),
    Ids("SmallestIds", "1", "2",
        "00000000000000000000000000000001 0000000000000002 01 remote short"),
    Ids("ZerosInFront", "00011803532876627986230", "00067667974448284343",
        kShort + " 01 remote short"),
    Ids("SpacesAround", " " + kTraceId + " ", " " + kParentId + " ", kShort + " 01 remote short"),
    Ids("TraceIdOf65Bits", "18446744073709551616", "2", "none", 1),
    Ids("ParentIdOf65Bits", "1", "18446744073709551616", "none", 1),
    Ids("NegativeTraceId", "-1", "2", "none", 1),
    Ids("HexTraceId", "a3ce929d0e0e4736", "2", "none", 1),
    Ids("DoubleTraceId", "1.0098593911103332e+38", "2", "none", 1),
    Ids("ParentIdNotANumber", "1", "abc", "none", 1),
    Ids("ZeroTraceId", "0", "2", "none", 1),
    Ids("EmptyTraceId", "", "2", "none"),
    Ids("TwoTraceIds", "1,2", "2", "none", 1),
    Ids("ZeroParentId_IsADecision", kTraceId, "0", "no ids 01 remote"),
    Ids("NoParentId_IsADecision", kTraceId, "", "no ids 01 remote"),
    Ids("VeryLong", std::string(1 << 20, '9'), "2", "none", 1),
    {"ZeroParentId_KeepsTheOrigin",
     CarrierOf({{"x-datadog-trace-id", "1"},
                {"x-datadog-parent-id", "0"},
                {"x-datadog-sampling-priority", "2"},
                {"x-datadog-origin", "synthetics"}}),
     "no ids 01 remote [dd=s:2;o:synthetics]"},
    {"UpperHalfWithALowerHalfOfZeros",
     CarrierOf({{"x-datadog-trace-id", "0"},
                {"x-datadog-parent-id", "10"},
                {"x-datadog-sampling-priority", "1"},
                {"x-datadog-tags", "_dd.p.tid=00000000000000ff"}}),
     "00000000000000ff0000000000000000 000000000000000a 01 remote"},
    {"ZeroParentIdAndNoPriority_SayNothing",
     CarrierOf({{"x-datadog-trace-id", "1"}, {"x-datadog-parent-id", "0"}}), "none"},
    {"NoTraceId", CarrierOf({{"x-datadog-parent-id", "2"}}), "none"},
    {"BaggageAlone", CarrierOf({{"ot-baggage-k", "v"}}), "none"},
    {"NoHeaders", CarrierOf({}), "none"},
};

class DatadogTest : public ::testing::TestWithParam<DatadogCase> {};

TEST_P(DatadogTest, IsReadAsDatadogsTracersMeanIt) {
  EXPECT_EQ(Text(trace::GetSpanContext(Extracted(GetParam().headers))), GetParam().expected);
}

TEST_P(DatadogTest, CountsWhatItCannotRead) {
  const auto malformed = Counted(Diagnostic::kHeaderMalformed);
  const auto dropped = Counted(Diagnostic::kHeaderFieldDropped);
  Extracted(GetParam().headers);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - malformed, GetParam().malformed);
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped) - dropped, GetParam().dropped);
}

TEST_P(DatadogTest, LeavesTheContextAloneWithoutAResult) {
  context::Context before("key", true);
  EXPECT_EQ(Extracted(GetParam().headers, before) == before, GetParam().expected == "none");
}

INSTANTIATE_TEST_SUITE_P(Headers, DatadogTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

std::string Lines(const Headers& headers) { return CarrierOf(headers).Text(); }

TEST(DatadogPropagatorTest, SendsOnWhatItReceived) {
  const Headers cases[] = {
      {{"x-datadog-sampling-priority", "1"}},
      {{"x-datadog-sampling-priority", "0"}},
      {{"x-datadog-sampling-priority", "-1"}},
      {{"x-datadog-sampling-priority", "2"}, {"x-datadog-origin", "rum"}},
      {},
      {{"x-datadog-sampling-priority", "2"}, {"x-datadog-tags", kTid}},
      {{"x-datadog-sampling-priority", "2"}, {"x-datadog-tags", kTid + ",_dd.p.dm=-4"}},
      {{"x-datadog-sampling-priority", "1"}, {"x-datadog-tags", "_dd.p.a=YQ==,_dd.p.dm=-1"}},
      {{"x-datadog-sampling-priority", "1"},
       {"x-datadog-origin", "a=b"},
       {"ot-baggage-user", "4 2"}},
  };
  for (const Headers& headers : cases) {
    Headers with_ids = headers;
    with_ids.emplace_back("x-datadog-trace-id", kTraceId);
    with_ids.emplace_back("x-datadog-parent-id", kParentId);
    EXPECT_EQ(Sent(Extracted(CarrierOf(with_ids))), Lines(with_ids));
  }
}

context::Context Received(const std::string& tracestate, bool sampled) {
  const std::string flags = sampled ? "-01" : "-00";
  HeaderCarrier carrier(
      {{"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7" + flags},
       {"tracestate", tracestate}});
  context::Context before;
  return HttpTraceContext().Extract(carrier, before);
}

std::string WithFullIds(const std::string& priority, const std::string& tags,
                        const std::string& origin = "") {
  Headers headers = {{"x-datadog-trace-id", kTraceId},
                     {"x-datadog-parent-id", kParentId},
                     {"x-datadog-sampling-priority", priority},
                     {"x-datadog-tags", kTid + tags}};
  if (!origin.empty()) headers.emplace_back("x-datadog-origin", origin);
  return Lines(headers);
}

TEST(DatadogPropagatorTest, SendsWhatTheTraceStateSays) {
  EXPECT_EQ(Sent(Received("", true)), WithFullIds("1", ""));
  EXPECT_EQ(Sent(Received("foo=1", false)), WithFullIds("0", ""));
  EXPECT_EQ(Sent(Received("foo=1,dd=s:2;o:a~b;t.dm:-4;p:00f067aa0ba902b7", true)),
            WithFullIds("2", ",_dd.p.dm=-4", "a=b"));
  EXPECT_EQ(Sent(Received("dd=t.tid:4bf92f3577b34da6;s:-1", false)), WithFullIds("-1", ""));
  EXPECT_EQ(Sent(Received("dd=garbage;future:x", true)), WithFullIds("1", ""));
}

TEST(DatadogPropagatorTest, TrustsTheSampledFlagMoreThanThePriority) {
  EXPECT_EQ(Sent(Received("dd=s:2;t.dm:-4;t.usr:a", false)), WithFullIds("0", ",_dd.p.usr=a"));
  EXPECT_EQ(Sent(Received("dd=s:-1;t.dm:-4", true)), WithFullIds("1", ""));
  EXPECT_EQ(Sent(Received("dd=s:x;t.dm:-4", true)), WithFullIds("1", ""));
}

TEST(DatadogPropagatorTest, NeverSendsMoreThan512CharactersOfTags) {
  std::string member;
  while (member.size() < 246) member.append("t.a:b;");  // the form that grows most
  HeaderCarrier carrier;
  DatadogPropagator().Inject(carrier, Received("dd=" + member + "t.a:bcdef", true));
  const std::string tags(carrier.Get("x-datadog-tags"));
  EXPECT_EQ(tags.substr(0, kTid.size()), kTid);
  EXPECT_GT(tags.size(), 400u);
  EXPECT_LE(tags.size(), 512u);

  std::string empty_tags = "t.:";
  while (empty_tags.size() < 250) empty_tags += ";t.:";
  EXPECT_EQ(Sent(Received("dd=" + empty_tags, true)), WithFullIds("1", ""));
}

// A 64-bit header beside a W3C one of the same caller.
TEST(DatadogPropagatorTest, KeepsTheUpperHalfThatAnotherHeaderKnew) {
  context::Context known = Received("foo=1", true);
  const auto merged = DatadogPropagator().Extract(
      WithIds({{"x-datadog-sampling-priority", "2"}, {"x-datadog-tags", "_dd.p.dm=-4"}}), known);
  EXPECT_EQ(Text(trace::GetSpanContext(merged)), kFull + " 01 remote [dd=s:2;t.dm:-4,foo=1]");

  context::Context more = Received("foo=1,dd=s:2;p:1", true);
  EXPECT_EQ(Text(trace::GetSpanContext(DatadogPropagator().Extract(
                WithIds({{"x-datadog-sampling-priority", "2"}}), more))),
            kFull + " 01 remote [foo=1,dd=s:2;p:1]");
}

std::string BaggageText(const context::Context& context) {
  std::string text;
  baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        text.append(key).append("=").append(value).append("\n");
        return true;
      });
  return text;
}

struct BaggageCase {
  std::string value;
  std::string header;
};

const BaggageCase kBaggage[] = {
    {"v", "v"},
    {"", ""},
    {"a b,c;d=e\"\\", "a b,c;d=e\"\\"},
    {"100%", "100%"},
    {"a%20b", "a%20b"},
    {"\xe6\x97\xa5", "%E6%97%A5"},
    {"a\tb\r\nc", "a%09b%0D%0Ac"},
    {std::string("a\0b\x7f", 4), "a%00b%7F"},
};

TEST(DatadogBaggageTest, IsSentAsItIsButForBytesThatAHeaderCannotHold) {
  for (const BaggageCase& row : kBaggage) {
    auto context = Extracted(WithIds({{"x-datadog-sampling-priority", "1"}}));
    context = baggage::SetBaggage(context, baggage::Baggage::GetDefault()->Set("k", row.value));
    HeaderCarrier carrier;
    DatadogPropagator().Inject(carrier, context);
    EXPECT_EQ(carrier.Get("ot-baggage-k"), row.header);
  }
}

TEST(DatadogBaggageTest, IsReadAsSent) {
  for (const BaggageCase& row : kBaggage) {
    EXPECT_EQ(BaggageText(Extracted(WithIds({{"OT-Baggage-K", row.header}}))),
              "k=" + row.value + "\n");
  }
}

// The item that `lightstep` keeps a trace id in, with headers of the same prefix.
TEST(DatadogBaggageTest, IsNotTheItemThatHoldsATraceId) {
  const HeaderCarrier received(
      {{"x-datadog-trace-id", "11803532876627986230"},
       {"x-datadog-parent-id", "67667974448284343"},
       {"x-datadog-sampling-priority", "1"},
       {"ot-baggage-tracebridge-trace-id", "4bf92f3577b34da6a3ce929d0e0e4736"},
       {"ot-baggage-user", "alice"}});
  const auto context = Extracted(received);
  EXPECT_EQ(BaggageText(context),
            BaggageText(Extracted(HeaderCarrier({{"x-datadog-trace-id", "1"},
                                                 {"x-datadog-parent-id", "1"},
                                                 {"ot-baggage-user", "alice"}}))));
  EXPECT_EQ(Text(trace::GetSpanContext(context)),
            "4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01 remote");
}

TEST(DatadogBaggageTest, CountsKeysThatAreNoPartOfAHeader) {
  auto context = Extracted(WithIds({{"x-datadog-sampling-priority", "1"}}));
  context = baggage::SetBaggage(context, baggage::Baggage::GetDefault()->Set("a b", "c"));
  const auto before = Counted(Diagnostic::kBaggageNotAHeader);
  EXPECT_EQ(Sent(context).find("a b"), std::string::npos);
  EXPECT_EQ(Counted(Diagnostic::kBaggageNotAHeader), before + 1);
}

TEST(DatadogPropagatorTest, SendsNothingWithoutASpanContext) {
  EXPECT_EQ(Sent(context::Context()), "");
  EXPECT_EQ(Sent(Extracted(CarrierOf({{"x-datadog-trace-id", "1"},
                                      {"x-datadog-parent-id", "0"},
                                      {"x-datadog-sampling-priority", "1"}}))),
            "");
}

TEST(DatadogPropagatorTest, NamesItsHeadersAndTheirPrefix) {
  std::string names;
  const auto add = [&](nostd::string_view name) {
    names.append(name).append(" ");
    return true;
  };
  EXPECT_TRUE(DatadogPropagator().Fields(add));
  EXPECT_TRUE(DatadogPropagator().Prefixes(add));
  EXPECT_EQ(names,
            "x-datadog-trace-id x-datadog-parent-id x-datadog-sampling-priority x-datadog-origin "
            "x-datadog-tags ot-baggage- ");
}

}  // namespace
}  // namespace tracebridge::datadog_propagator_test
