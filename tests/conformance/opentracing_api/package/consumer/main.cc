// Traces with the mock tracer, linked and as the plugin that the first argument names.
#include <opentracing/dynamic_load.h>
#include <opentracing/ext/tags.h>
#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/tracer.h>

#include <iostream>

#ifdef VARIANT_VERSION
#error "these are not tracebridge's OpenTracing headers"
#endif

int main(int argc, char** argv) {
  using namespace opentracing;
  if (argc != 2) return 2;
  auto* const recorder = new mocktracer::InMemoryRecorder;
  mocktracer::MockTracerOptions options;
  options.recorder.reset(recorder);
  Tracer::InitGlobal(std::make_shared<mocktracer::MockTracer>(std::move(options)));
  Tracer::Global()->StartSpan("x", {SetTag{ext::span_kind, "client"}})->Finish();
  if (recorder->top().tags.at("span.kind").get<const char*>() != std::string("client")) return 3;

  std::string message;
  const auto plugin = DynamicallyLoadTracingLibrary(argv[1], message);
  if (!plugin) {
    std::cerr << message << "\n";
    return 4;
  }
  return plugin->tracer_factory().MakeTracer(R"({"output_file": "/dev/null"})", message) ? 0 : 5;
}
