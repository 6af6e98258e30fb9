// A plugin that brings the bridge with it: it is up between Begin and End.
#include <opentracing/ext/tags.h>
#include <opentracing/tracer.h>

#include <memory>
#include <set>
#include <string>

#include "tests/conformance/faults/exit/traces.h"
#include "tests/conformance/faults/output.h"
#include "tests/support/opentracing_carriers.h"
#include "tracebridge/bridge.h"
#include "tracebridge/opentracing_shim.h"

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

// What a proxy does: a span, with `baggage` if not null, and a list of the keys that Inject writes for it.
__attribute__((visibility("default"))) const char* InjectedKeys(int priority, const char* baggage) {
  tracebridge::OpenTracingOptions options;
  options.inject_all_keys = true;
  const auto tracer = tracebridge::MakeOpenTracingTracer(options);
  const auto span = tracer->StartSpan(
      "request", {opentracing::SetTag(opentracing::ext::sampling_priority, priority)});
  if (baggage != nullptr) span->SetBaggageItem("user", baggage);
  const tracebridge::test::HttpWriter writer;
  if (!tracer->Inject(span->context(), writer)) return "";
  span->Finish();
  std::set<std::string> sorted;
  for (const auto& header : writer.headers) sorted.insert(header.first);
  static std::string keys;
  keys.clear();
  for (const std::string& key : sorted) keys += key + "\n";
  return keys.c_str();
}

}  // extern "C"
