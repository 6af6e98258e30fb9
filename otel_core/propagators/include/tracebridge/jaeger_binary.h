// Jaeger's binary form: fixed fields, then baggage. Numbers are big-endian:
//
//   4bf92f3577b34da6 a3ce929d0e0e4736   trace id, high and low half
//   53995c3f42cd8ad8                    id of the caller's span
//   0000000000000000                    id of its parent (not used; zero)
//   01                                  flags, as in uber-trace-id
//   00000001                            number of baggage items, for each:
//   00000001 6b  00000001 76            length and bytes of the key, of the value
//
// ... or little-endian: jaeger-client-cpp means to write the same, and swaps bytes twice on a little-endian machine. The two
// read each other's contexts as garbage; nothing but a number of items tells which one it is.
//
// Source: jaeger-client-go, propagation.go, BinaryPropagator; jaeger-client-cpp 0.9, propagation/Propagator.h, as it ran.
#pragma once

#include <string>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/string_view.h"
#include "tracebridge/binary_format.h"

namespace tracebridge {

// Malformed: cut off, or an id of zeros. Baggage is read within the limits of opentelemetry::baggage::Baggage.
class JaegerBinary final : public BinaryFormat {
 public:
  enum class ByteOrder {
    kBigEndian,     // Go's client
    kLittleEndian,  // C++'s
  };
  explicit JaegerBinary(ByteOrder order = ByteOrder::kBigEndian) noexcept : order_(order) {}

  bool ToBytes(const opentelemetry::context::Context& context,
               std::string* bytes) const noexcept override;
  opentelemetry::context::Context FromBytes(
      opentelemetry::nostd::string_view bytes,
      const opentelemetry::context::Context& context) const noexcept override;

 private:
  const ByteOrder order_;
};

}  // namespace tracebridge
