#include <opentracing/dynamic_load.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer_factory.h>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
void Category(const std::error_category& category) {
  SHOW(category.name());
  for (int code = -1; code < 8; ++code) {
    const std::error_condition condition = category.default_error_condition(code);
    std::cout << Text(std::error_code(code, category)) << ", like " << condition.category().name()
              << " " << condition.value() << "\n";
  }
}
}  // namespace

void Errors() {
  using namespace opentracing;
  Category(propagation_error_category());
  Category(tracer_factory_error_category());
  Category(dynamic_load_error_category());
  SHOW(&propagation_error_category() == &propagation_error_category());
  SHOW(invalid_span_context_error);
  SHOW(invalid_carrier_error);
  SHOW(span_context_corrupted_error);
  SHOW(key_not_found_error);
  SHOW(lookup_key_not_supported_error);
  SHOW(configuration_parse_error);
  SHOW(invalid_configuration_error);
  SHOW(dynamic_load_failure_error);
  SHOW(dynamic_load_not_supported_error);
  SHOW(incompatible_library_versions_error);
  SHOW(key_not_found_error == std::errc::invalid_argument);
  SHOW(lookup_key_not_supported_error == std::errc::not_supported);
  SHOW(dynamic_load_failure_error == std::errc::no_such_file_or_directory);
  SHOW(key_not_found_error == configuration_parse_error);
  SHOW(are_errors_equal(key_not_found_error, std::error_code(4, propagation_error_category())));
  SHOW(are_errors_equal(key_not_found_error, invalid_carrier_error));
  SHOW(are_errors_equal(configuration_parse_error, invalid_span_context_error));
}
}  // namespace behaviour
