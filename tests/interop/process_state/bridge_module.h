// What a module of the process with a copy of tracebridge of its own can be told to do.
#pragma once

namespace tracebridge {
struct BridgeOptions;
}

namespace tracebridge::modules {

struct Module {
  // Its Bridge, kept until `down`.
  void (*up)(const BridgeOptions& options);
  void (*down)();

  // Each starts and ends one span.
  void (*trace_opencensus)(const char* name);  // whose own sampler says yes
  void (*trace_opentracing)(const char* name);
  void (*trace_opentelemetry)(const char* name);
  void (*withdraw)(
      const char* name);  // sampling.priority 0 after the start, on a tracer of the module's

  // Registers an OpenCensus handler that passes the name of each span on, and delivers what has finished.
  void (*register_handler)(void (*see)(const char* name));
  void (*flush_handlers)();
};

}  // namespace tracebridge::modules
