// Names of resource attributes, where programs written for opentelemetry-cpp until 1.21 look for them: the same names as
// in trace/semantic_conventions.h, as there. Newer programs take them from opentelemetry/semconv/.
#pragma once

#include "opentelemetry/trace/semantic_conventions.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {

namespace SemanticConventions = opentelemetry::trace::SemanticConventions;

}  // namespace resource
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
