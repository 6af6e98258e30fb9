#include "otel_core/sdk/src/metrics/exemplar_filter.h"

#include <string>

#include "opentelemetry/sdk/common/env_variables.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/sdk/src/common/text.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

constexpr struct {
  const char* name;
  ExemplarFilterType type;
} kFilters[] = {
    {"always_on", ExemplarFilterType::kAlwaysOn},
    {"always_off", ExemplarFilterType::kAlwaysOff},
    {"trace_based", ExemplarFilterType::kTraceBased},
};

}  // namespace

ExemplarFilterType ExemplarFilterFromEnvironment() {
  std::string value;
  if (!opentelemetry::sdk::common::GetStringEnvironmentVariable("OTEL_METRICS_EXEMPLAR_FILTER",
                                                                value)) {
    return ExemplarFilterType::kTraceBased;
  }
  const std::string lower = tracebridge::core::Lower(tracebridge::core::Trim(value));
  for (const auto& row : kFilters) {
    if (lower == row.name) return row.type;
  }
  OTEL_INTERNAL_LOG_WARN("OTEL_METRICS_EXEMPLAR_FILTER: \""
                         << value << "\" is none of always_on, always_off, trace_based; ignored");
  return ExemplarFilterType::kTraceBased;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
