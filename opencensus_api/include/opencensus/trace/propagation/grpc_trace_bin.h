// The `grpc-trace-bin` header: 29 bytes.
//
//   00  00 <trace id, 16 bytes>  01 <span id, 8 bytes>  02 <options, 1 byte>
//   ^ version   each field begins with its number
//
// Source: opencensus-specs, encodings/BinaryEncoding.md, "Trace Context".
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "opencensus/trace/span_context.h"

namespace opencensus {
namespace trace {
namespace propagation {

// Returns the context that `header` says, invalid (all zeros) when it is malformed. Of the options
// only "sampled" is kept. Bytes after the 29th are ignored.
SpanContext FromGrpcTraceBinHeader(absl::string_view header);

// Returns the header's value.
std::string ToGrpcTraceBinHeader(const SpanContext& ctx);

constexpr int kGrpcTraceBinHeaderLen = 29;

// Writes the header's value, kGrpcTraceBinHeaderLen bytes.
void ToGrpcTraceBinHeader(const SpanContext& ctx, uint8_t* out);

}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
