// OTEL_SDK_DISABLED.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {

// Returns whether OTEL_SDK_DISABLED is "true": then sdk::trace::Provider installs nothing.
bool GetSdkDisabled();

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
