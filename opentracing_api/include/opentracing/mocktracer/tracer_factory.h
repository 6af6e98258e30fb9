// Mock tracers from configuration text.
#pragma once

#include <opentracing/mocktracer/symbols.h>
#include <opentracing/tracer_factory.h>

#include <memory>
#include <string>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
class OPENTRACING_MOCK_TRACER_API MockTracerFactory : public TracerFactory {
 public:
  // `configuration` is {"output_file": "spans.json"}: where a JsonRecorder writes. Fails with
  // invalid_configuration_error.
  expected<std::shared_ptr<Tracer>> MakeTracer(const char* configuration,
                                               std::string& error_message) const noexcept override;
};
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
