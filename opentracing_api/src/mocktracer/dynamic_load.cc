// The mock tracer as a plugin: `DynamicallyLoadTracingLibrary("libopentracing_mocktracer.so",
// ...)`.
#include <opentracing/dynamic_load.h>
#include <opentracing/mocktracer/tracer_factory.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <system_error>

namespace {
int MakeFactory(const char* opentracing_version, const char* opentracing_abi_version,
                const void** error_category, void* error_message, void** tracer_factory) {
  if (opentracing_version == nullptr || opentracing_abi_version == nullptr ||
      error_category == nullptr || tracer_factory == nullptr) {
    std::fprintf(stderr, "OpenTracingMakeTracerFactory: null argument\n");
    std::terminate();
  }
  try {
    if (std::strcmp(opentracing_abi_version, OPENTRACING_ABI_VERSION) != 0) {
      *error_category = &opentracing::dynamic_load_error_category();
      *static_cast<std::string*>(error_message) =
          std::string("incompatible OpenTracing ABI versions; expected " OPENTRACING_ABI_VERSION
                      " but got ") +
          opentracing_abi_version;
      return opentracing::incompatible_library_versions_error.value();
    }
    *tracer_factory =
        static_cast<opentracing::TracerFactory*>(new opentracing::mocktracer::MockTracerFactory);
    return 0;
  } catch (const std::bad_alloc&) {
    *error_category = &std::generic_category();
    return static_cast<int>(std::errc::not_enough_memory);
  }
}
}  // namespace

OPENTRACING_DECLARE_IMPL_FACTORY(MakeFactory)
