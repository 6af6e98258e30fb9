#include "opentelemetry/exporters/prometheus/exporter_options.h"

#include "opentelemetry/sdk/common/env_variables.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::metrics {
namespace {

struct Switch {
  const char* variable;  // opentelemetry-cpp 1.28, exporter_options.cc
  bool PrometheusExporterOptions::*option;
};

constexpr Switch kSwitches[] = {
    {"OTEL_CPP_PROMETHEUS_EXPORTER_WITHOUT_OTEL_SCOPE",
     &PrometheusExporterOptions::without_otel_scope},
    {"OTEL_CPP_PROMETHEUS_EXPORTER_POPULATE_TARGET_INFO",
     &PrometheusExporterOptions::populate_target_info},
    {"OTEL_CPP_PROMETHEUS_EXPORTER_WITHOUT_UNITS", &PrometheusExporterOptions::without_units},
    {"OTEL_CPP_PROMETHEUS_EXPORTER_WITHOUT_TYPE_SUFFIX",
     &PrometheusExporterOptions::without_type_suffix},
};

}  // namespace

PrometheusExporterOptions::PrometheusExporterOptions() : url("localhost:9464") {
  sdk::common::GetStringEnvironmentVariable("PROMETHEUS_EXPORTER_ENDPOINT", url);
  for (const Switch& row : kSwitches) {
    bool value = false;
    if (sdk::common::GetBoolEnvironmentVariable(row.variable, value)) this->*row.option = value;
  }
}

PrometheusExporterOptions::PrometheusExporterOptions(void*) {}

}  // namespace exporter::metrics
OPENTELEMETRY_END_NAMESPACE
