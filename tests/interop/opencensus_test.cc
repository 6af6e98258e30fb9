// grpc-trace-bin and grpc-tags-bin of other implementations, read and written by ours:
// tests/data/wire/opencensus-binary.*.json and opencensus-tags-binary.*.json, as raw bytes and as base64.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike, and what we write
// must be what the peer wrote. Where we differ, kDifferences has a row with the reason.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/trace/context.h"
#include "tests/support/baggage_text.h"
#include "tests/support/bytes_text.h"
#include "tests/support/header_form.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_peers.h"
#include "tracebridge/grpc_tags_bin.h"
#include "tracebridge/grpc_trace_bin.h"
#include "tracebridge/opencensus_propagator.h"

namespace tracebridge::test::opencensus_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

constexpr std::string_view kTracePeers[] = {"opencensus-binary.opencensus-go",
                                            "opencensus-binary.opencensus-js"};

constexpr std::string_view kOrder =
    "\"Fields within a data type version can be serialized in any order\"";
constexpr std::string_view kOptional = "\"Trace-options: optional\"";
constexpr std::string_view kUnknown =
    "\"An unknown field id should not be considered a parse error\"";

constexpr Difference kTraceDifferences[] = {
    {"opencensus-go", "span then trace, no options", "ids unsampled", kOrder},
    {"opencensus-js", "field order span first", "ids sampled", kOrder},
    {"opencensus-js", "field order options first", "ids sampled", kOrder},
    {"opencensus-js", "repeated options field", "ids unsampled", kOrder},
    {"opencensus-js", "no options field", "ids unsampled", kOptional},
    {"opencensus-js", "options id without value", "ids unsampled", kOptional},
    {"opencensus-js", "wrong options field id", "ids unsampled", kUnknown},
    {"opencensus-js", "unknown trailing field", "ids sampled", kUnknown},
    {"opencensus-js", "extra trailing byte", "ids sampled", kUnknown},
    {"opencensus-js", "extra trailing garbage", "ids sampled", kUnknown},
};

std::string PeersTrace(const Json& object) {
  const std::string trace_id = object.value("trace_id", "");
  const std::string span_id = object.value("span_id", "");
  if (!object.value("found", true) || !AreIds(trace_id, span_id)) return "none";
  const bool sampled = (object.value("options", 0) & 1) != 0;
  return IdsText(trace_id, span_id) + (sampled ? " sampled" : " unsampled");
}

std::string OurTrace(const context::Context& context) {
  return OursText(trace::GetSpanContext(context), {});
}

// The three ways in which the bytes can come; all must say the same.
std::string OurTrace(const Json& vector) {
  const std::string bytes = FromHex(vector["bytes_hex"].get<std::string>());
  const std::string base64 = vector["bytes_base64"];
  const std::string from_bytes = OurTrace(GrpcTraceBin().FromBytes(bytes, context::Context()));
  OpenCensusPropagator propagator;
  for (const std::string& text : {base64, base64.substr(0, base64.find('=')), bytes}) {
    const HeaderCarrier carrier({{"grpc-trace-bin", text}});
    EXPECT_EQ(OurTrace(ExtractedBy(propagator, carrier)), from_bytes) << vector;
  }
  return from_bytes;
}

class GrpcTraceBinInteropTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(GrpcTraceBinInteropTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    ExpectLike(OurTrace(vector), PeersTrace(vector["context"]), GetParam(), vector,
               kTraceDifferences);
  }
}

TEST_P(GrpcTraceBinInteropTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(OurTrace(vector), PeersTrace(vector["result"]), GetParam(), vector,
               kTraceDifferences);
  }
}

TEST_P(GrpcTraceBinInteropTest, IsWrittenAsThePeerWroteIt) {
  const Json vectors = VectorsOf(GetParam());
  for (const Json& vector : vectors["inject"]) {
    if (PeersTrace(vector["context"]) == "none") continue;
    const int options = vector["context"].value("options", 0);
    if (options != 0 && options != 1) continue;  // other bits are undefined: we send none
    const std::string theirs = vector["bytes_hex"];
    std::string bytes;
    GrpcTraceBin().ToBytes(GrpcTraceBin().FromBytes(FromHex(theirs), context::Context()), &bytes);
    EXPECT_EQ(ToHex(bytes), theirs);
  }
}

INSTANTIATE_TEST_SUITE_P(Peers, GrpcTraceBinInteropTest, ::testing::ValuesIn(kTracePeers),
                         [](const auto& info) { return PeerName(info.param); });

TEST(GrpcTraceBinDifferencesTest, AreAboutVectors) {
  EXPECT_EQ(UnusedRows(kTraceDifferences, kTracePeers), "");
}

TEST(GrpcTraceBinDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kTraceDifferences), "");
}

constexpr std::string_view kTagsPeers[] = {"opencensus-tags-binary.opencensus-go",
                                           "opencensus-tags-binary.opencensus-js"};

constexpr Difference kTagsDifferences[] = {
    {"opencensus-go", "good then garbage", "a=1", kUnknown},
    {"opencensus-js", "truncated value", "", "\"There are no partial failures\""},
    {"opencensus-js", "two-byte varint length", "k=128 v", "lengths are varints of any length"},
    {"opencensus-js", "overlong varint", "k=v", "lengths are varints of any length"},
};

// `a=1, b=2`, sorted by key as Baggage and the peers have no order in common; long texts are named.
std::string TagsText(const std::map<std::string, std::string>& tags) {
  std::string text;
  for (const auto& [key, value] : tags) {
    text += (text.empty() ? "" : ", ") + key + "=" + value;
  }
  return Form(text, {{std::string(128, 'v'), "128 v"}});
}

std::string PeersTags(const Json& object) {
  std::map<std::string, std::string> tags;
  for (const Json& tag : object.value("tags", Json::array())) {
    tags[tag[0].get<std::string>()] = tag[1].get<std::string>();
  }
  return TagsText(tags);
}

std::string OurTags(const context::Context& context) {
  std::map<std::string, std::string> tags;
  baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        tags[std::string(key)] = std::string(value);
        return true;
      });
  return TagsText(tags);
}

std::string OurTags(const Json& vector) {
  const std::string bytes = FromHex(vector["bytes_hex"].get<std::string>());
  const std::string base64 = vector["bytes_base64"];
  const std::string from_bytes = OurTags(GrpcTagsBin().FromBytes(bytes, context::Context()));
  OpenCensusPropagator propagator(OpenCensusTags::kAsBaggage);
  for (const std::string& text : {base64, base64.substr(0, base64.find('=')), bytes}) {
    const HeaderCarrier carrier({{"grpc-tags-bin", text}});
    EXPECT_EQ(OurTags(ExtractedBy(propagator, carrier)), from_bytes) << vector;
  }
  return from_bytes;
}

class GrpcTagsBinInteropTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(GrpcTagsBinInteropTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    if (vector.contains("error")) continue;  // the peer wrote nothing
    const bool wrote_tags = vector["bytes_hex"] != "00";
    ExpectLike(OurTags(vector), wrote_tags ? PeersTags(vector["context"]) : "", GetParam(), vector,
               kTagsDifferences);
  }
}

TEST_P(GrpcTagsBinInteropTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(OurTags(vector), PeersTags(vector["result"]), GetParam(), vector, kTagsDifferences);
  }
}

TEST_P(GrpcTagsBinInteropTest, IsWrittenAsThePeerWroteIt) {
  const Json vectors = VectorsOf(GetParam());
  for (const Json& vector : vectors["inject"]) {
    const std::string theirs = vector.value("bytes_hex", "00");
    if (theirs == "00") continue;
    std::string bytes;
    GrpcTagsBin().ToBytes(GrpcTagsBin().FromBytes(FromHex(theirs), context::Context()), &bytes);
    EXPECT_EQ(ToHex(bytes), theirs);
  }
}

INSTANTIATE_TEST_SUITE_P(Peers, GrpcTagsBinInteropTest, ::testing::ValuesIn(kTagsPeers),
                         [](const auto& info) { return PeerName(info.param); });

TEST(GrpcTagsBinDifferencesTest, AreAboutVectors) {
  EXPECT_EQ(UnusedRows(kTagsDifferences, kTagsPeers), "");
}

// Of the text form of tags no vector is read, by whichever format.
constexpr Difference kCorrelationContext[] = {
    {"opencensus-js", "Correlation-Context", "",
     "tags as text: no other OpenCensus has them, and without escapes `,` and `=` of a value end "
     "it"},
};

TEST(CorrelationContextTest, IsNotReadAndNotWritten) {
  const Json file = VectorsOf("opencensus-tags-text.opencensus-js");
  const Json tags = Json::parse(R"({"baggage": [["key", "value"]]})");
  ASSERT_FALSE(file["extract"].empty());
  for (const char* direction : {"inject", "extract"}) {
    for (const Json& vector : file[direction]) {
      OpenCensusPropagator opencensus(OpenCensusTags::kAsBaggage);
      baggage::propagation::BaggagePropagator w3c;
      for (context::propagation::TextMapPropagator* format :
           {static_cast<context::propagation::TextMapPropagator*>(&opencensus),
            static_cast<context::propagation::TextMapPropagator*>(&w3c)}) {
        const context::Context extracted = ExtractedBy(*format, Received(vector));
        EXPECT_TRUE(extracted == context::Context()) << vector.dump();
        EXPECT_EQ(BaggageText(extracted), kCorrelationContext[0].ours);
        HeaderCarrier sent;
        format->Inject(sent, WithBaggage(context::Context(), tags));
        EXPECT_EQ(sent.Get("correlation-context"), "");
      }
    }
  }
}

TEST(CorrelationContextTest, IsListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kCorrelationContext), "");
}

TEST(GrpcTagsBinDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kTagsDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::opencensus_test
