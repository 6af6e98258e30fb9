// Makes a ParentBasedSampler.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class ParentBasedSamplerFactory {
 public:
  static std::unique_ptr<Sampler> Create(const std::shared_ptr<Sampler>& root_sampler);
  static std::unique_ptr<Sampler> Create(
      const std::shared_ptr<Sampler>& root_sampler,
      const std::shared_ptr<Sampler>& remote_parent_sampled_sampler,
      const std::shared_ptr<Sampler>& remote_parent_nonsampled_sampler,
      const std::shared_ptr<Sampler>& local_parent_sampled_sampler,
      const std::shared_ptr<Sampler>& local_parent_nonsampled_sampler);
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
