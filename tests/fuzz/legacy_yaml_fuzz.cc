// Input: a configuration file in YAML, of ours or of another vendor's. What is refused names its line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "otel_core/configuration/src/json_reader.h"
#include "shims/legacy_configuration/node_json.h"
#include "shims/legacy_configuration/yaml_document.h"
#include "tests/fuzz/legacy_configuration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace legacy = tracebridge::legacy_configuration;
  const auto file =
      legacy::ReadYaml({reinterpret_cast<const char*>(data), size}, &tracebridge_yaml_v1_read);
  if (!file) {
    if (file.error().message.rfind("line ", 0) != 0) std::abort();
    return 0;
  }
  tracebridge::fuzz::ReadAsEachFormat(*file);
  auto ours = tracebridge::core::ReadMembers(legacy::ToMembers(*file), {});
  if (!ours) {
    if (ours.error().message.rfind("line ", 0) != 0) std::abort();
  } else if (!tracebridge::Finalize(*std::move(ours))) {
    std::abort();
  }
  return 0;
}
