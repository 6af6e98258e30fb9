// A process of two modules with a copy of tracebridge each: this executable, and either the library that it links
// ("library") or a plugin that it opens.
//
//   bridge_program second_bridge <plugin or "library"> spans.jsonl
//
// Prints what a handler was shown; bridge_modules_test.cc reads the rest from the file.
#include <dlfcn.h>

#include <cstdio>
#include <cstring>
#include <string>

#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/interop/process_state/bridge_module.h"
#include "tracebridge/bridge.h"

extern "C" const tracebridge::modules::Module* executable_module();
extern "C" const tracebridge::modules::Module* library_module();

namespace tracebridge::modules {
namespace {

const Module& here = *executable_module();

const Module* Find(const char* where) {
  if (std::strcmp(where, "library") == 0) return library_module();
  void* const plugin = dlopen(where, RTLD_NOW | RTLD_LOCAL);
  if (plugin == nullptr) return nullptr;
  return reinterpret_cast<const Module* (*)()>(dlsym(plugin, "plugin_module"))();
}

BridgeOptions ToFile(const char* file) {
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "otlp_file";
  options.settings["TRACEBRIDGE_OTLP_FILE"] = file;
  options.settings["OTEL_BSP_SCHEDULE_DELAY"] = "3600000";
  return options;
}

BridgeOptions Set(BridgeOptions options, const char* name, const char* value) {
  options.settings[name] = value;
  return options;
}

BridgeOptions ToNowhere() { return Set({}, "OTEL_TRACES_EXPORTER", "none"); }

void TraceAll(const Module& module, const std::string& name) {
  module.trace_opentelemetry((name + ".opentelemetry").c_str());
  module.trace_opentracing((name + ".opentracing").c_str());
  module.trace_opencensus((name + ".opencensus").c_str());
}

void See(const char* name) { std::printf("%s\n", name); }

struct Scenario {
  const char* name;
  void (*play)(const Module& there, const char* file);
};

constexpr Scenario kScenarios[] = {
    // Another handle to the one bridge: its end ends nothing.
    {"second_bridge",
     [](const Module& there, const char* file) {
       here.up(ToFile(file));
       there.up(ToNowhere());
       TraceAll(there, "there");
       there.down();
       TraceAll(here, "here");
       here.down();
     }},
    // Whoever goes last ends it.
    {"last_bridge",
     [](const Module& there, const char* file) {
       here.up(ToFile(file));
       there.up(ToNowhere());
       here.down();
       TraceAll(here, "here");
       there.down();
     }},
    {"one_after_another",
     [](const Module& there, const char* file) {
       there.up(ToNowhere());
       there.down();
       here.up(ToFile(file));
       TraceAll(there, "there");
       here.down();
     }},
    {"handler_there",
     [](const Module& there, const char*) {
       here.up(ToNowhere());
       there.register_handler(See);
       TraceAll(here, "here");
       TraceAll(there, "there");
       here.down();
     }},
    {"handler_here_nothing_configured",
     [](const Module& there, const char*) {
       here.register_handler(See);
       here.trace_opencensus("here");
       there.trace_opencensus("there");
       here.flush_handlers();
     }},
    {"handler_there_nothing_configured",
     [](const Module& there, const char*) {
       there.register_handler(See);
       here.trace_opencensus("here");
       there.trace_opencensus("there");
       here.flush_handlers();
     }},
    {"handlers_there_and_here",
     [](const Module& there, const char*) {
       there.register_handler(
           [](const char* name) { See((std::string("there: ") + name).c_str()); });
       here.register_handler([](const char* name) { See((std::string("here: ") + name).c_str()); });
       here.trace_opencensus("span");
       here.flush_handlers();
     }},
    {"sampler",
     [](const Module& there, const char* file) {
       here.up(Set(ToFile(file), "OTEL_TRACES_SAMPLER", "always_off"));
       TraceAll(there, "there");
       here.down();
     }},
    {"implicit_parent",
     [](const Module& there, const char* file) {
       here.up(Set(ToFile(file), "TRACEBRIDGE_IMPLICIT_PARENT", "never"));
       {
         const opentelemetry::trace::Scope scope(
             opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("here")->StartSpan(
                 "here"));
         TraceAll(there, "there");
       }
       here.down();
     }},
    {"withdrawn",
     [](const Module& there, const char* file) {
       here.up(ToFile(file));
       there.withdraw("withdrawn");
       there.trace_opentracing("there");
       here.down();
     }},
};

}  // namespace
}  // namespace tracebridge::modules

int main(int argc, char** argv) {
  using namespace tracebridge::modules;
  if (argc != 4) return 2;
  const Module* const there = Find(argv[2]);
  if (there == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  for (const Scenario& scenario : kScenarios) {
    if (std::strcmp(scenario.name, argv[1]) != 0) continue;
    scenario.play(*there, argv[3]);
    return 0;
  }
  return 2;
}
