// One case per rule of W3C Trace Context Level 2, "Trace Context HTTP Headers Format". A result is written
// as in tests/support/span_context_text.h.
#include "opentelemetry/trace/propagation/http_trace_context.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::http_trace_context_test {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using test::HeaderCarrier;
using test::Text;
using trace::propagation::HttpTraceContext;

constexpr char kIds[] = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";
constexpr char kSampled[] = "4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01 remote";

trace::SpanContext Extracted(const HeaderCarrier& carrier) {
  context::Context before;
  return trace::GetSpanContext(HttpTraceContext().Extract(carrier, before));
}

HeaderCarrier Injected(trace::SpanContext span_context) {
  context::Context empty;
  const nostd::shared_ptr<trace::Span> span(new trace::DefaultSpan(std::move(span_context)));
  HeaderCarrier carrier;
  HttpTraceContext().Inject(carrier, trace::SetSpan(empty, span));
  return carrier;
}

struct ExtractCase {
  std::string name;
  std::string traceparent;
  std::string expected;
};

const std::string kUpperTraceId = "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01";

const ExtractCase kExtractCases[] = {
    {"Version00_IsRead", std::string("00-") + kIds + "-01", kSampled},
    {"NotSampled_IsRead", std::string("00-") + kIds + "-00",
     "4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 00 remote"},
    {"RandomFlag_IsKept", std::string("00-") + kIds + "-03",
     "4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 03 remote"},
    {"UnknownFlags_AreNoError", std::string("00-") + kIds + "-f1",
     "4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 f1 remote"},
    {"SpacesAround_AreNoPartOfTheValue", std::string(" \t00-") + kIds + "-01 ", kSampled},
    {"Version00_WithMoreFields_IsInvalid", std::string("00-") + kIds + "-01-00", "none"},
    {"Version00_WithATrailingDash_IsInvalid", std::string("00-") + kIds + "-01-", "none"},
    {"LaterVersion_IsRead", std::string("01-") + kIds + "-01", kSampled},
    {"LaterVersion_WithMoreFields_IsRead", std::string("cc-") + kIds + "-01-what-comes", kSampled},
    {"LaterVersion_WithATrailingDash_IsRead", std::string("cc-") + kIds + "-01-", kSampled},
    {"LaterVersion_ContinuedWithoutADash_IsInvalid", std::string("cc-") + kIds + "-01.what",
     "none"},
    {"LaterVersion_OnlyTheSampledFlagIsRead", std::string("cc-") + kIds + "-ff", kSampled},
    {"LastLaterVersion_IsRead", std::string("fe-") + kIds + "-01", kSampled},
    {"VersionFF_IsForbidden", std::string("ff-") + kIds + "-01", "none"},
    {"UpperCase_IsInvalid", kUpperTraceId, "none"},
    {"UpperCaseVersion_IsInvalid", std::string("0A-") + kIds + "-01", "none"},
    {"UpperCaseFlags_AreInvalid", std::string("00-") + kIds + "-0A", "none"},
    {"ZeroTraceId_IsInvalid", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "none"},
    {"ZeroSpanId_IsInvalid", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", "none"},
    {"ShortTraceId_IsInvalid", "00-bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "none"},
    {"ShiftedDash_IsInvalid", "00-4bf92f3577b34da6a3ce929d0e0e47360-0f067aa0ba902b7-01", "none"},
    {"NotHex_IsInvalid", "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01", "none"},
    {"NonAsciiDigit_IsInvalid", "00-4bf92f3577b34da6a3ce929d0e0e47\xef\xbc-00f067aa0ba902b7-01",
     "none"},
    {"LineBreakAtTheEnd_IsInvalid", std::string("00-") + kIds + "-01\n", "none"},
    {"MissingFlags_AreInvalid", std::string("00-") + kIds, "none"},
    {"Garbage_IsInvalid", "not a traceparent", "none"},
    {"Dashes_AreInvalid", std::string(55, '-'), "none"},
    {"VeryLong_IsInvalid", std::string(1 << 20, '0'), "none"},
};

class TraceParentTest : public ::testing::TestWithParam<ExtractCase> {};

TEST_P(TraceParentTest, IsReadAsTheSpecificationSays) {
  EXPECT_EQ(Text(Extracted(HeaderCarrier({{"traceparent", GetParam().traceparent}}))),
            GetParam().expected);
}

TEST_P(TraceParentTest, IsCountedExactlyWhenMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Extracted(HeaderCarrier({{"traceparent", GetParam().traceparent}}));
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().expected == "none" ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(Specification, TraceParentTest, ::testing::ValuesIn(kExtractCases),
                         [](const auto& info) { return info.param.name; });

struct TraceStateCase {
  std::string name;
  std::string tracestate;
  std::string expected;  // what is sent on
  bool malformed;
};

std::string Members(int n) {
  std::string header;
  for (int i = 0; i < n; ++i) header += (i == 0 ? "k" : ",k") + std::to_string(i) + "=v";
  return header;
}

const TraceStateCase kTraceStateCases[] = {
    {"OneMember", "foo=1", "foo=1", false},
    {"KeepsTheOrder", "foo=1,bar=2", "foo=1,bar=2", false},
    {"DropsSpacesAroundMembers", " foo=1 ,\t bar=2 ", "foo=1,bar=2", false},
    {"SkipsEmptyMembers", "foo=1,,bar=2,", "foo=1,bar=2", false},
    {"OnlyCommas", ",,,", "", false},
    {"Blank", "  ", "", false},
    {"VendorTenants", "fw529a3039@dt=FfAaBb,ot=th:8", "fw529a3039@dt=FfAaBb,ot=th:8", false},
    {"ThirtyTwoMembers", Members(32), Members(32), false},
    {"ThirtyThreeMembers", Members(33), "", true},
    {"UpperCaseKey", "Foo=1", "", true},
    {"ControlCharacter", "foo=a\x01", "", true},
    {"LineBreak", "foo=1\r\nevil: yes", "", true},
    {"NonAscii", "foo=\xc3\xa9", "", true},
    {"NoEquals", "foo", "", true},
};

class TraceStateTest : public ::testing::TestWithParam<TraceStateCase> {};

TEST_P(TraceStateTest, IsSentOnOrDroppedWithoutItsTraceParent) {
  const std::string traceparent = std::string("00-") + kIds + "-01";
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  const auto span_context = Extracted(
      HeaderCarrier({{"traceparent", traceparent}, {"tracestate", GetParam().tracestate}}));
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().malformed ? 1 : 0);

  std::string expected = "traceparent: " + traceparent;
  if (!GetParam().expected.empty()) expected += "\ntracestate: " + GetParam().expected;
  EXPECT_EQ(Injected(span_context).Text(), expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, TraceStateTest, ::testing::ValuesIn(kTraceStateCases),
                         [](const auto& info) { return info.param.name; });

TEST(HttpTraceContextTest, MoreThan512CharactersAreCutAndCounted) {
  const std::string traceparent = std::string("00-") + kIds + "-01";
  const std::string kept =
      "a=" + std::string(126, 'x') + ",b=" + std::string(126, 'x') + ",c=" + std::string(126, 'x');
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  const auto span_context =
      Extracted(HeaderCarrier({{"traceparent", traceparent},
                               {"tracestate", kept + ",d=" + std::string(120, 'x') + ",e=1"}}));
  EXPECT_EQ(Injected(span_context).Text(), "traceparent: " + traceparent + "\ntracestate: " + kept +
                                               ",d=" + std::string(120, 'x'));
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 1);
}

TEST(HttpTraceContextTest, FindsNothingInAnEmptyCarrierAndCountsNothing) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  EXPECT_EQ(Text(Extracted(HeaderCarrier())), "none");
  EXPECT_EQ(Text(Extracted(HeaderCarrier({{"traceparent", ""}}))), "none");
  EXPECT_EQ(Text(Extracted(HeaderCarrier({{"tracestate", "foo=1"}}))), "none");
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before);
}

TEST(HttpTraceContextTest, LeavesTheContextAloneWhenTheHeaderIsMalformed) {
  context::Context before("key", true);
  const context::Context after =
      HttpTraceContext().Extract(HeaderCarrier({{"traceparent", "00-1-2-3"}}), before);
  EXPECT_TRUE(after == before);
}

TEST(HttpTraceContextTest, KeepsWhatTheContextHeld) {
  context::Context before("key", true);
  const context::Context after = HttpTraceContext().Extract(
      HeaderCarrier({{"traceparent", std::string("00-") + kIds + "-01"}}), before);
  EXPECT_TRUE(nostd::get<bool>(after.GetValue("key")));
  EXPECT_EQ(Text(trace::GetSpanContext(after)), kSampled);
}

TEST(HttpTraceContextTest, InjectsNothingWithoutAValidSpanContext) {
  HeaderCarrier carrier;
  HttpTraceContext().Inject(carrier, context::Context());
  EXPECT_EQ(carrier.Text(), "");
  EXPECT_EQ(Injected(trace::SpanContext::GetInvalid()).Text(), "");
}

TEST(HttpTraceContextTest, SendsSampledAndRandomFlagsOnly) {
  for (int flags = 0; flags < 256; ++flags) {
    const auto text =
        Injected(trace::SpanContext(HttpTraceContext::TraceIdFromHex("1"),
                                    HttpTraceContext::SpanIdFromHex("2"),
                                    trace::TraceFlags(static_cast<std::uint8_t>(flags)), false))
            .Text();
    EXPECT_EQ(text, "traceparent: 00-00000000000000000000000000000001-0000000000000002-0" +
                        std::to_string(flags & 3));
  }
}

TEST(HttpTraceContextTest, NamesItsHeaders) {
  std::string fields;
  EXPECT_TRUE(HttpTraceContext().Fields([&](nostd::string_view field) {
    fields.append(field).append(" ");
    return true;
  }));
  EXPECT_EQ(fields, "traceparent tracestate ");
}

TEST(HttpTraceContextTest, StopsNamingHeadersWhenAskedTo) {
  int calls = 0;
  EXPECT_FALSE(HttpTraceContext().Fields([&](nostd::string_view) { return ++calls == 0; }));
  EXPECT_EQ(calls, 1);
}

TEST(HttpTraceContextTest, ReadsShortIdsFromTheRight) {
  EXPECT_EQ(HttpTraceContext::SpanIdFromHex("Abc"),
            HttpTraceContext::SpanIdFromHex("0000000000000abc"));
  EXPECT_EQ(HttpTraceContext::TraceFlagsFromHex("a").flags(), 10);
  EXPECT_FALSE(HttpTraceContext::SpanIdFromHex("00000000000000abc").IsValid());
  EXPECT_FALSE(HttpTraceContext::TraceIdFromHex("xyz").IsValid());
  EXPECT_FALSE(HttpTraceContext::TraceIdFromHex("").IsValid());
}

}  // namespace
}  // namespace tracebridge::http_trace_context_test
