// Which names, units and descriptions an instrument may have.
//
// Source: OpenTelemetry specification 1.60.0, metrics/api.md, "Instrument name syntax", "Instrument unit".
#pragma once

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class InstrumentMetaDataValidator {
 public:
  // A letter and up to 254 letters, digits, `_`, `.`, `-` and `/`; ASCII.
  bool ValidateName(nostd::string_view name) const;
  // At most 63 ASCII characters.
  bool ValidateUnit(nostd::string_view unit) const;
  // Any.
  bool ValidateDescription(nostd::string_view description) const;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
