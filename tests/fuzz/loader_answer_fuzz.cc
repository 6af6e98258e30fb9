// Input: what a dynamic loader prints about a program.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "migration/run/loader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto answer = tracebridge::run::ParseLoaderAnswer(text);
  for (const auto& library : answer.libraries) {
    if (text.find(library.name) == std::string_view::npos) std::abort();
    if (text.find(library.path) == std::string_view::npos) std::abort();
  }
  for (const auto& undefined : answer.undefined) {
    if (text.find(undefined.symbol) == std::string_view::npos) std::abort();
    if (text.find(undefined.library) == std::string_view::npos) std::abort();
  }
  return 0;
}
