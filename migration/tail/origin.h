// Which API a span was written with, told by the name of its instrumentation scope.
//
//   opentracing-shim                  ->  OpenTracing
//   opencensus-shim                   ->  OpenCensus
//   any other name, and none          ->  OpenTelemetry
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Create an OpenTracing
// Tracer Shim". It names no scope for OpenCensus: the rows of origin.cc are what shims use.
#pragma once

#include <string_view>

namespace tracebridge::tail {

enum class Origin { kOpenTracing, kOpenCensus, kOpenTelemetry };

// What a decoder writes for spans of senders that have no scopes: Jaeger's clients, which are OpenTracing's, and OpenCensus's
// exporters to Jaeger.
inline constexpr std::string_view kJaegerClientScope = "jaeger-client";
inline constexpr std::string_view kOpenCensusJaegerScope = "opencensus-exporter-jaeger";
// Zipkin's clients, which are of no API of the three, and whatever else sends Zipkin's JSON without `otel.scope.name`.
inline constexpr std::string_view kZipkinClientScope = "zipkin-client";

Origin OriginOf(std::string_view scope_name);

// Returns the API's name: "OpenTracing".
std::string_view NameOf(Origin origin);

}  // namespace tracebridge::tail
