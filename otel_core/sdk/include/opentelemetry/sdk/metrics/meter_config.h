// Whether a meter is enabled.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class MeterConfig {
 public:
  bool operator==(const MeterConfig& other) const noexcept { return enabled_ == other.enabled_; }

  bool IsEnabled() const noexcept { return enabled_; }

  static MeterConfig Disabled() { return MeterConfig(false); }
  static MeterConfig Enabled() { return MeterConfig(true); }
  static MeterConfig Default() { return Enabled(); }

 private:
  explicit MeterConfig(bool enabled) : enabled_(enabled) {}

  bool enabled_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
