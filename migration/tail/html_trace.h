// A trace as a waterfall, in markup.
#pragma once

#include <cstddef>
#include <string>

#include "migration/tail/origin.h"
#include "migration/tail/trace_store.h"

namespace tracebridge::tail {

// Returns a <section>, with at most `max_rows` spans. All text of senders is escaped; long values
// are cut.
std::string HtmlTrace(const Trace& trace, size_t max_rows);

// Returns the class that html_style.h gives an API's colour.
std::string_view StyleClassOf(Origin origin);

}  // namespace tracebridge::tail
