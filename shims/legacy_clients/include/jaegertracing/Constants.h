// The names that jaeger-client-cpp 0.9 uses on the wire and in its tags.
#pragma once

// Config::parse() is there wherever yaml-cpp is, as in the original. A program that has yaml-cpp and does not want its headers
// read defines TRACEBRIDGE_WITHOUT_YAML_CPP.
#if !defined(JAEGERTRACING_WITH_YAML_CPP) && !defined(TRACEBRIDGE_WITHOUT_YAML_CPP)
#if defined(__has_include)
#if __has_include(<yaml-cpp/yaml.h>)
#define JAEGERTRACING_WITH_YAML_CPP
#endif
#endif
#endif

namespace jaegertracing {

static constexpr auto kJaegerClientVersion = "C++-0.9.0";
static constexpr auto kJaegerClientVersionTagKey = "jaeger.version";
static constexpr auto kJaegerDebugHeader = "jaeger-debug-id";
static constexpr auto kJaegerBaggageHeader = "jaeger-baggage";
static constexpr auto kTracerHostnameTagKey = "hostname";
static constexpr auto kTracerIPTagKey = "ip";
static constexpr auto kSamplerTypeTagKey = "sampler.type";
static constexpr auto kSamplerParamTagKey = "sampler.param";
static constexpr auto kTraceContextHeaderName = "uber-trace-id";
static constexpr auto kTracerStateHeaderName = kTraceContextHeaderName;
static constexpr auto kTraceBaggageHeaderPrefix = "uberctx-";
static constexpr auto kW3CTraceParentHeaderName = "traceparent";
static constexpr auto kW3CTraceStateHeaderName = "tracestate";
static constexpr auto kSamplerTypeConst = "const";
static constexpr auto kSamplerTypeRemote = "remote";
static constexpr auto kSamplerTypeProbabilistic = "probabilistic";
static constexpr auto kSamplerTypeRateLimiting = "ratelimiting";
static constexpr auto kSamplerTypeLowerBound = "lowerbound";

}  // namespace jaegertracing
