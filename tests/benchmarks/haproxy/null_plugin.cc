// A tracer plugin whose tracer does nothing: what a host pays for having one at all.
#include <opentracing/dynamic_load.h>
#include <opentracing/noop.h>
#include <opentracing/tracer_factory.h>

#include <cstring>
#include <memory>
#include <new>

namespace {

class NullFactory final : public opentracing::TracerFactory {
 public:
  opentracing::expected<std::shared_ptr<opentracing::Tracer>> MakeTracer(
      const char*, std::string&) const noexcept override {
    return opentracing::MakeNoopTracer();
  }
};

int MakeFactory(const char* version, const char* abi_version, const void** error_category, void*,
                void** factory) {
  if (std::strcmp(version, OPENTRACING_VERSION) != 0 ||
      std::strcmp(abi_version, OPENTRACING_ABI_VERSION) != 0) {
    *error_category = &opentracing::dynamic_load_error_category();
    return opentracing::incompatible_library_versions_error.value();
  }
  *factory = new (std::nothrow) NullFactory;
  return 0;
}

}  // namespace

OPENTRACING_DECLARE_IMPL_FACTORY(MakeFactory)
