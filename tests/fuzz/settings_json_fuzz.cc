// Input: a configuration file of settings.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tracebridge/sdk_options.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto options = tracebridge::ReadJson(text);
  if (!options) {
    if (options.error().message.rfind("line ", 0) != 0) std::abort();
    return 0;
  }
  if (!tracebridge::Finalize(*options)) std::abort();  // each value was checked, and all together
  return 0;
}
