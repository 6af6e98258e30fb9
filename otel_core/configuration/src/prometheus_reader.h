// What `prometheus` in OTEL_METRICS_EXPORTER needs. In a library of its own, tracebridge::otel_prometheus_configuration, as it
// brings prometheus-cpp along; a program that does not link it has no such function.
#pragma once

#include "opentelemetry/sdk/metrics/metric_reader.h"

extern "C" {

// Returns a reader, the caller's to delete, that serves http://host:port/metrics from now on, or has logged why not. `host` is a
// name or an address, without brackets. Null without memory.
opentelemetry::sdk::metrics::MetricReader* tracebridge_make_prometheus_reader(
    const char* host, unsigned port) noexcept;
}
