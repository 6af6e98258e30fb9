// Does as the parent did; asks one of five samplers, by what the parent is.
//
// | parent | remote | sampled | asked                            | default   |
// | ------ | ------ | ------- | -------------------------------- | --------- |
// | none   |        |         | root_sampler                     | required  |
// | yes    | yes    | yes     | remote_parent_sampled_sampler    | AlwaysOn  |
// | yes    | yes    | no      | remote_parent_nonsampled_sampler | AlwaysOff |
// | yes    | no     | yes     | local_parent_sampled_sampler     | AlwaysOn  |
// | yes    | no     | no      | local_parent_nonsampled_sampler  | AlwaysOff |
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk.md "ParentBased".
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class ParentBasedSampler : public Sampler {
 public:
  // A null sampler counts as the row's default; a null root as AlwaysOn.
  explicit ParentBasedSampler(const std::shared_ptr<Sampler>& root_sampler,
                              const std::shared_ptr<Sampler>& remote_parent_sampled_sampler =
                                  std::make_shared<AlwaysOnSampler>(),
                              const std::shared_ptr<Sampler>& remote_parent_nonsampled_sampler =
                                  std::make_shared<AlwaysOffSampler>(),
                              const std::shared_ptr<Sampler>& local_parent_sampled_sampler =
                                  std::make_shared<AlwaysOnSampler>(),
                              const std::shared_ptr<Sampler>& local_parent_nonsampled_sampler =
                                  std::make_shared<AlwaysOffSampler>());

  SamplingResult ShouldSample(
      const opentelemetry::trace::SpanContext& parent_context,
      opentelemetry::trace::TraceId trace_id, nostd::string_view name,
      opentelemetry::trace::SpanKind span_kind,
      const opentelemetry::common::KeyValueIterable& attributes,
      const opentelemetry::trace::SpanContextKeyValueIterable& links) noexcept override;

  // "ParentBased{AlwaysOnSampler}"
  nostd::string_view GetDescription() const noexcept override { return description_; }

 private:
  friend class SamplingRule;

  std::shared_ptr<Sampler> root_;
  std::shared_ptr<Sampler> by_parent_[2][2];  // [is remote][is sampled]
  std::string description_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
