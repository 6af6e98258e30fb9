// What a configuration file of any origin must not do, once it is a tree.
#pragma once

#include <cstdlib>
#include <optional>
#include <utility>

#include "shims/opentracing_plugin/legacy/document.h"
#include "shims/opentracing_plugin/legacy/format.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::fuzz {

// Reads `file` as each format. What is taken was checked, each setting and all together; what is not names its line.
inline void ReadAsEachFormat(const opentracing_plugin::Node& file) {
  for (const opentracing_plugin::Format* const format : opentracing_plugin::kLegacyFormats) {
    const auto read = opentracing_plugin::Read(
        *format, file, [](const char*) { return std::optional<std::string>(); });
    if (!read) {
      if (read.error().message.rfind("line ", 0) != 0) std::abort();
      continue;
    }
    opentracing_plugin::Translation translation;
    format->translate(read->values, &translation);
    if (translation.error) {
      if (translation.error->message.rfind("line ", 0) != 0) std::abort();
    } else if (!Finalize(std::move(translation.options))) {
      std::abort();
    }
  }
}

}  // namespace tracebridge::fuzz
