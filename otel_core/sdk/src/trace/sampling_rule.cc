#include "otel_core/sdk/src/trace/sampling_rule.h"

#include <typeinfo>

#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/samplers/parent.h"
#include "otel_core/sdk/src/trace/overriding_sampler.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

SamplingRule::Answer SamplingRule::Always(const Sampler& sampler) noexcept {
  if (typeid(sampler) == typeid(AlwaysOnSampler)) return Answer::kSample;
  if (typeid(sampler) == typeid(AlwaysOffSampler)) return Answer::kDrop;
  return Answer::kAsk;
}

SamplingRule SamplingRule::Of(const Sampler& sampler) noexcept {
  SamplingRule rule;
  if (const auto* overriding = dynamic_cast<const OverridingSampler*>(&sampler)) {
    rule = Of(overriding->inner());
    rule.AskInsteadOfDropping();
  } else if (typeid(sampler) == typeid(ParentBasedSampler)) {
    const auto& by_parent = static_cast<const ParentBasedSampler&>(sampler);
    rule.root_ = Always(*by_parent.root_);
    for (const int remote : {0, 1}) {
      for (const int sampled : {0, 1}) {
        rule.by_parent_[remote][sampled] = Always(*by_parent.by_parent_[remote][sampled]);
      }
    }
  } else {
    rule.root_ = Always(sampler);
    for (auto& row : rule.by_parent_) row[0] = row[1] = rule.root_;
  }
  return rule;
}

void SamplingRule::AskInsteadOfDropping() noexcept {
  for (Answer* answer :
       {&root_, &by_parent_[0][0], &by_parent_[0][1], &by_parent_[1][0], &by_parent_[1][1]}) {
    if (*answer == Answer::kDrop) *answer = Answer::kAsk;
  }
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
