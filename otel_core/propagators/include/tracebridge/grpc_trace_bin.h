// OpenCensus's binary trace context: the gRPC metadata `grpc-trace-bin`.
//
//   00                                             version
//   00 4b f9 2f 35 77 b3 4d a6 a3 ce 92 9d 0e 0e 47 36   field 0, the trace id
//   01 00 f0 67 aa 0b a9 02 b7                     field 1, the id of the caller's span
//   02 01                                          field 2, options: bit 0 is sampled
//
// Written with all three fields in this order, 29 bytes. Read with the fields in any order; the first one that is not
// known ends it ("An unknown field id should not be considered a parse error").
//
// Source: OpenCensus specification, encodings/BinaryEncoding.md, "Trace Context".
#pragma once

#include <string>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/string_view.h"
#include "tracebridge/binary_format.h"

namespace tracebridge {

class GrpcTraceBin final : public BinaryFormat {
 public:
  bool ToBytes(const opentelemetry::context::Context& context,
               std::string* bytes) const noexcept override;

  opentelemetry::context::Context FromBytes(
      opentelemetry::nostd::string_view bytes,
      const opentelemetry::context::Context& context) const noexcept override;
};

}  // namespace tracebridge
