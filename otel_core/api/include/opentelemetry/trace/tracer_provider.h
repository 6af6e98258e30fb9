// Where tracers come from: one for each library or part of a program that is instrumented.
#pragma once

#include <initializer_list>
#include <utility>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

class Tracer;

// Safe to use from any thread.
class TracerProvider {
 public:
  TracerProvider() = default;
  TracerProvider(const TracerProvider&) = default;
  TracerProvider& operator=(const TracerProvider&) = default;
  TracerProvider(TracerProvider&&) = default;
  TracerProvider& operator=(TracerProvider&&) = default;
  virtual ~TracerProvider() = default;

  // Returns the tracer of an instrumentation scope, never null; the same one for the same four
  // arguments. `attributes` may be null.
  virtual nostd::shared_ptr<Tracer> GetTracer(
      nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
      const common::KeyValueIterable* attributes) noexcept = 0;

  nostd::shared_ptr<Tracer> GetTracer(nostd::string_view name, nostd::string_view version = "",
                                      nostd::string_view schema_url = "") {
    return this->GetTracer(name, version, schema_url, nullptr);
  }

  nostd::shared_ptr<Tracer> GetTracer(
      nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
      std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>> attributes) {
    return this->GetTracer(name, version, schema_url,
                           nostd::span<const std::pair<nostd::string_view, common::AttributeValue>>(
                               attributes.begin(), attributes.end()));
  }

  template <class T, nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr>
  nostd::shared_ptr<Tracer> GetTracer(nostd::string_view name, nostd::string_view version,
                                      nostd::string_view schema_url, const T& attributes) {
    const common::KeyValueIterableView<T> view(attributes);
    return this->GetTracer(name, version, schema_url, &view);
  }
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
