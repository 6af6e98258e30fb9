// Input: a configuration file of Datadog's, Zipkin's, LightStep's or Jaeger's plugin, in JSON.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "shims/opentracing_plugin/configuration.h"
#include "tests/fuzz/legacy_configuration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace plugin = tracebridge::opentracing_plugin;
  const std::string text = "{" + std::string(reinterpret_cast<const char*>(data), size);
  const auto file = tracebridge::legacy_configuration::ParseJson(text);
  if (file) tracebridge::fuzz::ReadAsEachFormat(*file);
  const auto read =
      plugin::ReadConfiguration(text, [](const char*) { return std::optional<std::string>(); });
  if (read && !tracebridge::Finalize(read->options)) std::abort();
  if (!read && read.error().message.rfind("line ", 0) != 0) std::abort();
  return 0;
}
