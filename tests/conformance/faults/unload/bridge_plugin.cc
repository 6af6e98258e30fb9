// A plugin that brings the bridge with it: it is up between Begin and End.
#include <memory>

#include "tests/conformance/faults/exit/traces.h"
#include "tests/conformance/faults/output.h"
#include "tracebridge/bridge.h"

namespace {
std::unique_ptr<tracebridge::Bridge> bridge;
}  // namespace

extern "C" {

__attribute__((visibility("default"))) void Begin(const char* file) {
  bridge = std::make_unique<tracebridge::Bridge>(
      tracebridge::Bridge::FromOptions(tracebridge::faults::ToFile(file)));
}
__attribute__((visibility("default"))) void Serve() { tracebridge::faults::TraceOnce("plugin"); }
__attribute__((visibility("default"))) void End() { bridge.reset(); }

}  // extern "C"
