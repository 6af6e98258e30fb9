#include <opentracing/mocktracer/json_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/mocktracer/tracer_factory.h>

#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>
#include <utility>

#include "opentracing_api/src/mocktracer/configuration.h"

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
namespace {
expected<std::shared_ptr<Tracer>> Refuse(std::string& error_message, std::string why) {
  error_message = std::move(why);
  return make_unexpected(invalid_configuration_error);
}

expected<std::shared_ptr<Tracer>> Make(const char* configuration, std::string& error_message) {
  if (configuration == nullptr) return Refuse(error_message, "configuration must not be null");
  const auto file = tracebridge::opentracing_mocktracer::ParseOutputFile(configuration);
  if (!file) return Refuse(error_message, file.error());

  errno = 0;
  std::unique_ptr<std::ostream> out{new std::ofstream{*file}};
  if (!out->good()) {
    const std::string reason = std::generic_category().message(errno);
    return Refuse(error_message, "failed to open file `" + *file + "` (" + reason + ")");
  }

  MockTracerOptions options;
  options.recorder = std::unique_ptr<Recorder>{new JsonRecorder{std::move(out)}};
  return std::shared_ptr<Tracer>{new MockTracer{std::move(options)}};
}
}  // namespace

expected<std::shared_ptr<Tracer>> MockTracerFactory::MakeTracer(
    const char* configuration, std::string& error_message) const noexcept {
  try {
    return Make(configuration, error_message);
  } catch (const std::bad_alloc&) {
    return make_unexpected(std::make_error_code(std::errc::not_enough_memory));
  }
}
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
