// The headers of OpenCensus in a carrier of text: forms of base64, raw bytes, one header without the other. The bytes
// themselves: grpc_trace_bin_test.cc, grpc_tags_bin_test.cc.
#include "tracebridge/opencensus_propagator.h"

#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "tests/support/bytes_text.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_propagator_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using test::FromHex;
using test::HeaderCarrier;
using test::Text;

constexpr char kBase64[] = "AABL+S81d7NNpqPOkp0ODkc2AQDwZ6oLqQK3AgE";
constexpr char kHex[] = "00 00 4bf92f3577b34da6a3ce929d0e0e4736 01 00f067aa0ba902b7 02 01";
constexpr char kResult[] = "4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01 remote";

// The span context and the baggage.
std::string Extracted(const HeaderCarrier& carrier,
                      OpenCensusTags tags = OpenCensusTags::kAsBaggage) {
  context::Context before;
  const context::Context after = OpenCensusPropagator(tags).Extract(carrier, before);
  std::string text = Text(trace::GetSpanContext(after));
  baggage::GetBaggage(after)->GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    text.append(" ").append(key).append("=").append(value);
    return true;
  });
  return text;
}

std::string Trace(const std::string& value) {
  return Extracted(HeaderCarrier({{"grpc-trace-bin", value}}));
}

TEST(OpenCensusPropagatorTest, ReadsBase64WithPaddingOrWithout) {
  EXPECT_EQ(Trace(kBase64), kResult);
  EXPECT_EQ(Trace(std::string(kBase64) + "="), kResult);
  EXPECT_EQ(Trace(" " + std::string(kBase64) + "= "), kResult);
}

TEST(OpenCensusPropagatorTest, ReadsRawBytes) { EXPECT_EQ(Trace(FromHex(kHex)), kResult); }

TEST(OpenCensusPropagatorTest, CountsWhatItCannotRead) {
  const std::string malformed[] = {"garbage",
                                   "?",
                                   "AA",
                                   std::string(kBase64) + "," + kBase64,
                                   std::string(1 << 20, 'A'),
                                   FromHex("00"),
                                   FromHex(kHex) + std::string(1 << 20, '\0')};
  for (const std::string& value : malformed) {
    const auto before = Counted(Diagnostic::kHeaderMalformed);
    EXPECT_EQ(Trace(value), "none");
    EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before + 1) << value.substr(0, 100);
  }
}

TEST(OpenCensusPropagatorTest, FindsNothingInAnEmptyCarrierAndCountsNothing) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  EXPECT_EQ(Extracted(HeaderCarrier()), "none");
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before);
}

TEST(OpenCensusPropagatorTest, ReadsTagsByChoice) {
  const HeaderCarrier both({{"grpc-trace-bin", kBase64}, {"grpc-tags-bin", "AAADa2V5BXZhbHVl"}});
  EXPECT_EQ(Extracted(both), std::string(kResult) + " key=value");
  EXPECT_EQ(Extracted(both, OpenCensusTags::kIgnored), kResult);
  const HeaderCarrier raw({{"grpc-tags-bin", FromHex("00 00 01 61 01 31")}});
  EXPECT_EQ(Extracted(raw), "none a=1");
}

TEST(OpenCensusPropagatorTest, ReadsOneHeaderBesideAMalformedOther) {
  EXPECT_EQ(Extracted(HeaderCarrier({{"grpc-trace-bin", kBase64}, {"grpc-tags-bin", "?"}})),
            kResult);
  EXPECT_EQ(
      Extracted(HeaderCarrier({{"grpc-trace-bin", "?"}, {"grpc-tags-bin", "AAADa2V5BXZhbHVl"}})),
      "none key=value");
  EXPECT_EQ(Extracted(HeaderCarrier({{"grpc-tags-bin", std::string(1 << 20, 'A')}})), "none");
}

std::string SentOn(const HeaderCarrier& received, OpenCensusTags tags) {
  context::Context before;
  OpenCensusPropagator propagator(tags);
  HeaderCarrier sent;
  propagator.Inject(sent,
                    OpenCensusPropagator(OpenCensusTags::kAsBaggage).Extract(received, before));
  return sent.Text();
}

TEST(OpenCensusPropagatorTest, SendsBase64WithoutPadding) {
  const HeaderCarrier both(
      {{"grpc-trace-bin", std::string(kBase64) + "="}, {"grpc-tags-bin", "AAABYQEx"}});
  EXPECT_EQ(SentOn(both, OpenCensusTags::kAsBaggage),
            "grpc-tags-bin: AAABYQEx\ngrpc-trace-bin: " + std::string(kBase64));
  EXPECT_EQ(SentOn(both, OpenCensusTags::kIgnored), "grpc-trace-bin: " + std::string(kBase64));
}

TEST(OpenCensusPropagatorTest, SendsNothingWithoutASpanContextAndTags) {
  EXPECT_EQ(SentOn(HeaderCarrier(), OpenCensusTags::kAsBaggage), "");
}

std::string FieldsOf(OpenCensusTags tags) {
  std::string fields;
  EXPECT_TRUE(OpenCensusPropagator(tags).Fields([&](nostd::string_view field) {
    fields.append(field).append(" ");
    return true;
  }));
  return fields;
}

TEST(OpenCensusPropagatorTest, NamesItsHeaders) {
  EXPECT_EQ(FieldsOf(OpenCensusTags::kIgnored), "grpc-trace-bin ");
  EXPECT_EQ(FieldsOf(OpenCensusTags::kAsBaggage), "grpc-trace-bin grpc-tags-bin ");
}

}  // namespace
}  // namespace tracebridge::opencensus_propagator_test
