// A format's table, as docs/legacy-configuration.md shows it.
#pragma once

#include <string>

#include "shims/opentracing_plugin/legacy/format.h"

namespace tracebridge::opentracing_plugin {

// Returns one Markdown row a setting, under a heading row.
std::string LegacyTable(const Format& format);

}  // namespace tracebridge::opentracing_plugin
