// The binary carrier of basictracer-go, read and written by ours: tests/data/wire/ot-binary.basictracer-go.json.
#include "tracebridge/ot_binary.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "opentelemetry/trace/context.h"
#include "tests/support/baggage_text.h"
#include "tests/support/bytes_text.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_peers.h"

namespace tracebridge::test::ot_binary_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;

constexpr std::string_view kPeers[] = {"ot-binary.basictracer-go"};

constexpr Difference kDifferences[] = {
    {"basictracer-go", "baggage: empty key", "64-bit ids sampled",
     "OpenTelemetry's baggage has no empty keys"},
    {"", kIdsThatAreNone, "none", "the peer hands on what no span context can hold"},
};

std::string Ours(const Json& vector) {
  const auto context =
      BasicTracerBinary().FromBytes(FromHex(vector["bytes_hex"]), context::Context());
  return WithItems(OursText(trace::GetSpanContext(context), {}), BaggageText(context));
}

std::string PeersText(const Json& object) {
  if (!object.value("found", true)) return "none";
  if (!AreIds(object["trace_id"], object["span_id"])) return "garbage";
  return WithItems(IdsText(object["trace_id"], object["span_id"]) +
                       (object["sampled"] == true ? " sampled" : " unsampled"),
                   PeersBaggage(object));
}

TEST(OtBinaryTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(kPeers[0]);
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    ExpectLike(Ours(vector), PeersText(vector["context"]), kPeers[0], vector, kDifferences);
  }
}

TEST(OtBinaryTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(kPeers[0]);
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(Ours(vector), PeersText(vector["result"]), kPeers[0], vector, kDifferences);
  }
}

TEST(OtBinaryTest, IsWrittenAsThePeerWritesIt) {
  int alike = 0;
  const Json file = VectorsOf(kPeers[0]);
  for (const Json& vector : file["inject"]) {
    const Json& told = vector["context"];
    std::string bytes;
    const bool wrote = BasicTracerBinary().ToBytes(
        WithBaggage(
            LocalContext(told["trace_id"], told["span_id"], told["sampled"] == true ? 1 : 0), told),
        &bytes);
    if (!wrote || vector["note"] == "baggage: empty key")
      continue;  // OpenTelemetry has no such key
    EXPECT_EQ(ToHex(bytes), vector["bytes_hex"]) << vector.dump();
    ++alike;
  }
  EXPECT_GT(alike, 20);
}

TEST(OtBinaryDifferencesTest, AreAboutVectors) { EXPECT_EQ(UnusedRows(kDifferences, kPeers), ""); }

TEST(OtBinaryDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::ot_binary_test
