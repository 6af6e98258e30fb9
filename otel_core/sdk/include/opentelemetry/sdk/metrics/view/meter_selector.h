// Whose instruments a view is for.
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/sdk/metrics/view/predicate.h"
#include "opentelemetry/sdk/metrics/view/predicate_factory.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Those of meters of that name, version and schema; "" for any. A meter without a version or schema has any.
class MeterSelector {
 public:
  MeterSelector(const std::string& name, const std::string& version, const std::string& schema)
      : name_filter_(PredicateFactory::GetPredicate(name, PredicateType::kExact)),
        version_filter_(PredicateFactory::GetPredicate(version, PredicateType::kExact)),
        schema_filter_(PredicateFactory::GetPredicate(schema, PredicateType::kExact)) {}

  const Predicate* GetNameFilter() const { return name_filter_.get(); }
  const Predicate* GetVersionFilter() const { return version_filter_.get(); }
  const Predicate* GetSchemaFilter() const { return schema_filter_.get(); }

 private:
  std::unique_ptr<Predicate> name_filter_;
  std::unique_ptr<Predicate> version_filter_;
  std::unique_ptr<Predicate> schema_filter_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
