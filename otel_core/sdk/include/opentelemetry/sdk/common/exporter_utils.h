// What an exporter says about a batch.
#pragma once

#include <cstdint>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {

enum class ExportResult : std::uint8_t {
  kSuccess = 0,
  kFailure = 1,                // the batch is lost
  kFailureFull = 2,            // the exporter's own queue has no room
  kFailureInvalidArgument = 3  // the exporter was given nothing it can send
};

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
