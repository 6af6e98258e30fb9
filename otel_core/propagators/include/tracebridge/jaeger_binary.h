// Jaeger's binary form: fixed fields, then baggage. All numbers are big-endian.
//
//   4bf92f3577b34da6 a3ce929d0e0e4736   trace id, high and low half
//   53995c3f42cd8ad8                    id of the caller's span
//   0000000000000000                    id of its parent (not used; zero)
//   01                                  flags, as in uber-trace-id
//   00000001                            number of baggage items, for each:
//   00000001 6b  00000001 76            length and bytes of the key, of the value
//
// Source: jaeger-client-go, propagation.go, BinaryPropagator; jaeger-client-cpp writes the same.
#pragma once

#include <string>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/string_view.h"
#include "tracebridge/binary_format.h"

namespace tracebridge {

// Malformed: cut off, or an id of zeros. Baggage is read within the limits of opentelemetry::baggage::Baggage.
class JaegerBinary final : public BinaryFormat {
 public:
  bool ToBytes(const opentelemetry::context::Context& context,
               std::string* bytes) const noexcept override;
  opentelemetry::context::Context FromBytes(
      opentelemetry::nostd::string_view bytes,
      const opentelemetry::context::Context& context) const noexcept override;
};

}  // namespace tracebridge
