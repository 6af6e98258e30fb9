// OpenTracing's `sampling.priority` among the attributes that a span starts with, as a sampler sees it.
//
//   sampling.priority: 1, 2.5, "1"   ->  asks for sampling
//   sampling.priority: 0, "no", -    ->  asks for nothing (the OpenTracing shim has dealt with 0)
//
// Source: OpenTracing semantic_conventions.md, "Span tags table": "If greater than 0, a hint to the Tracer to do its best
// to capture the trace."
#pragma once

#include "opentelemetry/common/key_value_iterable.h"

namespace tracebridge::bridge {

bool AsksForSampling(const opentelemetry::common::KeyValueIterable& attributes) noexcept;

}  // namespace tracebridge::bridge
