// One case per field of the header and per malformation. A result is written as in tests/support/span_context_text.h.
#include "tracebridge/xray_propagator.h"

#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::xray_propagator_test {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using test::HeaderCarrier;
using test::Text;

const std::string kRoot = "Root=1-5759e988-bd862e3fe1be46a994272793";
const std::string kIds = kRoot + ";Parent=53995c3f42cd8ad8";
const std::string kResult = "5759e988bd862e3fe1be46a994272793 53995c3f42cd8ad8";

context::Context Extracted(const std::string& header, context::Context before = {}) {
  return XRayPropagator().Extract(HeaderCarrier({{"X-Amzn-Trace-Id", header}}), before);
}

struct XRayCase {
  std::string name;
  std::string header;
  std::string expected;
  int malformed = 0;
};

const XRayCase kCases[] = {
    {"Sampled", kIds + ";Sampled=1", kResult + " 01 remote"},
    {"NotSampled", kIds + ";Sampled=0", kResult + " 00 remote"},
    {"AskedFor_IsUndecided", kIds + ";Sampled=?", kResult + " 00 remote deferred"},
    {"WithoutSampled_IsUndecided", kIds, kResult + " 00 remote deferred"},
    {"EmptySampled_IsUndecided", kIds + ";Sampled=", kResult + " 00 remote deferred"},
    {"UnknownSampled_IsUndecided", kIds + ";Sampled=2", kResult + " 00 remote deferred", 1},
    {"WordSampled_IsUndecided", kIds + ";Sampled=true", kResult + " 00 remote deferred", 1},
    {"OtherOrder", "Sampled=1;Parent=53995c3f42cd8ad8;" + kRoot, kResult + " 01 remote"},
    {"OtherCase", "ROOT=1-5759E988-BD862E3FE1BE46A994272793;parent=53995C3F42CD8AD8;SAMPLED=1",
     kResult + " 01 remote"},
    {"SpacesAround", " " + kRoot + " ; Parent = 53995c3f42cd8ad8 ; Sampled=1 ",
     kResult + " 01 remote"},
    {"TrailingSemicolon", kIds + ";Sampled=1;", kResult + " 01 remote"},
    {"EmptyFields", ";;" + kIds + ";;Sampled=1", kResult + " 01 remote"},
    {"SelfOfALoadBalancer", "Self=1-67891234-12456789abcdef012345678a;" + kIds + ";Sampled=1",
     kResult + " 01 remote"},
    {"Lineage", kIds + ";Sampled=1;Lineage=a87bd80c:1|68fd508a:5",
     kResult + " 01 remote [xray=Lineage:a87bd80c:1|68fd508a:5]"},
    {"OwnFields", "a=b=c;" + kIds + ";Sampled=0;CalledFrom=app",
     kResult + " 00 remote [xray=a:b~c;CalledFrom:app]"},
    {"LastOfTwoRoots", kRoot + ";Root=1-11111111-222222222222222222222222;Parent=53995c3f42cd8ad8",
     "11111111222222222222222222222222 53995c3f42cd8ad8 00 remote deferred"},
    {"NoParent_IsADecision", kRoot + ";Sampled=1", "no ids 01 remote"},
    {"NoParent_Denied", kRoot + ";Sampled=0", "no ids 00 remote"},
    {"ZeroParent_IsADecision", kRoot + ";Parent=0000000000000000;Sampled=1", "no ids 01 remote"},
    {"RootAlone_SaysNothing", kRoot, "none"},
    {"NoRoot", "Parent=53995c3f42cd8ad8;Sampled=1", "none", 1},
    {"LaterVersion", "Root=2-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8", "none", 1},
    {"ZeroRoot", "Root=1-00000000-000000000000000000000000;Parent=53995c3f42cd8ad8", "none", 1},
    {"ShortTime", "Root=1-759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8", "none", 1},
    {"ShortUniqueId", "Root=1-5759e988-bd862e3fe1be46a99427279;Parent=53995c3f42cd8ad8", "none", 1},
    {"LongUniqueId", "Root=1-5759e988-bd862e3fe1be46a9942727930;Parent=53995c3f42cd8ad8", "none",
     1},
    {"NoDashes", "Root=15759e988bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8", "none", 1},
    {"RootNotHex", "Root=1-5759e98g-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8", "none", 1},
    {"ShortParent", kRoot + ";Parent=3995c3f42cd8ad8;Sampled=1", "none", 1},
    {"LongParent", kRoot + ";Parent=53995c3f42cd8ad80;Sampled=1", "none", 1},
    {"EmptyParent", kRoot + ";Parent=;Sampled=1", "none", 1},
    {"Commas", kRoot + ",Parent=53995c3f42cd8ad8,Sampled=1", "none", 1},
    {"TwoHeaders", kIds + ";Sampled=1," + kIds + ";Sampled=1", "none", 1},
    {"LineBreak", kIds + ";Sampled=1\r\nx: y", kResult + " 00 remote deferred", 1},
    {"Empty", "", "none"},
    {"Garbage", "garbage", "none", 1},
    {"Equals", "=;=", "none", 1},
    {"VeryLong", std::string(1 << 20, '0'), "none", 1},
};

class XRayTest : public ::testing::TestWithParam<XRayCase> {};

TEST_P(XRayTest, IsReadAsItsDescriptionSays) {
  EXPECT_EQ(Text(trace::GetSpanContext(Extracted(GetParam().header))), GetParam().expected);
}

TEST_P(XRayTest, IsCountedWhenMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Extracted(GetParam().header);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().malformed);
}

TEST_P(XRayTest, LeavesTheContextAloneWithoutAResult) {
  context::Context before("key", true);
  EXPECT_EQ(Extracted(GetParam().header, before) == before, GetParam().expected == "none");
}

INSTANTIATE_TEST_SUITE_P(Header, XRayTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

std::string Sent(const context::Context& context) {
  HeaderCarrier carrier;
  XRayPropagator().Inject(carrier, context);
  return carrier.Text();
}

TEST(XRayPropagatorTest, SendsOnWhatItReceived) {
  for (const std::string& header :
       {kIds + ";Sampled=1", kIds + ";Sampled=0", kIds,
        kIds + ";Sampled=1;Lineage=a87bd80c:1|68fd508a:5", kIds + ";Sampled=1;a=b=c;d=e"}) {
    EXPECT_EQ(Sent(Extracted(header)), "x-amzn-trace-id: " + header);
  }
}

TEST(XRayPropagatorTest, DoesNotSendOnWhatALoadBalancerAdded) {
  EXPECT_EQ(Sent(Extracted("Self=1-67891234-12456789abcdef012345678a;" + kIds + ";Sampled=1")),
            "x-amzn-trace-id: " + kIds + ";Sampled=1");
}

TEST(XRayPropagatorTest, KeepsOtherFieldsOverAHopThatSpeaksW3C) {
  trace::propagation::HttpTraceContext w3c;
  HeaderCarrier between;
  w3c.Inject(between, Extracted(kIds + ";Sampled=1;Lineage=a87bd80c:1"));
  context::Context before;
  EXPECT_EQ(Sent(w3c.Extract(between, before)),
            "x-amzn-trace-id: " + kIds + ";Sampled=1;Lineage=a87bd80c:1");
}

// Whoever sends a `tracestate` could otherwise choose our trace, our parent and our decision: of two fields with one
// name the last counts.
TEST(XRayPropagatorTest, TakesNoIdsAndNoDecisionFromTheTraceState) {
  for (const std::string member :
       {"Root:1-deadbeef-deadbeefdeadbeefdeadbeef;Parent:eeeeeeeeeeeeeeee;Sampled:0",
        "a:1;ROOT:1-deadbeef-deadbeefdeadbeefdeadbeef", "sampled:0", "parent :eeeeeeeeeeeeeeee",
        " Self:1-67891234-12456789abcdef012345678a;Lineage:x", ":eeeeeeeeeeeeeeee", "Sampled"}) {
    SCOPED_TRACE(member);
    trace::propagation::HttpTraceContext w3c;
    context::Context before;
    const HeaderCarrier received(
        {{"traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01"},
         {"tracestate", "xray=" + member}});
    const std::string sent = Sent(w3c.Extract(received, before));
    EXPECT_EQ(sent.substr(0, sent.find(";a=1")).substr(0, sent.find(";Lineage=x")),
              "x-amzn-trace-id: " + kIds + ";Sampled=1");
  }
}

TEST(XRayPropagatorTest, CountsFieldsThatItCannotKeep) {
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  EXPECT_EQ(Sent(Extracted(kIds + ";Sampled=1;a=b\r\nx: y;c=d,e;f=" + std::string(300, 'x'))),
            "x-amzn-trace-id: " + kIds + ";Sampled=1");
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 3);
}

TEST(XRayPropagatorTest, SendsNothingWithoutASpanContext) {
  EXPECT_EQ(Sent(Extracted("garbage")), "");
  EXPECT_EQ(Sent(Extracted(kRoot + ";Sampled=1")), "");
}

TEST(XRayPropagatorTest, NamesItsHeader) {
  std::string fields;
  EXPECT_TRUE(XRayPropagator().Fields([&](nostd::string_view field) {
    fields.append(field);
    return true;
  }));
  EXPECT_EQ(fields, "x-amzn-trace-id");
}

}  // namespace
}  // namespace tracebridge::xray_propagator_test
