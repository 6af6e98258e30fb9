// OTEL_TRACES_SAMPLER_ARG, whose form is the sampler's.
//
//   parentbased_traceidratio          0.25                (a setting as any other)
//   parentbased_jaeger_ratelimiting   2.5
//   jaeger_remote                     endpoint=http://localhost:5778,pollingIntervalMs=5000,initialSamplingRate=0.25
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md, "General SDK Configuration". Its
// `endpoint` is a gRPC server's; ours is asked over HTTP, for `/sampling` if the URL has no path.
#pragma once

#include <optional>
#include <string>

#include "otel_core/configuration/src/settings.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::core {

// Returns whether `setting` is the argument of a sampler of `options` that takes something else than a ratio.
bool IsSamplerArgument(const Setting& setting, const SdkOptions& options);

// Sets what `text` says in `options`, or nothing: then returns what is wrong.
std::optional<Error> ReadSamplerArgument(const std::string& text, SdkOptions* options);

}  // namespace tracebridge::core
