// What a process on two formats believes, sends and counts.
#include "tracebridge/wire_propagator.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "migration/wire/other_parents.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/header_carrier.h"
#include "tests/unit/migration/wire/old_format.h"
#include "tracebridge/peer.h"

namespace tracebridge::wire::wire_propagator_test {
namespace {

using opentelemetry::baggage::GetBaggage;
using opentelemetry::context::Context;
using tracebridge::test::HeaderCarrier;
using Headers = std::initializer_list<std::pair<std::string, std::string>>;

const std::string kTrace = "0af7651916cd43dd8448eb211c80319c";
const std::string kShort = "8448eb211c80319c";  // what 64 bits keep of it

std::vector<NamedFormat> Formats() {
  return {{"old", std::make_shared<OldFormat>()},
          {"tracecontext", std::make_shared<opentelemetry::trace::propagation::HttpTraceContext>()},
          {"baggage", std::make_shared<opentelemetry::baggage::propagation::BaggagePropagator>()},
          {"older", std::make_shared<OldFormat>("older")}};
}

Policy Parsed(const std::string& json) { return *ParsePolicy(json); }

// The ids and the baggage of a context: `0af7...-b7ad...-1 user=alice`.
std::string Text(const Context& context) {
  const auto span = opentelemetry::trace::GetSpanContext(context);
  char trace[32];
  char id[16];
  span.trace_id().ToLowerBase16(trace);
  span.span_id().ToLowerBase16(id);
  std::string text = span.IsValid() ? std::string(trace, 32) + "-" + std::string(id, 16) +
                                          (span.IsSampled() ? "-1" : "-0")
                                    : "none";
  const std::string baggage = GetBaggage(context)->ToHeader();
  return baggage.empty() ? text : text + " " + baggage;
}

const std::string kHalf(4000, 'x');

std::string Items(int number) {
  std::string header;
  for (int i = 0; i < number; ++i) header += (i == 0 ? "k" : ",k") + std::to_string(i) + "=v";
  return header;
}

struct ExtractCase {
  std::string name;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string policy;
  std::string expected;
  std::string links = {};    // of the span that starts under it: `older:<trace>-<span>`
  std::string counted = {};  // parts of "requests" and "formats" that are not zero
};

const ExtractCase kCases[] = {
    {"Nothing", {}, "{}", "none", "", R"({"requests":{"received":1,"without_context":1}})"},
    {"OldAlone",
     {{"old", kTrace + ":b7ad6b7169203331:1"}},
     "{}",
     kTrace + "-b7ad6b7169203331-1",
     "",
     R"({"requests":{"received":1,"only_legacy":1},"formats":{"old":{"received":1}}})"},
    {"W3cAlone",
     {{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-00"}},
     "{}",
     kTrace + "-b7ad6b7169203331-0",
     "",
     R"({"requests":{"received":1},"formats":{"tracecontext":{"received":1}}})"},
    {"Agreeing",
     {{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"},
      {"old", kTrace + ":b7ad6b7169203331:1"}},
     "{}",
     kTrace + "-b7ad6b7169203331-1",
     "",
     R"({"requests":{"received":1},"formats":{"old":{"received":1},"tracecontext":{"received":1}}})"},
    {"ShortIdAgrees",
     {{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"},
      {"old", kShort + ":b7ad6b7169203331:1"}},
     "{}",
     kTrace + "-b7ad6b7169203331-1",
     "",
     R"({"requests":{"received":1},"formats":{"old":{"received":1},"tracecontext":{"received":1}}})"},
    {"ShortIdWithPrecedence_IsCompleted",
     {{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"},
      {"old", kShort + ":b7ad6b7169203331:1"}},
     R"({"precedence": ["old"]})",
     kTrace + "-b7ad6b7169203331-1",
     "",
     R"({"requests":{"received":1},"formats":{"old":{"received":1},"tracecontext":{"received":1}}})"},
    {"AnotherSpan_W3cIsBelieved",
     {{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"},
      {"old", kTrace + ":00f067aa0ba902b7:1"}},
     "{}",
     kTrace + "-b7ad6b7169203331-1",
     "old:" + kTrace + "-00f067aa0ba902b7",
     R"({"requests":{"received":1,"conflicting":1},)"
     R"("formats":{"old":{"received":1,"conflicting":1},"tracecontext":{"received":1}}})"},
    {"AnotherSpan_OldIsBelievedIfThePolicySaysSo",
     {{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"},
      {"old", kTrace + ":00f067aa0ba902b7:1"}},
     R"({"precedence": ["old"]})",
     kTrace + "-00f067aa0ba902b7-1",
     "tracecontext:" + kTrace + "-b7ad6b7169203331",
     R"({"requests":{"received":1,"conflicting":1},)"
     R"("formats":{"old":{"received":1},"tracecontext":{"received":1,"conflicting":1}}})"},
    {"AnotherTrace",
     {{"old", "00000000000000000000000000000abc:b7ad6b7169203331:1"},
      {"older", kTrace + ":b7ad6b7169203331:1"}},
     "{}",
     "00000000000000000000000000000abc-b7ad6b7169203331-1",
     "older:" + kTrace + "-b7ad6b7169203331",
     R"({"requests":{"received":1,"only_legacy":1,"conflicting":1},)"
     R"("formats":{"old":{"received":1},"older":{"received":1,"conflicting":1}}})"},
    {"TwoOthers",
     {{"traceparent", "00-" + kTrace + "-0000000000000001-01"},
      {"old", kTrace + ":0000000000000002:1"},
      {"older", kTrace + ":0000000000000003:1"}},
     "{}",
     kTrace + "-0000000000000001-1",
     "old:" + kTrace + "-0000000000000002 older:" + kTrace + "-0000000000000003",
     R"({"requests":{"received":1,"conflicting":1},"formats":{"old":{"received":1,"conflicting":1},)"
     R"("tracecontext":{"received":1},"older":{"received":1,"conflicting":1}}})"},
    {"NotSampled_NoSpanWouldCarryTheLink",
     {{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-00"},
      {"old", kTrace + ":00f067aa0ba902b7:1"}},
     "{}",
     kTrace + "-b7ad6b7169203331-0",
     "",
     R"({"requests":{"received":1,"conflicting":1},)"
     R"("formats":{"old":{"received":1,"conflicting":1},"tracecontext":{"received":1}}})"},
    {"NotRead",
     {{"old", kTrace + ":b7ad6b7169203331:1"}},
     R"({"read": ["tracecontext", "baggage"]})",
     "none",
     "",
     R"({"requests":{"received":1,"without_context":1}})"},
    {"Malformed",
     {{"traceparent", "00-zz"}, {"old", kTrace + ":b7ad6b7169203331:1"}},
     "{}",
     kTrace + "-b7ad6b7169203331-1",
     "",
     R"({"requests":{"received":1,"only_legacy":1},)"
     R"("formats":{"old":{"received":1},"tracecontext":{"malformed":1}}})"},
    {"BaggageIsTheUnion_TheFirstFormatWins",
     {{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"},
      {"baggage", "user=bob;v=1"},
      {"old-bag", "user=alice"},
      {"older-bag", "tenant=x"}},
     "{}",
     kTrace + "-b7ad6b7169203331-1 user=bob;v=1,tenant=x",
     "",
     R"({"requests":{"received":1},"formats":{"old":{"received":1},"tracecontext":{"received":1},)"
     R"("baggage":{"received":1},"older":{"received":1}}})"},
    {"BaggageAlone",
     {{"baggage", "user=bob"}},
     "{}",
     "none user=bob",
     "",
     R"({"requests":{"received":1,"without_context":1},"formats":{"baggage":{"received":1}}})"},
    {"BaggageOfLessPrecedence_FindsWhatRoomIsLeftInNumber",
     {{"baggage", Items(180)}, {"old-bag", "user=alice"}},
     "{}",
     "none " + Items(180),
     "",
     R"({"requests":{"received":1,"without_context":1},)"
     R"("formats":{"old":{"received":1},"baggage":{"received":1}}})"},
    {"BaggageOfLessPrecedence_FindsWhatRoomIsLeftInSize",
     {{"baggage", "a=" + kHalf + ",b=" + kHalf},
      {"old-bag", "user=" + kHalf},
      {"older-bag", "c=1"}},
     "{}",
     "none a=" + kHalf + ",b=" + kHalf + ",c=1",
     "",
     R"({"requests":{"received":1,"without_context":1},)"
     R"("formats":{"old":{"received":1},"baggage":{"received":1},"older":{"received":1}}})"},
};

class WireExtractTest : public ::testing::TestWithParam<ExtractCase> {};

TEST_P(WireExtractTest, BelievesCompletesLinksAndCounts) {
  WirePropagator wire(Formats());
  ASSERT_TRUE(wire.SetPolicy(Parsed(GetParam().policy)));
  HeaderCarrier carrier;
  for (const auto& [name, value] : GetParam().headers) carrier.Receive(name, value);
  Context empty;
  const Context extracted = wire.Extract(carrier, empty);
  EXPECT_EQ(Text(extracted), GetParam().expected);

  std::string links;
  const auto parent = opentelemetry::trace::GetSpanContext(extracted);
  TakeOthers(parent, [&](const OtherParent& other) {
    char trace[32];
    char id[16];
    other.context.trace_id().ToLowerBase16(trace);
    other.context.span_id().ToLowerBase16(id);
    links += (links.empty() ? "" : " ") + std::string(other.format.data()) + ":" +
             std::string(trace, 32) + "-" + std::string(id, 16);
  });
  EXPECT_EQ(links, GetParam().links);
  TakeOthers(parent,
             [](const OtherParent&) { ADD_FAILURE() << "a second span has the links too"; });

  auto counted = nlohmann::ordered_json::parse(wire.CountersJson());
  counted.erase("policy");
  counted.erase("peers");
  counted.erase("last_only_legacy_unix_s");
  EXPECT_EQ(counted.dump(), GetParam().counted);
}

INSTANTIATE_TEST_SUITE_P(Table, WireExtractTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

Context Request() {
  HeaderCarrier carrier{{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"},
                        {"baggage", "user=alice"}};
  Context empty;
  return WirePropagator(Formats()).Extract(carrier, empty);
}

TEST(WirePropagatorTest, WritesWhatThePhaseSays) {
  const std::string w3c = "baggage: user=alice\ntraceparent: 00-" + kTrace + "-b7ad6b7169203331-01";
  const std::string value = kTrace + ":b7ad6b7169203331:1";
  const std::pair<std::string, std::string> cases[] = {
      {R"({"phase": "legacy"})",
       "old: " + value + "\nold-bag: user=alice\nolder: " + value + "\nolder-bag: user=alice"},
      {R"({"phase": "w3c"})", w3c},
      {R"({"write": ["older", "tracecontext"]})", "older: " + value +
                                                      "\nolder-bag: user=alice\ntraceparent: 00-" +
                                                      kTrace + "-b7ad6b7169203331-01"},
      {R"({"write": []})", ""},
  };
  WirePropagator wire(Formats());
  for (const auto& [policy, expected] : cases) {
    SCOPED_TRACE(policy);
    ASSERT_TRUE(wire.SetPolicy(Parsed(policy)));
    HeaderCarrier carrier;
    wire.Inject(carrier, Request());
    EXPECT_EQ(carrier.Text(), expected);
  }
}

TEST(WirePropagatorTest, KeepsItsPolicyWhenTheNewOneIsWrong) {
  WirePropagator wire(Formats());
  ASSERT_TRUE(wire.SetPolicy(Parsed(R"({"write": ["old"]})")));
  EXPECT_FALSE(wire.SetPolicy(Parsed(R"({"write": ["jaeger"]})")));
  HeaderCarrier carrier;
  wire.Inject(carrier, Request());
  EXPECT_EQ(carrier.Text().substr(0, 4), "old:");
}

TEST(WirePropagatorTest, KeepsItsAllowListUntilAPolicyHasAnother) {
  const std::pair<std::string, std::string> policies[] = {
      {"{}", "user=alice"},  // nobody has said anything yet
      {R"({"baggage": ["tenant"]})", ""},
      {R"({"phase": "w3c"})", ""},
      {R"({"phase": "w3c", "baggage": ["user"]})", "user=alice"},
      {R"({"baggage": []})", ""},
      {"{}", ""},
      {R"({"baggage": ["*"]})", "user=alice"},
      {"{}", "user=alice"},
  };
  WirePropagator wire(Formats());
  const Context request = Request();
  for (const auto& [policy, expected] : policies) {
    SCOPED_TRACE(policy);
    ASSERT_TRUE(wire.SetPolicy(Parsed(policy)));
    HeaderCarrier carrier;
    wire.Inject(carrier, request);
    EXPECT_EQ(carrier.Get("baggage"), expected);
  }
}

TEST(WirePropagatorTest, CountsByPeerAndWithholdsBaggageByDestination) {
  WirePropagator wire(Formats());
  ASSERT_TRUE(wire.SetPolicy(Parsed(R"({"phase": "w3c", "baggage": ["billing: user"]})")));
  const Context request = Request();
  const auto sent_to = [&](const char* peer) {
    const PeerScope scope(peer);
    HeaderCarrier carrier;
    wire.Inject(carrier, request);
    return carrier.Text();
  };
  EXPECT_EQ(sent_to("billing").substr(0, 19), "baggage: user=alice");
  EXPECT_EQ(sent_to("search").substr(0, 11), "traceparent");

  const auto json = nlohmann::json::parse(wire.CountersJson());
  EXPECT_EQ(json["peers"]["billing"]["requests"].dump(), R"({"sent":1})");
  EXPECT_EQ(json["peers"]["search"]["requests"].dump(), R"({"baggage_withheld":1,"sent":1})");
  EXPECT_EQ(json["requests"].dump(), R"({"baggage_withheld":1,"sent":2})");
}

// Whoever does not look for W3C's header cannot say that it was missing.
TEST(WirePropagatorTest, CountsNobodyAsLegacyWhileItDoesNotReadTheOther) {
  WirePropagator wire(Formats());
  ASSERT_TRUE(wire.SetPolicy(Parsed(R"({"read": ["old"]})")));
  const HeaderCarrier received{{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"},
                               {"old", kTrace + ":b7ad6b7169203331:1"}};
  Context empty;
  wire.Extract(received, empty);
  const auto counted = nlohmann::json::parse(wire.CountersJson());
  EXPECT_EQ(counted["requests"].dump(), R"({"received":1})");
  EXPECT_EQ(counted.count("last_only_legacy_unix_s"), 0u);
}

TEST(WirePropagatorTest, WatchesOneFileAlone) {
  char name[] = "/tmp/wire_policy_XXXXXX";
  close(mkstemp(name));
  WirePropagator wire(Formats());
  std::string told;
  const auto log = [&told](bool, const std::string& what) { told += what + "\n"; };
  const auto write = [&name](const char* text) { std::ofstream(name) << text; };
  write(R"({"write": ["old"]})");
  wire.WatchFile(name, log);
  write(R"({"write": ["older"]})");
  wire.WatchFile(name, log);
  std::remove(name);
  EXPECT_EQ(told, nlohmann::json::parse(wire.CountersJson())["policy"].dump() + "\n");
  HeaderCarrier carrier;
  wire.Inject(carrier, Request());
  EXPECT_EQ(carrier.Text().substr(0, 4), "old:");
}

TEST(WirePropagatorTest, CountsAsSentWhatWasWritten) {
  WirePropagator wire(Formats());
  const auto counted = [&wire] { return nlohmann::json::parse(wire.CountersJson()); };
  HeaderCarrier carrier;
  HeaderCarrier received{{"traceparent", "00-" + kTrace + "-b7ad6b7169203331-01"}};
  Context empty;
  wire.Inject(carrier, WirePropagator(Formats()).Extract(received, empty));
  EXPECT_EQ(counted()["formats"].dump(),
            R"({"old":{"sent":1},"older":{"sent":1},"tracecontext":{"sent":1}})");

  HeaderCarrier of_baggage{{"baggage", "user=alice"}};
  wire.Inject(carrier, WirePropagator(Formats()).Extract(of_baggage, empty));
  EXPECT_EQ(counted()["formats"]["baggage"].dump(), R"({"sent":1})");
  EXPECT_EQ(counted()["requests"].dump(), R"({"sent":1})");
}

TEST(WirePropagatorTest, TellsWhenSomebodyLastNeededTheOldFormats) {
  WirePropagator wire(Formats());
  HeaderCarrier carrier{{"old", kTrace + ":b7ad6b7169203331:1"}};
  Context empty;
  const PeerScope scope("laggard");
  const auto before = std::time(nullptr);
  wire.Extract(carrier, empty);
  const auto json = nlohmann::json::parse(wire.CountersJson());
  EXPECT_GE(json["peers"]["laggard"]["last_only_legacy_unix_s"], before - 1);
  EXPECT_EQ(json["last_only_legacy_unix_s"], json["peers"]["laggard"]["last_only_legacy_unix_s"]);
}

TEST(WirePropagatorTest, TellsTheSameNumbersAsRows) {
  WirePropagator wire(Formats());
  EXPECT_TRUE(wire.Counts().empty());
  HeaderCarrier carrier{{"old", kTrace + ":b7ad6b7169203331:1"}};
  Context empty;
  wire.Extract(carrier, empty);
  const PeerScope scope("laggard");
  wire.Extract(carrier, empty);
  wire.Extract(carrier, empty);
  std::string rows;
  for (const WireCount& row : wire.Counts()) {
    rows += row.peer + " " + (row.format.empty() ? "" : row.format + " ") + row.what + " " +
            std::to_string(row.count) + "\n";
  }
  EXPECT_EQ(rows,
            "unknown received 1\nunknown only_legacy 1\nunknown old received 1\n"
            "laggard received 2\nlaggard only_legacy 2\nlaggard old received 2\n");
}

TEST(WirePropagatorTest, ChangesItsPolicyWhileRequestsRun) {
  WirePropagator wire(Formats());
  std::atomic<bool> stop{false};
  std::atomic<int> torn{0};
  std::thread requests([&] {
    const Context request = Request();
    while (!stop.load()) {
      HeaderCarrier carrier;
      wire.Inject(carrier, request);
      const bool has_old = !carrier.Get("old").empty();
      const bool has_new = !carrier.Get("traceparent").empty();
      if (has_old == has_new) torn.fetch_add(1);
      Context empty;
      wire.Extract(carrier, empty);
    }
  });
  const Policy policies[] = {Parsed(R"({"write": ["old"]})"), Parsed(R"({"phase": "w3c"})")};
  ASSERT_TRUE(wire.SetPolicy(policies[0]));
  torn = 0;
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(wire.SetPolicy(policies[i % 2]));
  stop = true;
  requests.join();
  EXPECT_LE(torn, 1);  // the request that ran when `torn` was reset
}

TEST(WirePropagatorTest, AnnouncesTheFieldsOfAllFormats) {
  std::string fields;
  WirePropagator(Formats()).Fields([&](std::string_view field) {
    fields += std::string(field) + " ";
    return true;
  });
  EXPECT_EQ(fields, "old old-bag traceparent tracestate baggage older older-bag ");
}

}  // namespace
}  // namespace tracebridge::wire::wire_propagator_test
