// Makes an InstrumentSelector.
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class InstrumentSelectorFactory {
 public:
  static std::unique_ptr<InstrumentSelector> Create(InstrumentType instrument_type,
                                                    const std::string& name,
                                                    const std::string& unit);
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
