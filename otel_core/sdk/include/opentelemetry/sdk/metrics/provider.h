// Installs a meter provider for the whole process.
#pragma once

#include "opentelemetry/metrics/meter_provider.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class Provider {
 public:
  // Like opentelemetry::metrics::Provider::SetMeterProvider, but does nothing when OTEL_SDK_DISABLED is "true".
  static void SetMeterProvider(
      const nostd::shared_ptr<opentelemetry::metrics::MeterProvider>& provider) noexcept;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
