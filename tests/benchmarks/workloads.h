// The spans that the rows measure: a name of 17 characters; two texts (3 and 32 characters), an integer and a double.
#pragma once

#include <cstdint>

#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/tracer.h"

namespace tracebridge::bench {

constexpr char kSpanName[] = "GET /api/v1/items";

inline void SetFourAttributes(opentelemetry::trace::Span& span) {
  span.SetAttribute("http.method", "GET");
  span.SetAttribute("http.url", "http://example.test/api/v1/items");
  span.SetAttribute("http.status_code", std::int64_t{200});
  span.SetAttribute("load", 0.75);
}

inline void SetSixAttributesAndAddEvent(opentelemetry::trace::Span& span) {
  SetFourAttributes(span);
  span.SetAttribute("net.peer.name", "db-primary.example.test");
  span.SetAttribute("retry", false);
  span.AddEvent("cache.miss", {{"key", "items:42"}});
}

}  // namespace tracebridge::bench
