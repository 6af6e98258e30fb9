#include <opentracing/propagation.h>

#include "opentracing_api/src/error_table.h"
#include "opentracing_api/src/immortal.h"

namespace {
using tracebridge::opentracing_api::ErrorRow;

struct PropagationErrors {
  static constexpr const char* kName = "OpenTracingPropagationError";
  static constexpr ErrorRow kRows[] = {
      {1, std::errc::not_supported, "opentracing: SpanContext type incompatible with tracer"},
      {2, std::errc::invalid_argument, "opentracing: Invalid Inject/Extract carrier"},
      {3, std::errc::invalid_argument,
       "opentracing: SpanContext data corrupted in Extract carrier"},
      {4, std::errc::invalid_argument, "opentracing: SpanContext key not found"},
      {5, std::errc::not_supported, "opentracing: Lookup for the given key is not supported"},
  };
  static constexpr const char* kUnknown = "opentracing: unknown propagation error";
};
}  // namespace

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
const std::error_category& propagation_error_category() {
  using tracebridge::opentracing_api::Immortal;
  return Immortal<tracebridge::opentracing_api::TableCategory<PropagationErrors>>();
}
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
