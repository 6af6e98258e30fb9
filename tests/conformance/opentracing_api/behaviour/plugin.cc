// A tracer plugin that fails in the way that KIND, one of these, says.
#include <opentracing/dynamic_load.h>

namespace {
enum class Kind {
  null,      // its entry point is null
  error,     // an error without a category
  category,  // an error with a category
  message,   // an error with a category and a message
  empty      // success without a factory
};

int Make(const char* /*version*/, const char* abi_version, const void** error_category,
         void* error_message, void** /*tracer_factory*/) {
  if (std::string(abi_version) != "3") return 99;
  switch (Kind::KIND) {
    case Kind::null:
    case Kind::empty:
      return 0;
    case Kind::error:
      return 5;
    case Kind::category:
      *error_category = &opentracing::dynamic_load_error_category();
      return opentracing::incompatible_library_versions_error.value();
    case Kind::message:
      *error_category = &std::generic_category();
      *static_cast<std::string*>(error_message) = "because";
      return 5;
  }
  return 98;
}
}  // namespace

OPENTRACING_DECLARE_IMPL_FACTORY(Kind::KIND == Kind::null ? nullptr : Make)
