// Texts in the bytes of a file: for what a stripped program still shows.
#pragma once

#include <string_view>
#include <vector>

#include "migration/run/bytes.h"

namespace tracebridge::run {

// Returns for each of `texts`, none of them empty, whether it is in the first gibibyte of `bytes`.
std::vector<bool> Search(const Bytes& bytes, const std::vector<std::string_view>& texts);

}  // namespace tracebridge::run
