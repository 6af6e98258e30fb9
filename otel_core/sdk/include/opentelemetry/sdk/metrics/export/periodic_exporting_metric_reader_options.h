// How often metrics are exported.
#pragma once

#include <chrono>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

constexpr std::chrono::milliseconds kExportIntervalMillis{60000};
constexpr std::chrono::milliseconds kExportTimeOutMillis{30000};

struct PeriodicExportingMetricReaderOptions {
  // Reads OTEL_METRIC_EXPORT_INTERVAL and OTEL_METRIC_EXPORT_TIMEOUT.
  PeriodicExportingMetricReaderOptions();

  // From the begin of an export to that of the next. What is below 1 ms or above 365 days counts as that.
  std::chrono::milliseconds export_interval_millis;

  // How long the destructor waits for the last export, at most 365 days. Exporters have a time-out of their own for each request.
  std::chrono::milliseconds export_timeout_millis;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
