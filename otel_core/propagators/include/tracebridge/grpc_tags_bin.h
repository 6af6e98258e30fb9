// OpenCensus's binary tags, as OpenTelemetry Baggage: the gRPC metadata `grpc-tags-bin`.
//
//   00                                   version
//   00 03 6b 65 79 05 76 61 6c 75 65     field 0, a tag: length (varint) and bytes of "key", of "value"
//   00 ...                               the next tag
//
// Keys are 1 to 255 characters of printable ASCII, values up to 255, all of them together up to 8,192. Baggage that is
// not is left out and counted. Bytes that say anything else are malformed as a whole: "There are no partial failures".
//
// Source: OpenCensus specification, encodings/BinaryEncoding.md, "Tag Context"; tags/TagMap.md.
#pragma once

#include <string>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/string_view.h"
#include "tracebridge/binary_format.h"

namespace tracebridge {

class GrpcTagsBin final : public BinaryFormat {
 public:
  bool ToBytes(const opentelemetry::context::Context& context,
               std::string* bytes) const noexcept override;

  opentelemetry::context::Context FromBytes(
      opentelemetry::nostd::string_view bytes,
      const opentelemetry::context::Context& context) const noexcept override;
};

}  // namespace tracebridge
