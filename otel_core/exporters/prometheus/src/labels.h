// Attributes as labels.
//
//   {http.route: "/", retries: 3}   ->  http_route="/", retries="3"
//   {a.b: "1", a_b: "2"}            ->  a_b="1;2"
//   scope shop 1.0                  ->  otel_scope_name="shop", otel_scope_version="1.0"
//
// Source: OpenTelemetry specification 1.60.0, compatibility/prometheus_and_openmetrics.md, "Metric Attributes",
// "Instrumentation Scope" and "Resource Attributes"; values: common/README.md, "AnyValue representation for non-OTLP protocols".
#pragma once

#include <prometheus/client_metric.h>

#include <string>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/sdk/resource/resource.h"

namespace tracebridge::prometheus_exporter {

using Label = prometheus::ClientMetric::Label;

// What becomes a label: `name` need not be unique yet.
struct LabelSource {
  std::string key;  // as it was
  std::string name;
  std::string value;
};

// Each throws std::bad_alloc, returns valid UTF-8, and labels in the order of their names.

// The part that all points of a scope share. None for null.
std::vector<LabelSource> ScopeLabels(
    const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope);

// `reserved` is a name that the format gives a label of its own (a histogram's "le"), or empty: an attribute of that name
// becomes exported_le.
std::vector<Label> PointLabels(const opentelemetry::sdk::metrics::PointAttributes& attributes,
                               const std::vector<LabelSource>& scope, const std::string& reserved);

std::vector<Label> ResourceLabels(const opentelemetry::sdk::resource::Resource& resource);

}  // namespace tracebridge::prometheus_exporter
