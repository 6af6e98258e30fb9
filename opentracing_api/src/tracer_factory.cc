#include <opentracing/tracer_factory.h>

#include "opentracing_api/src/error_table.h"
#include "opentracing_api/src/immortal.h"

namespace {
using tracebridge::opentracing_api::ErrorRow;

struct TracerFactoryErrors {
  static constexpr const char* kName = "OpenTracingTracerFactoryError";
  static constexpr ErrorRow kRows[] = {
      {1, std::errc::invalid_argument, "opentracing: failed to parse configuration"},
      {2, std::errc::invalid_argument, "opentracing: invalid configuration"},
  };
  static constexpr const char* kUnknown = "opentracing: unknown tracer factory error";
};
}  // namespace

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
const std::error_category& tracer_factory_error_category() {
  using tracebridge::opentracing_api::Immortal;
  return Immortal<tracebridge::opentracing_api::TableCategory<TracerFactoryErrors>>();
}
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
