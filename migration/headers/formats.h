// Every header format that there is, by the name that OTEL_PROPAGATORS has for it.
#pragma once

#include <vector>

#include "tracebridge/wire_propagator.h"

namespace tracebridge::headers {

// OpenCensus's with its tags: whoever looks wants to see all.
std::vector<wire::NamedFormat> AllFormats();

}  // namespace tracebridge::headers
