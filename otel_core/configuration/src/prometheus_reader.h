// What `prometheus` in OTEL_METRICS_EXPORTER needs. In a library of its own, tracebridge::otel_prometheus_configuration, as it
// brings prometheus-cpp along; a program that does not link it has no such function. Hidden, so that no other library's is taken for
// it, whose SDK may be of another release.
#pragma once

#include "opentelemetry/sdk/metrics/metric_reader.h"

extern "C" {

// Returns a reader, the caller's to delete, that serves http://host:port/metrics from now on. The log has its address, or why not. `host` is a
// name or an address. Null when it cannot listen there, and without memory.
__attribute__((visibility("hidden"))) opentelemetry::sdk::metrics::MetricReader*
tracebridge_make_prometheus_reader(const char* host, unsigned port) noexcept;
}
