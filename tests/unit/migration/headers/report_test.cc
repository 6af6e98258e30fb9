// What `tracebridge headers` prints, for people and for scripts.
#include "migration/headers/report.h"

#include <gtest/gtest.h>

#include <sstream>

#include "migration/headers/formats.h"
#include "migration/headers/print.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/unit/migration/wire/old_format.h"

namespace tracebridge::headers::report_test {
namespace {

std::vector<wire::NamedFormat> Formats() {
  return {{"old", std::make_shared<wire::OldFormat>()},
          {"tracecontext", std::make_shared<opentelemetry::trace::propagation::HttpTraceContext>()},
          {"baggage", std::make_shared<opentelemetry::baggage::propagation::BaggagePropagator>()}};
}

Report Decoded(const std::string& text, const wire::Policy& policy = {}) {
  return *Decode(ParseHeaders(text), Formats(), policy);
}

const char kDisagreeing[] =
    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"
    "tracestate: x=1\n"
    "old: 8448eb211c80319c:00f067aa0ba902b7:0\n"
    "baggage: user=a%20b,k=%1b\n"
    "Host: shop\n";

TEST(ReportTest, IsATable) {
  EXPECT_EQ(
      ToText(Decoded(kDisagreeing), {}),
      R"(format        trace id                          span id           sampled  what it is                      baggage
tracecontext  0af7651916cd43dd8448eb211c80319c  b7ad6b7169203331  yes      the parent
baggage       -                                 -                 -        names no parent                 user=a b, k=\x1b
old           00000000000000008448eb211c80319c  00f067aa0ba902b7  no       another parent: becomes a link

tracestate: x=1

not propagation headers: host
)");
}

TEST(ReportTest, IsJson) {
  EXPECT_EQ(
      ToJson(Decoded(kDisagreeing), {}),
      R"({"formats":[{"format":"tracecontext","verdict":"wins","traceId":"0af7651916cd43dd8448eb211c80319c",)"
      R"("spanId":"b7ad6b7169203331","decision":"yes","traceState":"x=1"},)"
      R"({"format":"baggage","verdict":"no_parent","baggage":[["user","a b"],["k","\u001b"]]},)"
      R"({"format":"old","verdict":"disagrees","traceId":"00000000000000008448eb211c80319c",)"
      R"("spanId":"00f067aa0ba902b7","decision":"no"}],"otherHeaders":["host"]})");
}

TEST(ReportTest, SaysWhatIsMalformed) {
  EXPECT_EQ(ToText(Decoded("traceparent: 00-0af7-b7ad-01\n"), {}),
            R"(format        trace id  span id  sampled  what it is          baggage
tracecontext  -         -        -        malformed: ignored

traceparent: the trace id has 4 lower-case hex digits, not 32
)");
}

TEST(ReportTest, SaysThatThereIsNothing) {
  EXPECT_EQ(ToText(Decoded("Host: shop\n"), {}),
            "no context in any known format\n\nnot propagation headers: host\n");
}

TEST(ReportTest, BelievesWhomThePolicyBelieves) {
  wire::Policy policy;
  policy.precedence = {"old"};
  const Report report = Decoded(kDisagreeing, policy);
  EXPECT_EQ(report.rows.front().format, "old");
  EXPECT_EQ(report.rows.front().verdict, FormatRow::Verdict::kWins);
}

TEST(ReportTest, RefusesUnknownFormats) {
  wire::Policy policy;
  policy.precedence = {"new"};
  EXPECT_FALSE(Decode({}, Formats(), policy));
}

TEST(ReportTest, WritesTheContextInEveryFormat) {
  const Report report = Decoded("old: 0af7651916cd43dd8448eb211c80319c:00f067aa0ba902b7:1\n");
  const std::string text = ToText(report, Encode(report.context, Formats()));
  EXPECT_EQ(
      text.substr(text.find('#')),
      "# old\nold: 0af7651916cd43dd8448eb211c80319c:00f067aa0ba902b7:1\n\n"
      "# tracecontext\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01\n\n"
      "# baggage\n");
}

// What each format says of sampling.
struct DecisionCase {
  std::string name;
  std::string headers;
  std::string format;
  std::string ids;
  std::string decision;  // as in the column "sampled"
};

const char kIds[] = "0af7651916cd43dd8448eb211c80319c b7ad6b7169203331";

const DecisionCase kDecisions[] = {
    {"Sampled", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
     "tracecontext", kIds, "yes"},
    {"NotSampled", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
     "tracecontext", kIds, "no"},
    {"B3Deferred", "b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", "b3", kIds,
     "undecided"},
    {"B3Debug", "b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-d", "b3", kIds, "debug"},
    {"B3DenialAlone", "b3: 0", "b3", "- -", "no"},
    {"B3AcceptAlone", "X-B3-Sampled: 1", "b3", "- -", "yes"},
    {"B3DebugAlone", "X-B3-Flags: 1", "b3", "- -", "debug"},
    {"JaegerDebug", "uber-trace-id: 0af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:3",
     "jaeger", kIds, "debug"},
    {"JaegerDebugId", "jaeger-debug-id: why", "jaeger", "- -", "debug"},
    {"GoogleUndecided",
     "X-Cloud-Trace-Context: 0af7651916cd43dd8448eb211c80319c/13235353014750950193", "gcp", kIds,
     "undecided"},
    {"GoogleDecisionAlone", "X-Cloud-Trace-Context: 0af7651916cd43dd8448eb211c80319c;o=1", "gcp",
     "- -", "yes"},
    {"XRayUndecided",
     "X-Amzn-Trace-Id: Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331", "xray",
     kIds, "undecided"},
    {"BaggageAlone", "baggage: a=1", "baggage", "- -", "-"},
};

class DecisionTest : public ::testing::TestWithParam<DecisionCase> {};

TEST_P(DecisionTest, IsShownWithIdsAndWithout) {
  const Report report = *Decode(ParseHeaders(GetParam().headers), AllFormats(), {});
  const std::string text = ToText(report, {});
  std::istringstream row(text.substr(text.find('\n') + 1));
  std::string format, trace_id, span_id, decision;
  row >> format >> trace_id >> span_id >> decision;
  EXPECT_EQ(format, GetParam().format);
  EXPECT_EQ(trace_id + " " + span_id, GetParam().ids);
  EXPECT_EQ(decision, GetParam().decision);
  const std::string json = "\"decision\":\"" + decision + "\"";
  EXPECT_EQ(ToJson(report, {}).find(json) != std::string::npos, decision != "-");
}

INSTANTIATE_TEST_SUITE_P(Formats, DecisionTest, ::testing::ValuesIn(kDecisions),
                         [](const auto& info) { return info.param.name; });

// `expected`: a line for each format, and its problems.
struct BesideCase {
  std::string name;
  std::string headers;
  std::string expected;
};

const BesideCase kBeside[] = {
    {"TraceStateWithoutTraceparent", "tracestate: a=1\n",
     "tracecontext malformed\ntracestate: it is not used without traceparent\n"},
    {"MalformedTraceState",
     "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\ntracestate: A=1\n",
     "tracecontext wins\ntracestate: its member `A=1` has a malformed key, so none is taken\n"},
    {"HalfOfB3", "X-B3-TraceId: 1\n",
     "b3 malformed\nx-b3-traceid: it is not used without x-b3-spanid\n"},
    {"SingleB3Counts", "b3: 1-2-1\nX-B3-TraceId: zz\n", "b3 wins\n"},
    {"BaggageWithoutIds", "ot-baggage-user: 42\n",
     "ottrace malformed\not-baggage-user: it is not used without ot-tracer-traceid or "
     "x-datadog-trace-id\n"},
    {"BaggageOfDatadog", "x-datadog-trace-id: 1\nx-datadog-parent-id: 2\not-baggage-user: 42\n",
     "datadog wins\n"},
    {"ZeroDatadogTrace", "x-datadog-trace-id: 0\n",
     "datadog malformed\nx-datadog-trace-id: the id is zero\n"},
    {"DatadogPriorityAlone", "x-datadog-sampling-priority: 1\n",
     "datadog malformed\nx-datadog-sampling-priority: it is not used without "
     "x-datadog-trace-id\n"},
    {"EmptyBesideIds", "X-B3-TraceId: 1\nX-B3-SpanId: 2\nX-B3-Sampled:\n", "b3 wins\n"},
};

const char* Word(FormatRow::Verdict verdict) {
  switch (verdict) {
    case FormatRow::Verdict::kWins:
      return "wins";
    case FormatRow::Verdict::kAgrees:
      return "agrees";
    case FormatRow::Verdict::kDisagrees:
      return "disagrees";
    case FormatRow::Verdict::kNoParent:
      return "no parent";
    case FormatRow::Verdict::kMalformed:
      return "malformed";
  }
  return "";
}

class BesideTest : public ::testing::TestWithParam<BesideCase> {};

TEST_P(BesideTest, SaysWhatAHeaderLacksBesideIt) {
  const Report report = *Decode(ParseHeaders(GetParam().headers), AllFormats(), {});
  std::string text;
  for (const FormatRow& row : report.rows) {
    text += row.format + " " + Word(row.verdict) + "\n";
    for (const std::string& problem : row.problems) text += problem + "\n";
  }
  EXPECT_EQ(text, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Headers, BesideTest, ::testing::ValuesIn(kBeside),
                         [](const auto& info) { return info.param.name; });

std::string ProblemsOf(const std::string& headers) {
  const Report report = *Decode(ParseHeaders(headers), AllFormats(), {});
  std::string text;
  for (const FormatRow& row : report.rows) {
    for (const std::string& problem : row.problems) text += row.format + ": " + problem + "\n";
  }
  return text;
}

std::string Items(const std::string& before, int n, const std::string& after) {
  std::string text;
  for (int i = 0; i < n; ++i) text += before + std::to_string(100 + i) + after;
  return text;
}

constexpr char kIdsOfJaeger[] =
    "uber-trace-id: 0af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:1\n";

TEST(ReportTest, SaysWhichItemsFindNoRoomAmongThoseOfTheirFormat) {
  EXPECT_EQ(ProblemsOf(kIdsOfJaeger + Items("uberctx-k", 180, ": v\n")), "");
  EXPECT_EQ(ProblemsOf(kIdsOfJaeger + Items("uberctx-k", 182, ": v\n")),
            "jaeger: uberctx-k280 and 1 more: no room is left; there is room for 180 items of "
            "8192 bytes in all\n");
  EXPECT_EQ(ProblemsOf(kIdsOfJaeger + Items("uberctx-k", 3, ": " + std::string(4000, 'v') + "\n")),
            "jaeger: uberctx-k102: no room is left; there is room for 180 items of 8192 bytes in "
            "all\n");
}

TEST(ReportTest, SaysWhichItemsFindNoRoomBesideThoseOfOtherFormats) {
  EXPECT_EQ(
      ProblemsOf("baggage: " + Items("w", 100, "=v,") + "\n" + Items("uberctx-k", 100, ": v\n")),
      "jaeger: item k180 and 19 more: no room is left beside those of other formats; there is room "
      "for 180 items of 8192 bytes in all\n");
  EXPECT_EQ(ProblemsOf("baggage: k100=w\n" + Items("uberctx-k", 100, ": v\n")), "");
}

TEST(ReportTest, SaysWhichValuesAreNotUtf8) {
  const std::string why = "its value has bytes that are not UTF-8; U+FFFD stands for each\n";
  EXPECT_EQ(
      ProblemsOf("ot-tracer-traceid: 1\not-tracer-spanid: 2\not-baggage-city: S\xe3o Paulo\n"),
      "ottrace: ot-baggage-city: " + why);
  EXPECT_EQ(
      ProblemsOf("ot-tracer-traceid: 1\not-tracer-spanid: 2\not-baggage-city: S%C3%A3o Paulo\n"),
      "");
  EXPECT_EQ(ProblemsOf(std::string(kIdsOfJaeger) + "uberctx-city: S%E3o\n"),
            "jaeger: uberctx-city: " + why);
  EXPECT_EQ(ProblemsOf("baggage: a=1,city=S%e3o\n"),
            "baggage: baggage: its member `city=S%e3o`: " + why);
}

TEST(ReportTest, ShowsTheTagsOfOpenCensus) {
  const Report report = *Decode(ParseHeaders("grpc-tags-bin: AAADa2V5BXZhbHVl"), AllFormats(), {});
  EXPECT_EQ(ToText(report, {}),
            "format      trace id  span id  sampled  what it is       baggage\n"
            "opencensus  -         -        -        names no parent  key=value\n");
}

}  // namespace
}  // namespace tracebridge::headers::report_test
