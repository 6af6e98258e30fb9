// A malformed header is ignored, never fatal, and counted, whichever API reads it.
//
// Source: W3C Trace Context Level 2, "traceparent Header Field Values"; W3C Baggage, "Header Content"; the header formats
// of opencensus-cpp (opencensus/trace/propagation/*.h).
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/trace/propagation/b3.h"
#include "opencensus/trace/propagation/cloud_trace_context.h"
#include "opencensus/trace/propagation/grpc_trace_bin.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/trace/context.h"
#include "tests/support/header_carrier.h"
#include "tests/support/opentracing_carriers.h"
#include "tracebridge/bridge.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

namespace propagation = opencensus::trace::propagation;
using opentelemetry::context::Context;
using opentelemetry::context::propagation::GlobalTextMapPropagator;

std::uint64_t Malformed() { return Counted(Diagnostic::kHeaderMalformed); }

struct HeaderCase {
  std::string name;
  std::string header;
};

void PrintTo(const HeaderCase& row, std::ostream* out) { *out << row.header; }

// Of the traceparent alone.
const HeaderCase kTraceparents[] = {
    {"OneCharacter", "0"},
    {"Words", "not a header at all"},
    {"NotUtf8", "\xFF\xFE-\x80"},
    {"WithANul", std::string("00-0af7651916cd43dd8448eb211c80319c\0b7ad6b7169203331-01", 55)},
    {"CutInTheTraceId", "00-0af7651916cd43dd"},
    {"CutInTheFlags", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0"},
    {"WithoutFlags", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"},
    {"Longer", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"},
    {"VeryLong", std::string(100000, '0')},
    {"UpperCase", "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01"},
    {"NotHexadecimal", "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01"},
    {"WithOtherSeparators", "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01"},
    {"ZeroTraceId", "00-00000000000000000000000000000000-b7ad6b7169203331-01"},
    {"ZeroSpanId", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"},
    {"VersionFf", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
    {"TwoJoined",
     "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,"
     "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203332-01"},
};

class MalformedTraceparentTest : public ::testing::TestWithParam<HeaderCase> {
 protected:
  Bridge bridge_ = [] {
    BridgeOptions options;
    options.settings["OTEL_TRACES_EXPORTER"] = "none";
    return Bridge::FromOptions(options);
  }();
};

TEST_P(MalformedTraceparentTest, IsIgnoredAndCountedByOpenTelemetry) {
  const test::HeaderCarrier carrier{{"traceparent", GetParam().header}, {"tracestate", "rojo=1"}};
  const auto before = Malformed();
  Context context;
  const Context extracted =
      GlobalTextMapPropagator::GetGlobalPropagator()->Extract(carrier, context);
  EXPECT_FALSE(opentelemetry::trace::GetSpan(extracted)->GetContext().IsValid());
  EXPECT_EQ(Malformed() - before, 1u);
}

TEST_P(MalformedTraceparentTest, IsAnErrorOfExtractThatIsCountedByOpenTracing) {
  const auto before = Malformed();
  const auto tracer = opentracing::Tracer::Global();
  const auto as_header = tracer->Extract(test::HttpReader({{"Traceparent", GetParam().header}}));
  EXPECT_FALSE(as_header);
  EXPECT_EQ(as_header.error(), opentracing::span_context_corrupted_error);
  EXPECT_FALSE(tracer->Extract(test::TextMapReader({{"traceparent", GetParam().header}})));
  EXPECT_EQ(Malformed() - before, 2u);
}

TEST_P(MalformedTraceparentTest, IsIgnoredAndCountedByOpenCensus) {
  const auto before = Malformed();
  const auto context = propagation::FromTraceParentHeader(GetParam().header);
  EXPECT_FALSE(context.IsValid());
  EXPECT_EQ(Malformed() - before, 1u);
  // A span under it starts a trace.
  EXPECT_TRUE(opencensus::trace::Span::StartSpanWithRemoteParent("s", context).context().IsValid());
}

INSTANTIATE_TEST_SUITE_P(W3c, MalformedTraceparentTest, ::testing::ValuesIn(kTraceparents),
                         [](const auto& info) { return info.param.name; });

const HeaderCase kTracestates[] = {
    {"WithoutEquals", "rojo"},  {"EmptyKey", "=1"},
    {"UpperCaseKey", "ROJO=1"}, {"ControlCharacters", "rojo=\x01"},
    {"NotUtf8", "rojo=\xFF"},   {"OneBadAmongGood", "rojo=1,con go=2"},
};

class MalformedTracestateTest : public ::testing::TestWithParam<HeaderCase> {};

TEST_P(MalformedTracestateTest, IsCountedAndTheTraceparentStands) {
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "none";
  const Bridge bridge = Bridge::FromOptions(options);
  const std::string traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const auto before = Malformed();

  const test::HeaderCarrier carrier{{"traceparent", traceparent},
                                    {"tracestate", GetParam().header}};
  Context context;
  const auto span = opentelemetry::trace::GetSpan(
      GlobalTextMapPropagator::GetGlobalPropagator()->Extract(carrier, context));
  EXPECT_TRUE(span->GetContext().IsValid());
  EXPECT_TRUE(span->GetContext().trace_state()->Empty());
  EXPECT_EQ(Malformed() - before, 1u);

  const auto extracted = opentracing::Tracer::Global()->Extract(
      test::HttpReader({{"traceparent", traceparent}, {"tracestate", GetParam().header}}));
  ASSERT_TRUE(extracted);
  EXPECT_NE(*extracted, nullptr);
  EXPECT_EQ(Malformed() - before, 2u);
}

INSTANTIATE_TEST_SUITE_P(W3c, MalformedTracestateTest, ::testing::ValuesIn(kTracestates),
                         [](const auto& info) { return info.param.name; });

const HeaderCase kBaggage[] = {
    {"WithoutEquals", "user"},        {"EmptyKey", "=alice"},
    {"SpaceInTheKey", "us er=alice"}, {"BadPercent", "user%=%zz"},
    {"OnlyCommas", ",,,,"},           {"TooLong", "user=" + std::string(9000, 'x')},
    {"NotUtf8Key", "\xFF=alice"},
};

class MalformedBaggageTest : public ::testing::TestWithParam<HeaderCase> {};

TEST_P(MalformedBaggageTest, IsIgnoredAndCounted) {
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "none";
  const Bridge bridge = Bridge::FromOptions(options);
  const auto before = Malformed();
  const test::HeaderCarrier carrier{{"baggage", GetParam().header}};
  Context context;
  const Context extracted =
      GlobalTextMapPropagator::GetGlobalPropagator()->Extract(carrier, context);
  EXPECT_FALSE(extracted.HasKey("baggage"));
  EXPECT_EQ(Malformed() - before, 1u);

  const auto of_opentracing =
      opentracing::Tracer::Global()->Extract(test::HttpReader({{"baggage", GetParam().header}}));
  EXPECT_TRUE(!of_opentracing || *of_opentracing == nullptr);
  EXPECT_EQ(Malformed() - before, 2u);
}

TEST_P(MalformedBaggageTest, CostsItsGoodNeighboursNothingAndIsCounted) {
  if (GetParam().name == "TooLong") return;  // of such a header nothing is read
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "none";
  const Bridge bridge = Bridge::FromOptions(options);
  const auto before = Malformed();
  const test::HeaderCarrier carrier{{"baggage", "good=1," + GetParam().header}};
  Context context;
  Context extracted = GlobalTextMapPropagator::GetGlobalPropagator()->Extract(carrier, context);
  std::string value;
  EXPECT_TRUE(opentelemetry::baggage::GetBaggage(extracted)->GetValue("good", value));
  if (GetParam().name != "OnlyCommas") {  // empty members are well-formed in a list of headers
    EXPECT_EQ(Malformed() - before, 1u);
  }
}

INSTANTIATE_TEST_SUITE_P(W3c, MalformedBaggageTest, ::testing::ValuesIn(kBaggage),
                         [](const auto& info) { return info.param.name; });

// The other formats of OpenCensus.
struct OpenCensusCase {
  std::string name;
  opencensus::trace::SpanContext (*read)();
};

const std::string kTraceId = "0af7651916cd43dd8448eb211c80319c";
const std::string kSpanId = "b7ad6b7169203331";

const OpenCensusCase kOpenCensus[] = {
    {"B3WithAShortTraceId", [] { return propagation::FromB3Headers("0af7", kSpanId, "1", ""); }},
    {"B3WithoutASpanId", [] { return propagation::FromB3Headers(kTraceId, "", "1", ""); }},
    {"B3WithoutATraceId", [] { return propagation::FromB3Headers("", kSpanId, "1", ""); }},
    {"B3WithWordsAsIds", [] { return propagation::FromB3Headers("trace", "span", "", ""); }},
    {"B3WithABadSampled", [] { return propagation::FromB3Headers(kTraceId, kSpanId, "yes", ""); }},
    {"B3WithABadFlag", [] { return propagation::FromB3Headers(kTraceId, kSpanId, "", "2"); }},
    {"B3WithZeroIds",
     [] { return propagation::FromB3Headers(std::string(32, '0'), kSpanId, "1", ""); }},
    {"CloudWithoutASlash", [] { return propagation::FromCloudTraceContextHeader(kTraceId); }},
    {"CloudWithWords", [] { return propagation::FromCloudTraceContextHeader("a header; o=1"); }},
    {"CloudWithAZeroSpanId",
     [] { return propagation::FromCloudTraceContextHeader(kTraceId + "/0;o=1"); }},
    {"CloudWithAHugeSpanId",
     [] { return propagation::FromCloudTraceContextHeader(kTraceId + "/99999999999999999999"); }},
    {"CloudWithBadOptions",
     [] { return propagation::FromCloudTraceContextHeader(kTraceId + "/1;o=9"); }},
    {"CloudCutShort", [] { return propagation::FromCloudTraceContextHeader("0af7/1"); }},
    {"GrpcCutShort", [] { return propagation::FromGrpcTraceBinHeader(std::string(28, '\0')); }},
    {"GrpcOfAnotherVersion",
     [] { return propagation::FromGrpcTraceBinHeader(std::string(29, '\1')); }},
    {"GrpcOfZeros", [] { return propagation::FromGrpcTraceBinHeader(std::string(29, '\0')); }},
};

class MalformedOpenCensusHeaderTest : public ::testing::TestWithParam<OpenCensusCase> {};

TEST_P(MalformedOpenCensusHeaderTest, IsIgnoredAndCounted) {
  const auto before = Malformed();
  EXPECT_FALSE(GetParam().read().IsValid());
  EXPECT_EQ(Malformed() - before, 1u);
}

INSTANTIATE_TEST_SUITE_P(Formats, MalformedOpenCensusHeaderTest, ::testing::ValuesIn(kOpenCensus),
                         [](const auto& info) { return info.param.name; });

TEST(MalformedOpenCensusHeaderTest, AnAbsentHeaderIsNotMalformed) {
  const auto before = Malformed();
  EXPECT_FALSE(propagation::FromTraceParentHeader("").IsValid());
  EXPECT_FALSE(propagation::FromB3Headers("", "", "", "").IsValid());
  EXPECT_FALSE(propagation::FromB3Headers("", "", "1", "").IsValid());  // a decision alone is legal
  EXPECT_FALSE(propagation::FromCloudTraceContextHeader("").IsValid());
  EXPECT_FALSE(propagation::FromGrpcTraceBinHeader("").IsValid());
  EXPECT_EQ(Malformed() - before, 0u);
}

}  // namespace
}  // namespace tracebridge
