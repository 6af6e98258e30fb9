// An event as the text of an annotation.
//
//   kOpenTelemetry  miss {}                     ->  miss
//                   miss {key: "u42", n: 3}     ->  "miss": {"key":"u42","n":3}
//   kOpenCensus     miss {}                     ->  miss
//                   miss {key: "u42", n: 3}     ->  miss (key:u42, n:3)
//                   rpc.message {rpc.message.type: "SENT", rpc.message.id: 7, rpc.message.compressed_size: 10}  ->  SENT/7/10
//
// Sources: OpenTelemetry specification 1.60.0, trace/sdk_exporters/zipkin.md, "Events"; opencensus-cpp, its last commit,
// exporters/trace/zipkin/internal/zipkin_exporter.cc.
#pragma once

#include <cstdint>
#include <string>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::zipkin {

enum class AnnotationStyle { kOpenTelemetry, kOpenCensus };

// Throws std::bad_alloc.
std::string AnnotationOf(const opentelemetry::sdk::trace::EventView& event, AnnotationStyle style);

// Appends {"key":"u42","n":3}, and the count of dropped ones as another member. Throws std::bad_alloc.
void AppendAttributes(const opentelemetry::sdk::trace::AttributeRange& attributes,
                      std::uint32_t dropped, std::string* out);

}  // namespace tracebridge::zipkin
