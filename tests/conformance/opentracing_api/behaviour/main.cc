// In the environment: EXPECTED_LIBRARY is the folder of the OpenTracing library that the program is
// to run with. It makes sure that it does.
#include <dlfcn.h>
#include <opentracing/tracer.h>

#include <cstdlib>
#include <filesystem>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace {
bool RunsWithLibraryIn(const char* folder) {
  // opentracing::v3::Tracer::Global(), wherever the loader found it.
  void* const global = dlsym(RTLD_DEFAULT, "_ZN11opentracing2v36Tracer6GlobalEv");
  Dl_info library = {};
  if (folder == nullptr || global == nullptr || dladdr(global, &library) == 0) return false;
  // Not by name: /lib may be a link to /usr/lib.
  return std::filesystem::equivalent(std::filesystem::path(library.dli_fname).parent_path(),
                                     folder);
}
}  // namespace

int main() {
  if (!RunsWithLibraryIn(std::getenv("EXPECTED_LIBRARY"))) {
    std::cerr << "the OpenTracing library is not that of EXPECTED_LIBRARY\n";
    return 2;
  }
  behaviour::StringViews();
  behaviour::ExpectedResults();
  behaviour::Variants();
  behaviour::ValuesOfTags();
  behaviour::Errors();
  behaviour::Options();
  behaviour::Carriers();
  behaviour::NoopTracers();
  behaviour::MockTracers();
  behaviour::Propagation();
  behaviour::Tags();
  behaviour::DynamicLoading();
  behaviour::GlobalTracer();
  std::cout.flush();
}
