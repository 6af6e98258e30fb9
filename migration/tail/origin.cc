#include "migration/tail/origin.h"

namespace tracebridge::tail {
namespace {
struct ShimScope {
  std::string_view name;
  Origin origin;
};

constexpr ShimScope kShimScopes[] = {
    {"opentracing-shim", Origin::kOpenTracing},                // ours, and C++, Java, .NET, PHP
    {"opencensus-shim", Origin::kOpenCensus},                  // ours
    {"io.opentelemetry.opencensusshim", Origin::kOpenCensus},  // Java
    {"opentelemetry-opencensus-shim", Origin::kOpenCensus},    // Python
    {kJaegerClientScope, Origin::kOpenTracing},
    {kOpenCensusJaegerScope, Origin::kOpenCensus},
};

}  // namespace

Origin OriginOf(std::string_view scope_name) {
  for (const ShimScope& row : kShimScopes) {
    if (row.name == scope_name) return row.origin;
  }
  return Origin::kOpenTelemetry;
}

std::string_view NameOf(Origin origin) {
  switch (origin) {
    case Origin::kOpenTracing:
      return "OpenTracing";
    case Origin::kOpenCensus:
      return "OpenCensus";
    case Origin::kOpenTelemetry:
      return "OpenTelemetry";
  }
  return "";
}

}  // namespace tracebridge::tail
