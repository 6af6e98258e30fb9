// A tracer plugin that works: its tracer does nothing.
#include <opentracing/dynamic_load.h>
#include <opentracing/noop.h>

namespace {
class Factory : public opentracing::TracerFactory {
 public:
  opentracing::expected<std::shared_ptr<opentracing::Tracer>> MakeTracer(
      const char* configuration, std::string& error_message) const noexcept override {
    if (configuration == std::string("good")) return opentracing::MakeNoopTracer();
    error_message = "not good";
    return opentracing::make_unexpected(opentracing::invalid_configuration_error);
  }
};

int Make(const char* version, const char* abi_version, const void** error_category, void*,
         void** tracer_factory) {
  if (abi_version != std::string("3") || version != std::string("1.6.0")) {
    *error_category = &opentracing::dynamic_load_error_category();
    return opentracing::incompatible_library_versions_error.value();
  }
  *tracer_factory = new Factory;
  return 0;
}
}  // namespace

OPENTRACING_DECLARE_IMPL_FACTORY(Make)
