// What the tests of stats share.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "opencensus/stats/stats.h"

namespace tracebridge::opencensus_shim {

// A name that no other measure of the process has.
inline std::string NewName() {
  static int names = 0;
  return absl::StrCat("stats_test/measure", ++names);
}

inline std::string Text(double value) { return absl::StrCat(value); }
inline std::string Text(std::int64_t value) { return absl::StrCat(value); }
inline std::string Text(const opencensus::stats::Distribution& value) {
  return absl::StrCat(value.count(), " of ", value.mean(), " (", value.sum_of_squared_deviation(),
                      ") from ", value.min(), " to ", value.max(), " [",
                      absl::StrJoin(value.bucket_counts(), " "), "]");
}

template <class T>
std::vector<std::string> RowTexts(const opencensus::stats::ViewData::DataMap<T>& rows) {
  std::vector<std::string> texts;
  for (const auto& row : rows) {
    texts.push_back(absl::StrCat("{", absl::StrJoin(row.first, ","), "}: ", Text(row.second)));
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

// `int {a,b}: 2; {c,d}: 3`, `distribution {}: 2 of 5 (50) from 0 to 10 [0 1 1]`: the type and the rows,
// in order.
inline std::string Text(const opencensus::stats::ViewData& data) {
  using opencensus::stats::ViewData;
  switch (data.type()) {
    case ViewData::Type::kDouble:
      return "double " + absl::StrJoin(RowTexts(data.double_data()), "; ");
    case ViewData::Type::kInt64:
      return "int " + absl::StrJoin(RowTexts(data.int_data()), "; ");
    case ViewData::Type::kDistribution:
      return "distribution " + absl::StrJoin(RowTexts(data.distribution_data()), "; ");
  }
  return "";
}

}  // namespace tracebridge::opencensus_shim
