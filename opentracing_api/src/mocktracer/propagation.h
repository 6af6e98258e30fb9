// How the mock tracer's span contexts travel.
//
//   binary   trace id, span id (8 bytes each), number of baggage items (4), then for each its key
//            and its value: length (4) and bytes. Numbers are little-endian.
//   text     propagation_key: base64 of the above. In HTTP headers the key's case does not matter.
#pragma once

#include <opentracing/mocktracer/recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/propagation.h>

#include <istream>
#include <ostream>

namespace tracebridge::opentracing_mocktracer {

using opentracing::mocktracer::PropagationOptions;
using opentracing::mocktracer::SpanContextData;

// Write `data`. Fail with std::errc::io_error if the stream does, or as the writer does.
opentracing::expected<void> Write(const PropagationOptions& options, const SpanContextData& data,
                                  std::ostream& carrier);
opentracing::expected<void> Write(const PropagationOptions& options, const SpanContextData& data,
                                  const opentracing::TextMapWriter& carrier);

// Read `data`; return false if the carrier holds none. Fail with std::errc::io_error if the stream
// is bad or ends early, span_context_corrupted_error if the text is not base64, or as the reader
// does. Lengths that the carrier claims take no memory before the bytes arrive.
opentracing::expected<bool> Read(const PropagationOptions& options, std::istream& carrier,
                                 SpanContextData& data);
opentracing::expected<bool> Read(const PropagationOptions& options,
                                 const opentracing::TextMapReader& carrier, SpanContextData& data);
opentracing::expected<bool> Read(const PropagationOptions& options,
                                 const opentracing::HTTPHeadersReader& carrier,
                                 SpanContextData& data);

}  // namespace tracebridge::opentracing_mocktracer
