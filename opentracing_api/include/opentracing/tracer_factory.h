// Tracers from configuration text.
#pragma once

#include <opentracing/symbols.h>
#include <opentracing/tracer.h>
#include <opentracing/version.h>

#include <memory>
#include <string>
#include <system_error>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
// Returns the category of the two errors below: one object for the life of the process.
OPENTRACING_API const std::error_category& tracer_factory_error_category();

// The configuration is not in the format that the factory reads.
const std::error_code configuration_parse_error(1, tracer_factory_error_category());

// The configuration has a value that the tracer cannot use.
const std::error_code invalid_configuration_error(2, tracer_factory_error_category());

// What a tracer plugin provides (dynamic_load.h).
class OPENTRACING_API TracerFactory {
 public:
  virtual ~TracerFactory() = default;

  // Returns a tracer configured by `configuration`, text that ends with a NUL, in a format of the
  // factory's choosing, usually JSON. On failure returns an error and may say more in
  // `error_message`.
  virtual expected<std::shared_ptr<Tracer>> MakeTracer(
      const char* configuration, std::string& error_message) const noexcept = 0;
};
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
