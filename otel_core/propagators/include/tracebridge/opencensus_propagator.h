// OpenCensus's gRPC headers in a carrier of text, as `grpc-trace-bin` travels in HTTP/2.
//
//   grpc-trace-bin: AABL+S81d7NNpqPOkp0ODkc2AQDwZ6oLqQK3AgE      base64 of tracebridge/grpc_trace_bin.h
//   grpc-tags-bin: AAADa2V5BXZhbHVl                              base64 of tracebridge/grpc_tags_bin.h, by choice
//
// gRPC libraries encode `-bin` metadata themselves: give those the raw bytes of GrpcTraceBin and GrpcTagsBin.
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opencensus.md, "Trace Context Propagation"; gRPC over
// HTTP/2, "Requests". Why tags are a choice: docs/RATIONALE.md, "Why are OpenCensus tags not baggage by themselves?".
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge {

enum class OpenCensusTags { kIgnored, kAsBaggage };

// Has no state but its option: one object serves all threads.
class OpenCensusPropagator : public opentelemetry::context::propagation::TextMapPropagator {
 public:
  explicit OpenCensusPropagator(OpenCensusTags tags = OpenCensusTags::kIgnored) noexcept
      : tags_(tags) {}

  void Inject(opentelemetry::context::propagation::TextMapCarrier& carrier,
              const opentelemetry::context::Context& context) noexcept override;

  // Reads base64 with padding or without, and raw bytes, which begin with a zero as no base64 does. A malformed header is
  // ignored and counted; the other one still counts.
  opentelemetry::context::Context Extract(
      const opentelemetry::context::propagation::TextMapCarrier& carrier,
      opentelemetry::context::Context& context) noexcept override;

  bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override;

  bool Prefixes(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)>)
      const noexcept override {
    return true;
  }

 private:
  OpenCensusTags tags_;
};

}  // namespace tracebridge
