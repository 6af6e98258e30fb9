// Units as Prometheus has them in names: words.
//
//   By         ->  bytes
//   m/s        ->  meters_per_second
//   {packet}   ->  (nothing)
//   {call}/s   ->  per_second
//   furlong    ->  furlong
//
// Source: OpenTelemetry specification 1.60.0, compatibility/prometheus_and_openmetrics.md, "Metric Metadata".
#pragma once

#include <string>
#include <string_view>

namespace tracebridge::prometheus_exporter {

// Returns the words of a UCUM unit, joined with '_': letters, digits and single underscores only. Empty for no unit and for
// "1". Throws std::bad_alloc.
std::string UnitWords(std::string_view unit);

}  // namespace tracebridge::prometheus_exporter
