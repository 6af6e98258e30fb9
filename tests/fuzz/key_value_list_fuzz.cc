// Input: the value of OTEL_RESOURCE_ATTRIBUTES or OTEL_EXPORTER_OTLP_HEADERS.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "otel_core/sdk/src/common/key_value_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto list = tracebridge::core::ParseKeyValueList(text);
  if (!list) return 0;
  std::size_t characters = 0;
  for (const auto& [key, value] : *list) {
    if (key.empty()) std::abort();
    characters += key.size() + value.size() + 1;
  }
  if (characters > size) std::abort();  // decoding only shortens
  return 0;
}
