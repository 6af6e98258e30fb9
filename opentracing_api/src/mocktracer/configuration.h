// The mock tracer's configuration: {"output_file": "spans.json"}, and nothing else.
#pragma once

#include <opentracing/util.h>

#include <string>
#include <string_view>

namespace tracebridge::opentracing_mocktracer {

// Returns the file's name, or what is wrong and at which character.
//
// The name has no escapes and only printable ASCII characters.
opentracing::expected<std::string, std::string> ParseOutputFile(std::string_view configuration);

}  // namespace tracebridge::opentracing_mocktracer
