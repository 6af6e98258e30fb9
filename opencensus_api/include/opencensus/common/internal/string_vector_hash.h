// The hash of ViewData's maps.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/hash/hash.h"

namespace opencensus {
namespace common {

struct StringVectorHash {
  std::size_t operator()(const std::vector<std::string>& strings) const {
    return absl::Hash<std::vector<std::string>>()(strings);
  }
};

}  // namespace common
}  // namespace opencensus
