// A plugin that registers an OpenCensus handler, and links no bridge that could deliver to it.
#include <memory>

#include "tests/interop/process_state/bridge_module.h"
#include "tests/interop/process_state/name_handler.h"

namespace tracebridge::modules {
namespace {

constexpr Module kModule = {
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    [](void (*see)(const char*)) {
      opencensus::trace::exporter::SpanExporter::RegisterHandler(
          std::make_unique<NameHandler>(see));
    },
    nullptr,
};

}  // namespace
}  // namespace tracebridge::modules

extern "C" __attribute__((visibility("default"))) const tracebridge::modules::Module*
plugin_module() {
  return &tracebridge::modules::kModule;
}
