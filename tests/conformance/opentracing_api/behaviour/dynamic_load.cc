// In the environment: MOCKTRACER is the path of the mock tracer's library, PLUGINS a folder of
// libplugin_<kind>.so, one for each way to fail (plugin.cc).
#include <opentracing/dynamic_load.h>

#include <cstdlib>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
using namespace opentracing;

void Refused(const std::string& name, const std::string& path) {
  std::string message = "from before";
  const auto handle = DynamicallyLoadTracingLibrary(path.c_str(), message);
  SHOW(name);
  if (handle) {
    std::cout << "  loaded\n";
    return;
  }
  SHOW(handle.error());
  SHOW(message);
  message.clear();
  DynamicallyLoadTracingLibrary(path.c_str(), message);
  SHOW(message);
}
}  // namespace

void DynamicLoading() {
  const char* const plugins = std::getenv("PLUGINS");
  const char* const mocktracer = std::getenv("MOCKTRACER");
  if (plugins == nullptr || mocktracer == nullptr) {
    std::cerr << "PLUGINS or MOCKTRACER is not set\n";
    std::exit(2);
  }
  Refused("no such file", "/no/such/library.so");
  Refused("not a library", "/dev/null");
  Refused("not a plugin", "libc.so.6");
  for (const char* const kind : {"null", "error", "category", "message", "empty"}) {
    Refused(kind, plugins + std::string("/libplugin_") + kind + ".so");
  }

  std::string message;
  auto handle = DynamicallyLoadTracingLibrary(mocktracer, message);
  SHOW(handle.has_value());
  SHOW(message);
  SHOW(handle->tracer_factory().MakeTracer("abc 123", message));
  {
    const auto tracer =
        handle->tracer_factory().MakeTracer(R"({"output_file": "/dev/null"})", message);
    SHOW(tracer.has_value());
    const auto span = (*tracer)->StartSpan("x", {SetTag{"k", Values{1, "two"}}});
    span->SetTag("map", Dictionary{{"a", 1}});
    SHOW(span->context().ToSpanID().empty());
    span->Finish();
    (*tracer)->Close();
  }
  DynamicTracingLibraryHandle moved = std::move(*handle);
  SHOW(moved.tracer_factory().MakeTracer("", message));
}
}  // namespace behaviour
