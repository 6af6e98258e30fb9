// A format's table, as docs/legacy-configuration.md shows it.
#pragma once

#include <string>

#include "shims/legacy_configuration/format.h"

namespace tracebridge::legacy_configuration {

// Returns one Markdown row a setting, under a heading row.
std::string LegacyTable(const Format& format);

}  // namespace tracebridge::legacy_configuration
