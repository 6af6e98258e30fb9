// Which of the two loggers that jaegertracing::logging makes one is.
#pragma once

#include "jaegertracing/Logging.h"

namespace tracebridge::legacy_clients {

// Whether nobody hears what `logger`, which may be null, is told.
bool IsSilent(const jaegertracing::logging::Logger* logger) noexcept;

}  // namespace tracebridge::legacy_clients
