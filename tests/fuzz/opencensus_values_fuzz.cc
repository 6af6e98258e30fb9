// Input: headers (header_lines.h), read by OpenCensus's own functions. What they take, the propagator of the format takes for the
// same, and what they write they read again.
#include <cstdint>
#include <cstring>
#include <string>

#include "opencensus/trace/propagation/b3.h"
#include "opencensus/trace/propagation/cloud_trace_context.h"
#include "opencensus/trace/propagation/grpc_trace_bin.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "tests/fuzz/all_formats.h"

namespace {

namespace oc = opencensus::trace;
namespace header = opencensus::trace::propagation;
using opentelemetry::context::propagation::TextMapPropagator;
using tracebridge::fuzz::Require;

absl::string_view ValueOf(const tracebridge::test::HeaderCarrier& carrier, const char* name) {
  const auto value = carrier.Get(name);
  return {value.data(), value.size()};
}

void RequireAlike(const oc::SpanContext& ours, TextMapPropagator&& propagator,
                  const tracebridge::test::HeaderCarrier& carrier) {
  opentelemetry::context::Context empty;
  const auto context = opentelemetry::trace::GetSpanContext(propagator.Extract(carrier, empty));
  Require(context.IsValid());
  std::uint8_t trace_id[oc::TraceId::kSize];
  std::uint8_t span_id[oc::SpanId::kSize];
  ours.trace_id().CopyTo(trace_id);
  ours.span_id().CopyTo(span_id);
  Require(std::memcmp(trace_id, context.trace_id().Id().data(), sizeof trace_id) == 0);
  Require(std::memcmp(span_id, context.span_id().Id().data(), sizeof span_id) == 0);
  Require(ours.trace_options().IsSampled() == context.IsSampled());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto carrier = tracebridge::fuzz::Headers(data, size);
  namespace formats = opentelemetry::trace::propagation;

  const auto b3 =
      header::FromB3Headers(ValueOf(carrier, "x-b3-traceid"), ValueOf(carrier, "x-b3-spanid"),
                            ValueOf(carrier, "x-b3-sampled"), ValueOf(carrier, "x-b3-flags"));
  if (b3.IsValid()) {
    if (ValueOf(carrier, "b3").empty()) {  // which the function does not see
      RequireAlike(b3, formats::B3PropagatorMultiHeader(), carrier);
    }
    Require(header::FromB3Headers(header::ToB3TraceIdHeader(b3), header::ToB3SpanIdHeader(b3),
                                  header::ToB3SampledHeader(b3), "") == b3);
  }

  // The function takes white space and a sign with the span's number, as the original does: absl::SimpleAtoi reads it.
  const auto cloud_text = ValueOf(carrier, "x-cloud-trace-context");
  const auto cloud = header::FromCloudTraceContextHeader(cloud_text);
  if (cloud.IsValid()) {
    if (cloud_text.find_first_of(" \t\n\v\f\r+-") == absl::string_view::npos) {
      RequireAlike(cloud, tracebridge::CloudTracePropagator(), carrier);
    }
    Require(header::FromCloudTraceContextHeader(header::ToCloudTraceContextHeader(cloud)) == cloud);
  }

  const auto w3c = header::FromTraceParentHeader(ValueOf(carrier, "traceparent"));
  if (w3c.IsValid()) {
    RequireAlike(w3c, formats::HttpTraceContext(), carrier);
    Require(header::FromTraceParentHeader(header::ToTraceParentHeader(w3c)) == w3c);
  }

  // As bytes; the propagator reads those too, as they begin with a zero. The function looks at no more than the fields of its version,
  // where the propagator reads on: another field of options overrules the first.
  const auto grpc = header::FromGrpcTraceBinHeader(ValueOf(carrier, "grpc-trace-bin"));
  if (grpc.IsValid()) {
    const auto bytes = carrier.Get("grpc-trace-bin").substr(0, header::kGrpcTraceBinHeaderLen);
    RequireAlike(grpc, tracebridge::OpenCensusPropagator(),
                 tracebridge::test::HeaderCarrier({{"grpc-trace-bin", std::string(bytes)}}));
    Require(header::FromGrpcTraceBinHeader(header::ToGrpcTraceBinHeader(grpc)) == grpc);
  }
  return 0;
}
