// Input of fuzz targets for propagators: headers, one `name: value` a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "otel_core/propagators/text.h"
#include "tests/support/header_carrier.h"

namespace tracebridge::fuzz {

inline void Require(bool condition) {
  if (!condition) std::abort();
}

inline test::HeaderCarrier Headers(const std::uint8_t* data, std::size_t size) {
  test::HeaderCarrier carrier;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) {
    const std::string_view line = propagators::TakeField(&rest, '\n');
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos) {
      carrier.Receive(line.substr(0, colon), line.substr(colon + 2));
    }
  }
  return carrier;
}

inline test::HeaderCarrier SentOn(
    opentelemetry::context::propagation::TextMapPropagator& propagator,
    const test::HeaderCarrier& received) {
  opentelemetry::context::Context empty;
  test::HeaderCarrier sent;
  propagator.Inject(sent, propagator.Extract(received, empty));
  return sent;
}

// Names are tokens, values printable ASCII, of at most `most` bytes in all.
inline void RequireSendable(const test::HeaderCarrier& sent, std::size_t most) {
  std::size_t size = 0;
  for (const auto& [name, value] : sent.headers()) {
    Require(propagators::IsToken(name));
    for (const char c : value) Require(propagators::IsPrintable(c) || c == '\t');
    size += value.size();
  }
  Require(size <= most);
}

// What is sent on is sendable, and is sent on again as it is.
inline void RequireSafe(opentelemetry::context::propagation::TextMapPropagator& propagator,
                        const test::HeaderCarrier& received, std::size_t most) {
  const test::HeaderCarrier sent = SentOn(propagator, received);
  RequireSendable(sent, most);
  Require(SentOn(propagator, sent).Text() == sent.Text());
}

}  // namespace tracebridge::fuzz
