// Binary forms of the OpenTracing basic tracers and of LightStep: one Protobuf message, the last 64 bits of a trace id.
//
//   message State { fixed64 trace_id = 1; fixed64 span_id = 2; bool sampled = 3; map<string, string> baggage = 4; }
//
//   BasicTracerBinary   00 00 00 14  09 36470e0e9d92cea3 11 d88acd423f5c9953 18 01       length, big-endian; State
//   LightStepBinary     12 14  09 36470e0e9d92cea3 11 d88acd423f5c9953 18 01             message { State ctx = 2; }
//
// Source: opentracing/basictracer-go 1.1.0, wire/wire.proto, and its captures in tests/data/wire; LightStep's
// lightstep_carrier.proto. docs/wire-formats.md draws both.
#pragma once

#include <string>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/string_view.h"
#include "tracebridge/binary_format.h"

namespace tracebridge {

// Malformed: cut off, no Protobuf, or without one of the ids. Fields that are not known are skipped. Baggage is read within
// the limits of opentelemetry::baggage::Baggage.
class BasicTracerBinary final : public BinaryFormat {
 public:
  bool ToBytes(const opentelemetry::context::Context& context,
               std::string* bytes) const noexcept override;
  opentelemetry::context::Context FromBytes(
      opentelemetry::nostd::string_view bytes,
      const opentelemetry::context::Context& context) const noexcept override;
};

class LightStepBinary final : public BinaryFormat {
 public:
  bool ToBytes(const opentelemetry::context::Context& context,
               std::string* bytes) const noexcept override;
  opentelemetry::context::Context FromBytes(
      opentelemetry::nostd::string_view bytes,
      const opentelemetry::context::Context& context) const noexcept override;
};

}  // namespace tracebridge
