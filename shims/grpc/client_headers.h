// The headers that a client's call sends, and how many of them.
//
//   traceparent, grpc-trace-bin and the like   always
//   baggage, ot-baggage-... and the like       all or none: where the metadata is then no more than 6 KiB
//   grpc-tags-bin                              the same, beside that
//
// A server of gRPC's ends the connection over metadata that it does not take, with all calls on it. Source: gRPC over HTTP/2,
// "Requests": servers may limit it, "with a default of 8 KiB suggested".
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "opentelemetry/context/context.h"

namespace tracebridge::grpc_interceptors {

// Bytes as SentMetadata::Size() counts them. Of 8 KiB the rest is for what gRPC adds: path, authority, the callers' credentials.
inline constexpr std::size_t kMaxMetadataSize = 6144;

// Adds to `sent`, what a call sends, the headers of `context` that the global propagator writes, and OpenCensus's tags. What is
// left out is counted, an item or a tag each.
void AddHeaders(const opentelemetry::context::Context& context,
                std::multimap<std::string, std::string>* sent) noexcept;

}  // namespace tracebridge::grpc_interceptors
