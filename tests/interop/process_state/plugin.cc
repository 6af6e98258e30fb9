// Opened with RTLD_LOCAL; also changes what is global, for the others to see.
#include "module.h"
#include "opentelemetry/trace/noop.h"

extern "C" {

__attribute__((visibility("default"))) Seen plugin_look() { return Look(); }

__attribute__((visibility("default"))) const void* plugin_set_provider() {
  static const std::shared_ptr<opentelemetry::trace::TracerProvider> provider(
      new opentelemetry::trace::NoopTracerProvider);
  opentelemetry::trace::Provider::SetTracerProvider(provider);
  return provider.get();
}

}  // extern "C"
