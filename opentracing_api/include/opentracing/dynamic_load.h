// Tracer plugins: shared libraries that a program loads by name.
//
// A plugin exports one variable, `OpenTracingMakeTracerFactory`, which points to a function:
//
//   OPENTRACING_DECLARE_IMPL_FACTORY(MakeTheFactory);
#pragma once

#include <opentracing/config.h>
#include <opentracing/symbols.h>
#include <opentracing/tracer.h>
#include <opentracing/tracer_factory.h>
#include <opentracing/version.h>

#include <memory>
#include <string>
#include <system_error>

// The type of a plugin's function. The caller passes its OPENTRACING_VERSION and
// OPENTRACING_ABI_VERSION; a plugin refuses an ABI version that is not its own.
//
// On success it returns 0 and sets `*tracer_factory` to a new TracerFactory. On failure it returns
// an error's value and sets `*error_category` to the std::error_category of it; it may also assign
// to `error_message`, a std::string*.
using OpenTracingMakeTracerFactoryType = int(const char* opentracing_version,
                                             const char* opentracing_abi_version,
                                             const void** error_category, void* error_message,
                                             void** tracer_factory);

// Exports X, an OpenTracingMakeTracerFactoryType, as the entry point of this plugin. Weak, because
// a program may be linked with several plugins.
#define OPENTRACING_DECLARE_IMPL_FACTORY(X)                                                        \
  extern "C" {                                                                                     \
  __attribute((weak)) extern OpenTracingMakeTracerFactoryType* const OpenTracingMakeTracerFactory; \
                                                                                                   \
  OpenTracingMakeTracerFactoryType* const OpenTracingMakeTracerFactory = X;                        \
  }

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
// Returns the category of the three errors below: one object for the life of the process.
OPENTRACING_API const std::error_category& dynamic_load_error_category();

// There is no such library, or it is no plugin, or the plugin made no factory.
const std::error_code dynamic_load_failure_error(1, dynamic_load_error_category());

// This build of the library cannot load plugins.
const std::error_code dynamic_load_not_supported_error(2, dynamic_load_error_category());

// The plugin was built for another ABI version. Plugins return it; DynamicallyLoadTracingLibrary
// says dynamic_load_failure_error instead.
const std::error_code incompatible_library_versions_error(3, dynamic_load_error_category());

// Unloads a library when destroyed.
class DynamicLibraryHandle {
 public:
  virtual ~DynamicLibraryHandle() = default;
};

// A loaded plugin. Keep it as long as any tracer that its factory made: it unloads their code.
class DynamicTracingLibraryHandle {
 public:
  DynamicTracingLibraryHandle() = default;

  DynamicTracingLibraryHandle(
      std::unique_ptr<const TracerFactory>&& tracer_factory,
      std::unique_ptr<DynamicLibraryHandle>&& dynamic_library_handle) noexcept;

  // The handle must have been returned by DynamicallyLoadTracingLibrary.
  const TracerFactory& tracer_factory() const noexcept { return *tracer_factory_; }

 private:
  // In this order: the factory goes before the library that holds its code.
  std::unique_ptr<DynamicLibraryHandle> dynamic_library_handle_;
  std::unique_ptr<const TracerFactory> tracer_factory_;
};

// Returns the plugin `shared_library`, a path or a name that dlopen resolves:
//
//   std::string error_message;
//   auto handle = DynamicallyLoadTracingLibrary("libtracer_plugin.so", error_message);
//   if (handle) auto tracer = handle->tracer_factory().MakeTracer(configuration, error_message);
//
// On failure returns dynamic_load_failure_error, or std::errc::not_enough_memory, and says more in
// `error_message`.
OPENTRACING_API expected<DynamicTracingLibraryHandle> DynamicallyLoadTracingLibrary(
    const char* shared_library, std::string& error_message) noexcept;
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
