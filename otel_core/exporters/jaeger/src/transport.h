// How a packet gets to Jaeger: as a datagram, or as the body of a request.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "otel_core/exporters/jaeger/thrift/encoder.h"
#include "otel_core/exporters/otlp/src/http/cancellation.h"
#include "otel_core/exporters/otlp/src/http/delivery.h"
#include "tracebridge/jaeger_exporter.h"

namespace tracebridge::jaeger {

// Of one process. One thread at a time.
class Transport {
 public:
  struct Outcome {
    std::string error;  // "" when it was sent
    bool previous_was_lost = false;
  };

  virtual ~Transport() = default;

  // Returns what came of one packet. Throws std::bad_alloc.
  virtual Outcome Send(std::string_view packet, otlp::TimePoint deadline,
                       otlp::Cancellation* cancellation) = 0;

  virtual Form form() const = 0;
  virtual std::size_t max_size() const = 0;  // bytes of a packet
  virtual std::string where() const = 0;     // for the log, without secrets
};

// Returns what `options` ask for. Opens nothing.
std::unique_ptr<Transport> MakeTransport(const JaegerExporterOptions& options);

}  // namespace tracebridge::jaeger
