// The resource and the scope of a batch in wire form. Spans and metrics have them in messages of the same shape.
//
//   ResourceSpans, ResourceMetrics: resource (1), members (2), schema_url (3)
//   ScopeSpans, ScopeMetrics:       scope (1), members (2), schema_url (3)
//
// Source: opentelemetry-proto 1.10, trace/v1/trace.proto, metrics/v1/metrics.proto.
#pragma once

#include <cstdint>
#include <string>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "otel_core/sdk/src/common/wire.h"

namespace tracebridge::otlp {

constexpr std::uint8_t kMembers = wire::Tag(2, wire::kBytes);

// Each returns the fields that are not members. Null is one without content. Throws std::bad_alloc.
std::string ResourceHeader(const opentelemetry::sdk::resource::Resource* resource);
std::string ScopeHeader(
    const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope);

}  // namespace tracebridge::otlp
