// Where meters come from: one for each library or part of a program that is measured.
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
namespace metrics {

class Meter;

// Safe to use from any thread.
class MeterProvider {
 public:
  MeterProvider() = default;
  MeterProvider(const MeterProvider&) = default;
  MeterProvider(MeterProvider&&) noexcept = default;
  MeterProvider& operator=(const MeterProvider&) = default;
  MeterProvider& operator=(MeterProvider&&) noexcept = default;
  virtual ~MeterProvider() = default;

  // Returns the meter of an instrumentation scope, never null; the same one for the same four
  // arguments. `attributes` may be null.
  virtual nostd::shared_ptr<Meter> GetMeter(
      nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
      const common::KeyValueIterable* attributes) noexcept = 0;

  nostd::shared_ptr<Meter> GetMeter(nostd::string_view name, nostd::string_view version = "",
                                    nostd::string_view schema_url = "") {
    return this->GetMeter(name, version, schema_url, nullptr);
  }

  nostd::shared_ptr<Meter> GetMeter(
      nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
      std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>> attributes) {
    return this->GetMeter(name, version, schema_url, common::MakeAttributes(attributes));
  }

  template <class T, nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr>
  nostd::shared_ptr<Meter> GetMeter(nostd::string_view name, nostd::string_view version,
                                    nostd::string_view schema_url, const T& attributes) {
    const common::KeyValueIterableView<T> view(attributes);
    return this->GetMeter(name, version, schema_url, &view);
  }

  // Forgets the meters of that name, version and schema: their instruments are collected no more, and the next GetMeter
  // makes a new one.
  virtual void RemoveMeter(nostd::string_view name, nostd::string_view version = "",
                           nostd::string_view schema_url = "") noexcept = 0;
};

}  // namespace metrics
OPENTELEMETRY_END_NAMESPACE
