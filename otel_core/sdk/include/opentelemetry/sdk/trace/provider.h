// Installs a tracer provider for the whole process.
#pragma once

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class Provider {
 public:
  // Like opentelemetry::trace::Provider::SetTracerProvider, but does nothing when OTEL_SDK_DISABLED is "true".
  static void SetTracerProvider(
      const nostd::shared_ptr<opentelemetry::trace::TracerProvider>& provider) noexcept;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
