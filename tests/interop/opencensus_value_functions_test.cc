// OpenCensus's own functions for header values and the propagators of the same formats: two readers and two writers, which
// must not drift apart. Why there are two: docs/RATIONALE.md, "Why does the OpenCensus API read headers by itself?".
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>

#include "opencensus/trace/propagation/cloud_trace_context.h"
#include "opencensus/trace/propagation/grpc_trace_bin.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/span_context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "otel_core/propagators/remote_context.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/cloud_trace_propagator.h"
#include "tracebridge/grpc_trace_bin.h"

namespace tracebridge::testing {
namespace {

namespace context = opentelemetry::context;
namespace oc = opencensus::trace;
namespace trace = opentelemetry::trace;
using context::propagation::TextMapPropagator;
using trace::propagation::HttpTraceContext;

struct Ids {
  std::uint64_t high, low, span;
  bool sampled;
};

constexpr Ids kIds[] = {
    {0x4bf92f3577b34da6, 0xa3ce929d0e0e4736, 0x00f067aa0ba902b7, true},
    {0x4bf92f3577b34da6, 0xa3ce929d0e0e4736, 0x00f067aa0ba902b7, false},
    {0, 0xa3ce929d0e0e4736, 0x53995c3f42cd8ad8, true},
    {0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, true},
    {0x8000000000000000, 0, 1, false},
};

oc::SpanContext ToOpenCensus(const Ids& ids) {
  return oc::SpanContext(oc::TraceId(propagators::MakeTraceId(ids.high, ids.low).Id().data()),
                         oc::SpanId(propagators::MakeSpanId(ids.span).Id().data()),
                         oc::TraceOptions().WithSampling(ids.sampled));
}

context::Context ToOtel(const Ids& ids) {
  const trace::SpanContext span_context(
      propagators::MakeTraceId(ids.high, ids.low), propagators::MakeSpanId(ids.span),
      trace::TraceFlags(ids.sampled ? trace::TraceFlags::kIsSampled : 0), /*is_remote=*/true);
  return trace::SetSpan(context::Context(), std::make_shared<trace::DefaultSpan>(span_context));
}

std::string ReadByOtel(TextMapPropagator& propagator, const std::string& name,
                       const std::string& value) {
  context::Context empty;
  return Text(trace::GetSpanContext(propagator.Extract(HeaderCarrier({{name, value}}), empty)));
}

std::string WrittenByOtel(TextMapPropagator& propagator, const std::string& name, const Ids& ids) {
  HeaderCarrier carrier;
  propagator.Inject(carrier, ToOtel(ids));
  return std::string(carrier.Get(name));
}

std::string Expected(const Ids& ids) { return Text(trace::GetSpanContext(ToOtel(ids))); }

template <class ToHeader, class FromHeader>
void ExpectOneFormat(TextMapPropagator& propagator, const std::string& name, ToHeader to_header,
                     FromHeader from_header) {
  for (const Ids& ids : kIds) {
    const oc::SpanContext span_context = ToOpenCensus(ids);
    const std::string header = to_header(span_context);
    EXPECT_EQ(WrittenByOtel(propagator, name, ids), header);
    EXPECT_EQ(ReadByOtel(propagator, name, header), Expected(ids));
    EXPECT_EQ(from_header(header), span_context);
  }
}

TEST(OpenCensusValueFunctionsTest, SpeakTheCloudTraceFormatOfThePropagator) {
  CloudTracePropagator propagator;
  ExpectOneFormat(propagator, "x-cloud-trace-context", oc::propagation::ToCloudTraceContextHeader,
                  oc::propagation::FromCloudTraceContextHeader);
}

TEST(OpenCensusValueFunctionsTest, SpeakTheTraceParentOfThePropagator) {
  HttpTraceContext propagator;
  ExpectOneFormat(propagator, "traceparent", oc::propagation::ToTraceParentHeader,
                  oc::propagation::FromTraceParentHeader);
}

TEST(OpenCensusValueFunctionsTest, SpeakTheBinaryFormatOfThePropagator) {
  for (const Ids& ids : kIds) {
    const oc::SpanContext span_context = ToOpenCensus(ids);
    const std::string header = oc::propagation::ToGrpcTraceBinHeader(span_context);
    std::string bytes;
    EXPECT_TRUE(GrpcTraceBin().ToBytes(ToOtel(ids), &bytes));
    EXPECT_EQ(bytes, header);
    EXPECT_EQ(Text(trace::GetSpanContext(GrpcTraceBin().FromBytes(header, context::Context()))),
              Expected(ids));
    EXPECT_EQ(oc::propagation::FromGrpcTraceBinHeader(bytes), span_context);
  }
}

}  // namespace
}  // namespace tracebridge::testing
