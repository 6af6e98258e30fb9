// Names of files with numbers and times in them.
//
//   trace-%N.jsonl, file 2               ->  trace-2.jsonl
//   %F/%H%M-%n.jsonl, file 0, at 14:05   ->  2026-03-01/1405-1.jsonl
#pragma once

#include <cstddef>
#include <ctime>
#include <string>

namespace tracebridge::otlp {

// Returns `pattern` for the file `number` (from 0) that is opened at `time`. What is no placeholder
// stays as it is.
std::string ExpandPattern(const std::string& pattern, std::size_t number, const std::tm& time);

// Returns whether `pattern` tells the numbers of files apart.
bool HasNumber(const std::string& pattern);

}  // namespace tracebridge::otlp
