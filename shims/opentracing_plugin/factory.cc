#include "shims/opentracing_plugin/factory.h"

#include <new>
#include <string>
#include <system_error>

#include "otel_core/sdk/src/common/environment.h"
#include "shims/opentracing_plugin/proxy_configuration.h"
#include "shims/opentracing_plugin/running_tracer.h"
#include "tracebridge/sdk_builder.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::opentracing_plugin {
namespace {

using Made = opentracing::expected<std::shared_ptr<opentracing::Tracer>>;

std::error_code ToOpenTracing(ErrorCode code) {
  return code == ErrorCode::kMalformedJson || code == ErrorCode::kMalformedYaml
             ? opentracing::configuration_parse_error
             : opentracing::invalid_configuration_error;
}

Made Refuse(const Error& error, std::string& error_message) {
  error_message = error.message;
  return opentracing::make_unexpected(ToOpenTracing(error.code));
}

Made Make(const char* configuration, std::string& error_message) {
  auto read = ReadProxyConfiguration(configuration == nullptr ? "" : configuration,
                                     core::ProcessEnvironment());
  if (!read) return Refuse(read.error(), error_message);
  const auto finalized = Finalize(std::move(read->options));
  if (!finalized) return Refuse(finalized.error(), error_message);
  if (const auto missing = FindMissingPart(*finalized)) return Refuse(*missing, error_message);
  return StartTracer(*finalized, read->warnings).tracer;
}

class Factory final : public opentracing::TracerFactory {
 public:
  Made MakeTracer(const char* configuration, std::string& error_message) const noexcept override {
    try {
      return Make(configuration, error_message);
    } catch (const std::bad_alloc&) {
      return opentracing::make_unexpected(std::make_error_code(std::errc::not_enough_memory));
    } catch (...) {
      return opentracing::make_unexpected(opentracing::invalid_configuration_error);
    }
  }
};

}  // namespace

std::unique_ptr<opentracing::TracerFactory> MakeFactory() { return std::make_unique<Factory>(); }

}  // namespace tracebridge::opentracing_plugin
