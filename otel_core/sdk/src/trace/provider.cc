#include "opentelemetry/sdk/trace/provider.h"

#include "opentelemetry/sdk/common/disabled.h"
#include "opentelemetry/trace/provider.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

void Provider::SetTracerProvider(
    const nostd::shared_ptr<opentelemetry::trace::TracerProvider>& provider) noexcept {
  if (!common::GetSdkDisabled()) opentelemetry::trace::Provider::SetTracerProvider(provider);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
