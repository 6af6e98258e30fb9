// host PLUGIN CONFIGURATION END THREADS: registers a plugin's tracer for the process, as servers do, traces, and ends without telling it.
//
//   END      return, exit, quick_exit
//   THREADS  how many detached threads trace until the process is gone
//
// Prints which libopentracing it runs on.
#include <dlfcn.h>
#include <opentracing/dynamic_load.h>
#include <opentracing/tracer.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "tests/support/run_until_gone.h"

namespace {

using opentracing::Tracer;

void TraceOnce(const char* name) {
  const auto span = Tracer::Global()->StartSpan(name);
  if (span != nullptr) span->Finish();
}

struct TracesAtItsEnd {
  ~TracesAtItsEnd() { TraceOnce("static"); }
} of_the_executable;

int Register(const char* plugin, const char* configuration) {
  std::string error;
  const auto loaded = opentracing::DynamicallyLoadTracingLibrary(plugin, error);
  if (loaded) {
    auto tracer = loaded->tracer_factory().MakeTracer(configuration, error);
    if (tracer) {
      Tracer::InitGlobal(std::move(*tracer));
      return 0;
    }
  }
  std::cerr << error << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5 || Register(argv[1], argv[2]) != 0) return 2;
  Dl_info library;
  const auto function = static_cast<std::shared_ptr<Tracer> (*)() noexcept>(&Tracer::Global);
  if (dladdr(reinterpret_cast<void*>(function), &library) != 0) std::cout << library.dli_fname;
  std::cout << std::flush;

  tracebridge::test::RunUntilGone(std::atoi(argv[4]), [] { TraceOnce("detached"); });

  std::atexit([] { TraceOnce("at exit"); });
  TraceOnce("finished");
  const std::string end = argv[3];
  if (end == "exit") std::exit(0);
  if (end == "quick_exit") std::quick_exit(0);
  return 0;
}
