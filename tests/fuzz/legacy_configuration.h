// What a configuration file of any origin must not do, once it is a tree.
#pragma once

#include <cstdlib>
#include <optional>
#include <utility>

#include "shims/legacy_configuration/document.h"
#include "shims/legacy_configuration/format.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::fuzz {

// Reads `file` as each format. What is taken was checked, each setting and all together; what is not names its line.
inline void ReadAsEachFormat(const legacy_configuration::Node& file) {
  for (const legacy_configuration::Format* const format : legacy_configuration::kLegacyFormats) {
    const auto read = legacy_configuration::Read(
        *format, file, [](const char*) { return std::optional<std::string>(); });
    if (!read) {
      if (read.error().message.rfind("line ", 0) != 0) std::abort();
      continue;
    }
    legacy_configuration::Translation translation;
    format->translate(read->values, &translation);
    if (translation.error) {
      if (translation.error->message.rfind("line ", 0) != 0) std::abort();
    } else if (!Finalize(std::move(translation.options))) {
      std::abort();
    }
  }
}

}  // namespace tracebridge::fuzz
