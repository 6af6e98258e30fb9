// Sees every header that is for legacy code, and runs a span of each legacy API. Exits 0 when they are one trace.
#include <cstdio>
#include <string>

#include "every_legacy_header.h"

static_assert(__cplusplus == EXPECTED_CPLUSPLUS,
              "linking tracebridge::bridge changed the standard");

int main() {
  tracebridge::BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "console";
  const tracebridge::Bridge bridge = tracebridge::Bridge::FromOptions(options);

  const auto span = opentracing::Tracer::Global()->StartSpan(
      "from OpenTracing", {opentracing::SetTag{opentracing::ext::error, true}});
  const tracebridge::ActivateSpan scope(*span);
  const std::string trace_id = tracebridge::CurrentTraceIds().trace_id;

  static opencensus::trace::AlwaysSampler sampler;
  opencensus::trace::Span child =
      opencensus::trace::Span::StartSpan("from OpenCensus", nullptr, {&sampler});
  child.AddAnnotation("miss", {{"key", "u42"}});
  const std::string child_trace_id = child.context().trace_id().ToHex();
  child.End();
  span->Finish();

  if (trace_id.size() == 32 && trace_id == span->context().ToTraceID() &&
      trace_id == child_trace_id) {
    return 0;
  }
  std::fprintf(stderr, "current %s, OpenTracing %s, OpenCensus %s\n", trace_id.c_str(),
               span->context().ToTraceID().c_str(), child_trace_id.c_str());
  return 1;
}
