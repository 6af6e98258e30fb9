// What the OTLP file exporter wrote, as spans and as text that two runs can be compared by.
//
//   auth server {user: alice, retries: 2} error "no such user"; event miss {key: u42}; link {type: child}
#pragma once

#include <string>
#include <vector>

#include "migration/tail/model.h"

namespace tracebridge::test {

// Returns the spans of a file of JSON Lines, in its order. A line that cannot be read fails the test.
// No file, no spans.
std::vector<tail::Span> ReadSpans(const std::string& file);

// Returns the one span of that name, or null.
const tail::Span* Find(const std::vector<tail::Span>& spans, const std::string& name);

// One line a span, without ids and times.
std::string Text(const tail::Span& span);
// All of them, sorted.
std::string Text(const std::vector<tail::Span>& spans);

}  // namespace tracebridge::test
