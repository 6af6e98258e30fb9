// X-Cloud-Trace-Context of other implementations, read and written by ours: tests/data/wire/xcloud.*.json.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike, and what we write
// must have a form that this peer wrote or read. Where we differ, kDifferences has a row with the reason.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

#include "opentelemetry/trace/context.h"
#include "tests/support/header_form.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_peers.h"
#include "tracebridge/cloud_trace_propagator.h"

namespace tracebridge::test::cloud_trace_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;

constexpr std::string_view kPeers[] = {"xcloud.otel-js", "xcloud.opencensus-js",
                                       "xcloud.opencensus-go"};

constexpr std::string_view kBits = "options are bits, and bit 0 is sampled";
constexpr std::string_view kNumber = "options that are no number decide nothing; the ids are good";
constexpr std::string_view kSemicolon = "options are separated by `;`, and we know one of them";
constexpr std::string_view kSpaces = "RFC 9110, 5.6.3: white space around a value is no part of it";
constexpr std::string_view kIdsShort =
    "a shorter id has zeros in front: OpenCensus JavaScript writes such";
constexpr std::string_view kDecimal = "a span id is a number of 64 bits and nothing else";
constexpr std::string_view kRepeated = "RFC 9110, 5.3: joined by a comma, which no such header has";
constexpr std::string_view kNameCase = "RFC 9110, 5.1: names of headers ignore case";

constexpr Difference kDifferences[] = {
    {"otel-js", "options 2", "span 1 unsampled", kBits},
    {"opencensus-js", "class: options garbage", "span 1 unsampled", kNumber},
    {"opencensus-go", "options garbage", "span 1 unsampled", kNumber},
    {"opencensus-js", "class: options true", "span 1 unsampled", kNumber},
    {"opencensus-js", "options upper O", "span 1 unsampled", kSemicolon},
    {"otel-js", "two options", "span 1 sampled", kSemicolon},
    {"opencensus-go", "two options", "span 1 sampled", kSemicolon},
    {"otel-js", "trailing semicolon", "span 1 sampled", kSemicolon},
    {"opencensus-go", "trailing semicolon", "span 1 sampled", kSemicolon},
    {"opencensus-js", "options with space", "span 1 sampled", kSpaces},
    {"opencensus-js", "leading space", "span 1 sampled", kSpaces},
    {"opencensus-go", "leading space", "span 1 sampled", kSpaces},
    {"opencensus-go", "trailing space", "span 1 sampled", kSpaces},
    {"otel-js", "trace single digit", "00000000000000000000000000000001 0000000000000001 sampled",
     kIdsShort},
    {"opencensus-go", "trace single digit",
     "00000000000000000000000000000001 0000000000000001 sampled", kIdsShort},
    {"opencensus-go", "trace 31", "0bf92f3577b34da6a3ce929d0e0e4736 0000000000000001 sampled",
     kIdsShort},
    {"otel-js", "extra slash", "none", kDecimal},
    {"otel-js", "trailing junk after span", "none", kDecimal},
    {"opencensus-js", "v1: span id 30 digits", "none", kDecimal},
    {"otel-js", "repeated header", "none", kRepeated},
    {"opencensus-go", "repeated header", "none", kRepeated},
    {"otel-js", "header name canonical case", "span 1 sampled", kNameCase},
    {"opencensus-js", "header name canonical case", "span 1 sampled", kNameCase},
};

// Most vectors are about a header with this span id.
std::string Short(const std::string& text) {
  return Form(text, {{"4bf92f3577b34da6a3ce929d0e0e4736 0000000000000001", "span 1"}});
}

std::string PeersText(const Json& object) {
  const std::string trace_id = object.value("trace_id", "");
  const std::string span_id = object.value("span_id", "");
  if (!object.value("found", true) || !AreIds(trace_id, span_id)) return "none";
  const Json flags = object.value("options", object.value("trace_flags", Json(0)));
  const bool sampled = flags.is_number() && (flags.get<int>() & 1) != 0;
  return Short(IdsText(trace_id, span_id) + (sampled ? " sampled" : " unsampled"));
}

trace::SpanContext Extracted(const HeaderCarrier& headers) {
  CloudTracePropagator propagator;
  return trace::GetSpanContext(ExtractedBy(propagator, headers));
}

std::string Ours(const Json& vector) { return Short(OursText(Extracted(Received(vector)), {})); }

class CloudTraceInteropTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(CloudTraceInteropTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    ExpectLike(Ours(vector), PeersText(vector["context"]), GetParam(), vector, kDifferences);
  }
}

TEST_P(CloudTraceInteropTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(Ours(vector), PeersText(vector["result"]), GetParam(), vector, kDifferences);
  }
}

std::string FormOf(const std::string& header, const std::string& trace_id,
                   const std::string& span_id) {
  const std::string number = std::to_string(std::stoull(span_id, nullptr, 16));
  return Form(header, {{trace_id, "TRACE"}, {"/" + number, "/SPAN"}});
}

TEST_P(CloudTraceInteropTest, IsWrittenInAFormThatThePeerKnows) {
  const Json file = VectorsOf(GetParam());
  std::set<std::string> seen;
  for (const char* direction : {"inject", "extract"}) {
    for (const Json& vector : file[direction]) {
      const Json& told = vector.contains("context") ? vector["context"] : vector["result"];
      if (PeersText(told) == "none") continue;
      seen.insert(FormOf(vector["headers"][0][1], told["trace_id"], told["span_id"]));
    }
  }
  std::set<std::string> ours;
  for (const Json& vector : file["inject"]) {
    CloudTracePropagator propagator;
    HeaderCarrier sent;
    propagator.Inject(sent, ExtractedBy(propagator, Received(vector)));
    const std::string header(sent.Get("x-cloud-trace-context"));
    const std::string trace_id = vector["context"]["trace_id"];
    if (header.empty() || trace_id.size() < 32) continue;  // we pad a short id, this peer does not
    ours.insert(FormOf(header, trace_id, vector["context"]["span_id"]));
  }
  EXPECT_FALSE(ours.empty());
  EXPECT_EQ(Unseen(ours, seen), "");
}

INSTANTIATE_TEST_SUITE_P(Peers, CloudTraceInteropTest, ::testing::ValuesIn(kPeers),
                         [](const auto& info) { return PeerName(info.param); });

TEST(CloudTraceDifferencesTest, AreAboutVectors) {
  EXPECT_EQ(UnusedRows(kDifferences, kPeers), "");
}

TEST(CloudTraceDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::cloud_trace_test
