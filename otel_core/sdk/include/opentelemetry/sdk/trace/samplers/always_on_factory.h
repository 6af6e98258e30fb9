// Makes an AlwaysOnSampler.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class AlwaysOnSamplerFactory {
 public:
  static std::unique_ptr<Sampler> Create();
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
