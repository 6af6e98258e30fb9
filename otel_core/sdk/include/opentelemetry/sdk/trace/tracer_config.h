// Whether a tracer is enabled.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class TracerConfig {
 public:
  bool operator==(const TracerConfig& other) const noexcept { return enabled_ == other.enabled_; }

  bool IsEnabled() const noexcept { return enabled_; }

  static TracerConfig Disabled() { return TracerConfig(false); }
  static TracerConfig Enabled() { return TracerConfig(true); }
  static TracerConfig Default() { return Enabled(); }

 private:
  explicit TracerConfig(bool enabled) : enabled_(enabled) {}

  bool enabled_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
