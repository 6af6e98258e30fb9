// The views that are registered for export, as plain values: what the bridge makes OpenTelemetry's
// metrics of. The shim itself knows no metrics SDK.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "shims/opencensus/stats/exemplars.h"

namespace tracebridge::opencensus_shim {

enum class ViewAggregation { kCount, kSum, kLastValue, kDistribution };

// Its sum of squared deviation stays behind: OpenTelemetry has no place for it.
struct CollectedDistribution {
  std::uint64_t count;
  double mean;
  double min;
  double max;
  std::vector<std::uint64_t> bucket_counts;
};

struct CollectedExemplar {
  std::chrono::system_clock::time_point time;
  double value;
  std::array<std::uint8_t, 16> trace_id;  // zeros, both, when no span was current
  std::array<std::uint8_t, 8> span_id;
};

struct CollectedRow {
  // Values of the columns, in their order.
  std::vector<std::string> values;
  // The row of what is beyond the limit of rows. Its values say nothing.
  bool is_overflow;
  // Since when there may be data.
  std::chrono::system_clock::time_point start;
  std::variant<std::int64_t, double, CollectedDistribution> value;
  // At most one for each bucket; it stays until a later one takes its place.
  std::vector<CollectedExemplar> exemplars = {};
};

struct CollectedView {
  std::string name;
  std::string description;
  std::string unit;  // a count's is "1"
  ViewAggregation aggregation;
  // A sum that has never been given a negative value.
  bool only_grows;
  std::vector<std::string> columns;
  std::vector<double>
      boundaries;  // a distribution's; bucket i is [boundaries[i - 1], boundaries[i])
  std::chrono::system_clock::time_point start;
  std::chrono::system_clock::time_point end;
  std::vector<CollectedRow> rows;
};

// Returns them with all that was recorded before the call; without those that have no measure. Throws
// std::bad_alloc.
std::vector<CollectedView> CollectExportedViews();

// Whoever collects at intervals need not before something was recorded: from now on `wake` is called by the next measurement
// while there are views, and by the first one in each forked child; by the one after it when it returned false. On the
// thread that records, without a lock. Null: nobody is called, as if this had never been.
void WakeOnMeasurement(bool (*wake)() noexcept) noexcept;

// Which measurements are kept as exemplars from now on: by default, and until somebody collects them, none.
void KeepExemplars(ExemplarFilter filter) noexcept;

}  // namespace tracebridge::opencensus_shim
