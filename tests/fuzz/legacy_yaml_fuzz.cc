// Input: a configuration file in YAML.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shims/legacy_configuration/yaml_document.h"
#include "tests/fuzz/legacy_configuration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace legacy = tracebridge::legacy_configuration;
  const auto file =
      legacy::ReadYaml({reinterpret_cast<const char*>(data), size}, &tracebridge_yaml_v1_read);
  if (file) tracebridge::fuzz::ReadAsEachFormat(*file);
  return 0;
}
