// A span context, and perhaps baggage, as bytes: OpenTracing's binary carriers, OpenCensus's grpc-trace-bin.
//
//   std::string bytes;
//   if (format.ToBytes(context, &bytes)) stream << bytes;
//   context = format.FromBytes(bytes, context);
#pragma once

#include <string>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge {

// One binary form. Has no state: one object serves all threads.
class BinaryFormat {
 public:
  BinaryFormat() = default;
  BinaryFormat(const BinaryFormat&) = delete;
  BinaryFormat& operator=(const BinaryFormat&) = delete;
  virtual ~BinaryFormat() = default;

  // Replaces `*bytes` with what `context` is on the wire. Returns false, and leaves `*bytes` empty, when it has
  // nothing that the format can say, or there is no memory (counted).
  virtual bool ToBytes(const opentelemetry::context::Context& context,
                       std::string* bytes) const noexcept = 0;

  // Returns `context` with what `bytes` say; as it is when they are malformed (counted) or say nothing. What stands
  // behind the end of the form is not looked at.
  virtual opentelemetry::context::Context FromBytes(
      opentelemetry::nostd::string_view bytes,
      const opentelemetry::context::Context& context) const noexcept = 0;
};

}  // namespace tracebridge
