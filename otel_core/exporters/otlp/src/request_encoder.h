// A batch as the bytes of an ExportTraceServiceRequest, without the Protobuf library.
//
// Records already hold whatever varies in length in wire form, and a span is little more (span_wire.h); the batch processor
// brings them as bytes (wire_exporter.h).
//
// Source: opentelemetry-proto 1.10, trace/v1/trace.proto and collector/trace/v1/trace_service.proto.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "otel_core/exporters/otlp/src/span_groups.h"

namespace tracebridge::otlp {

// Keeps its buffer from batch to batch. One thread at a time.
class RequestEncoder {
 public:
  // Returns the request; valid until the next call. Throws std::bad_alloc.
  std::string_view Encode(const SpanGroups& groups);
  std::string_view Encode(const WireBatch& batch);

 private:
  struct Measured;

  std::string_view Write(const std::vector<Measured>& resources);
  std::uint8_t* Reserve(std::size_t size);

  std::unique_ptr<std::uint8_t[]> buffer_;
  std::size_t capacity_ = 0;
};

}  // namespace tracebridge::otlp
