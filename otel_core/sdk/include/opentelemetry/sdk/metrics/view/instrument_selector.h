// Which instruments a view is for.
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/view/predicate.h"
#include "opentelemetry/sdk/metrics/view/predicate_factory.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Those of that kind, whose name a pattern describes (predicate.h) and whose unit is `units`; "" for any unit.
class InstrumentSelector {
 public:
  InstrumentSelector(InstrumentType instrument_type, const std::string& name,
                     const std::string& units)
      : name_filter_(PredicateFactory::GetPredicate(name, PredicateType::kPattern)),
        unit_filter_(PredicateFactory::GetPredicate(units, PredicateType::kExact)),
        instrument_type_(instrument_type) {}

  const Predicate* GetNameFilter() const { return name_filter_.get(); }
  const Predicate* GetUnitFilter() const { return unit_filter_.get(); }
  InstrumentType GetInstrumentType() const { return instrument_type_; }

 private:
  std::unique_ptr<Predicate> name_filter_;
  std::unique_ptr<Predicate> unit_filter_;
  InstrumentType instrument_type_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
