// Compiled into the executable, into a library that it links, and into plugins: each time with a copy of tracebridge's
// archives. BRIDGE_MODULE is the name of the function by which the module is found.
#include "tests/interop/process_state/bridge_module.h"

#include <opentracing/tracer.h>

#include <memory>

#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/interop/process_state/name_handler.h"
#include "tracebridge/bridge.h"
#include "tracebridge/opentracing_shim.h"

namespace opencensus::trace::exporter {
class SpanExporterTestPeer {
 public:
  static void ExportForTesting() { SpanExporter::ExportForTesting(); }
};
}  // namespace opencensus::trace::exporter

namespace tracebridge::modules {
namespace {

namespace census = opencensus::trace;

std::unique_ptr<Bridge> bridge;
opencensus::trace::AlwaysSampler always;

constexpr Module kModule = {
    [](const BridgeOptions& options) {
      bridge = std::make_unique<Bridge>(Bridge::FromOptions(options));
    },
    [] { bridge.reset(); },
    [](const char* name) { census::Span::StartSpan(name, nullptr, {&always}).End(); },
    [](const char* name) { opentracing::Tracer::Global()->StartSpan(name)->Finish(); },
    [](const char* name) {
      opentelemetry::trace::Provider::GetTracerProvider()
          ->GetTracer("module")
          ->StartSpan(name)
          ->End();
    },
    [](const char* name) {
      const auto span = MakeOpenTracingTracer()->StartSpan(name);
      span->SetTag("sampling.priority", 0);
      span->Finish();
    },
    [](void (*see)(const char*)) {
      census::exporter::SpanExporter::RegisterHandler(std::make_unique<NameHandler>(see));
    },
    [] { census::exporter::SpanExporterTestPeer::ExportForTesting(); },
};

}  // namespace
}  // namespace tracebridge::modules

extern "C" __attribute__((visibility("default"))) const tracebridge::modules::Module*
BRIDGE_MODULE() {
  return &tracebridge::modules::kModule;
}
