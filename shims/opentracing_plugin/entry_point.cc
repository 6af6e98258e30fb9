// The one symbol of the plugin: what DynamicallyLoadTracingLibrary looks for.
//
// Source: opentracing/dynamic_load.h (1.6.0), OpenTracingMakeTracerFactoryType.
#include <opentracing/dynamic_load.h>

#include <cstring>
#include <string>
#include <system_error>

#include "shims/opentracing_plugin/factory.h"

namespace {

// `to` is the caller's std::string, or null.
void Say(const std::string& text, void* to) {
  if (to != nullptr) *static_cast<std::string*>(to) = text;
}

int MakeTracerFactory(const char*, const char* abi_version, const void** error_category,
                      void* error_message, void** tracer_factory) try {
  if (abi_version == nullptr || error_category == nullptr || tracer_factory == nullptr) {
    if (error_category != nullptr) *error_category = &std::generic_category();
    Say("OpenTracingMakeTracerFactory: an argument is null", error_message);
    return static_cast<int>(std::errc::invalid_argument);
  }
  if (std::strcmp(abi_version, OPENTRACING_ABI_VERSION) != 0) {
    *error_category = &opentracing::dynamic_load_error_category();
    Say("this plugin is for OpenTracing's ABI version " OPENTRACING_ABI_VERSION
        ", and the program is of version " +
            std::string(abi_version),
        error_message);
    return opentracing::incompatible_library_versions_error.value();
  }
  *tracer_factory = tracebridge::opentracing_plugin::MakeFactory().release();
  return 0;
} catch (...) {
  if (error_category != nullptr) *error_category = &std::generic_category();
  return static_cast<int>(std::errc::not_enough_memory);
}

}  // namespace

// The one thing here that is not hidden.
#pragma GCC visibility push(default)
OPENTRACING_DECLARE_IMPL_FACTORY(MakeTracerFactory)
#pragma GCC visibility pop
