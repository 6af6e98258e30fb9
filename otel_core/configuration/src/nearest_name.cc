#include "otel_core/configuration/src/nearest_name.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace tracebridge::core {
namespace {

// Levenshtein's distance.
std::size_t Edits(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string NearestName(std::string_view text, const std::vector<std::string_view>& names) {
  constexpr std::size_t kLongest = 100;  // no setting is nearly as long
  if (text.size() > kLongest) return {};
  std::size_t fewest = text.size() / 3 + 1;
  std::string_view nearest;
  for (const std::string_view name : names) {
    const std::size_t edits = Edits(text, name);
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = name;
  }
  return std::string(nearest);
}

}  // namespace tracebridge::core
