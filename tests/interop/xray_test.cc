// X-Amzn-Trace-Id of other implementations, read and written by ours: tests/data/wire/xray.*.json.
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
#include "tracebridge/xray_propagator.h"

namespace tracebridge::test::xray_test {
namespace {

namespace trace = opentelemetry::trace;

constexpr std::string_view kPeers[] = {"xray.otel-js", "xray.aws-sdk"};

constexpr std::string_view kUndecided = "not 0 or 1 is no decision; the ids are good";
constexpr std::string_view kAnyCase = "\"hexadecimal digits\": of either case";
constexpr std::string_view kSizes = "an id has its full length: 8, 24 and 16 digits";
constexpr std::string_view kRepeated =
    "RFC 9110, 5.3: joined by a comma, which none of our fields has";

constexpr Difference kDifferences[] = {
    {"otel-js", "requested ?", "ids unsampled", kUndecided},
    {"otel-js", "no Sampled", "ids unsampled", kUndecided},
    {"otel-js", "Sampled=2", "ids unsampled", kUndecided},
    {"otel-js", "Sampled=true", "ids unsampled", kUndecided},
    {"otel-js", "Sampled empty", "ids unsampled", kUndecided},
    {"aws-sdk", "uppercase hex", "ids sampled", kAnyCase},
    {"aws-sdk", "short root", "none", kSizes},
    {"aws-sdk", "short parent", "none", kSizes},
    {"otel-js", "repeated header", "none", kRepeated},
    {"aws-sdk", "repeated header", "none", kRepeated},
};

// AWS's SDK hands on the fields of the header as text, and the id of a root that it finds valid.
Json SpanContextOf(const Json& result) {
  if (!result.contains("fields")) return result;
  Json object = {{"found", result.value("root_valid", false)}, {"trace_flags", 0}};
  for (const Json& field : result["fields"]) {
    const std::string value = field[1];
    if (field[0] == "parent") object["span_id"] = value;
    if (field[0] == "sampled") object["trace_flags"] = value == "1" ? 1 : 0;
    if (field[0] == "root" && value.size() > 11) {
      object["trace_id"] = value.substr(2, 8) + value.substr(11);
    }
  }
  return object;
}

// Most vectors are about these ids.
std::string Short(const std::string& text) {
  return Form(text, {{"5759e988bd862e3fe1be46a994272793 53995c3f42cd8ad8", "ids"}});
}

std::string PeersText(const Json& object) {
  const std::string trace_id = object.value("trace_id", "");
  const std::string span_id = object.value("span_id", "");
  if (!object.value("found", true) || !AreIds(trace_id, span_id)) return "none";
  const bool sampled = (object["trace_flags"].get<int>() & 1) != 0;
  return Short(IdsText(trace_id, span_id) + (sampled ? " sampled" : " unsampled"));
}

std::string Ours(const Json& vector) {
  XRayPropagator propagator;
  return Short(OursText(trace::GetSpanContext(ExtractedBy(propagator, Received(vector))), {}));
}

class XRayInteropTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(XRayInteropTest, IsReadAsThePeerWroteIt) {
  for (const Json& vector : VectorsOf(GetParam()).value("inject", Json::array())) {
    ExpectLike(Ours(vector), PeersText(vector["context"]), GetParam(), vector, kDifferences);
  }
}

TEST_P(XRayInteropTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(Ours(vector), PeersText(SpanContextOf(vector["result"])), GetParam(), vector,
               kDifferences);
  }
}

std::string FormOf(const std::string& header, const Json& ids) {
  const std::string trace_id = ids["trace_id"];
  return Form(header, {{trace_id.substr(0, 8) + "-" + trace_id.substr(8), "TIME-UNIQUE"},
                       {ids["span_id"], "SPAN"}});
}

TEST_P(XRayInteropTest, IsWrittenInAFormThatThePeerKnows) {
  const Json file = VectorsOf(GetParam());
  std::set<std::string> seen;
  std::set<std::string> ours;
  for (const char* direction : {"inject", "extract"}) {
    for (const Json& vector : file.value(direction, Json::array())) {
      const Json told =
          vector.contains("context") ? vector["context"] : SpanContextOf(vector["result"]);
      if (PeersText(told) == "none") continue;
      seen.insert(FormOf(vector["headers"][0][1], told));
      XRayPropagator propagator;
      HeaderCarrier sent;
      propagator.Inject(sent, ExtractedBy(propagator, Received(vector)));
      const std::string form = FormOf(std::string(sent.Get("x-amzn-trace-id")), told);
      if (form.find("Sampled=") != std::string::npos) ours.insert(form);
    }
  }
  EXPECT_FALSE(ours.empty());
  EXPECT_EQ(Unseen(ours, seen), "");
}

INSTANTIATE_TEST_SUITE_P(Peers, XRayInteropTest, ::testing::ValuesIn(kPeers),
                         [](const auto& info) { return PeerName(info.param); });

TEST(XRayDifferencesTest, AreAboutVectors) { EXPECT_EQ(UnusedRows(kDifferences, kPeers), ""); }

TEST(XRayDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::xray_test
