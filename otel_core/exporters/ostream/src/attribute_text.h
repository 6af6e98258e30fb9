// Texts, values and attributes for people to read on a terminal.
#pragma once

#include <string>
#include <string_view>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::exporters {

// All append to `*out`, and throw std::bad_alloc.

// As \n and \x1b where a text could end its line or command the terminal.
void AppendPrintable(std::string_view text, std::string* out);

// "key: value" for each, behind `indent`.
void AppendAttributes(const opentelemetry::sdk::trace::AttributeRange& attributes,
                      const char* indent, std::string* out);

void AppendLine(const char* label, std::string_view value, std::string* out);

}  // namespace tracebridge::exporters
