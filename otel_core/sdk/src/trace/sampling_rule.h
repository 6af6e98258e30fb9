// What the SDK's own samplers answer whatever the trace: then nobody needs to be asked.
#pragma once

#include <cstdint>

#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/version.h"
#include "tracebridge/wire_notes.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class SamplingRule {
 public:
  enum class Answer : std::uint8_t { kAsk, kDrop, kSample };

  // A subclass of one of ours, and whatever else a program wrote, is asked. Of an OverridingSampler: the rule of the other
  // scopes.
  static SamplingRule Of(const Sampler& sampler) noexcept;

  // `parent` is null for a root. When the answer is not kAsk the span keeps its parent's trace state, and the sampler adds
  // no attributes.
  Answer For(const opentelemetry::trace::SpanContext* parent) const noexcept {
    if (parent == nullptr) return root_;
    if (__builtin_expect((parent->wire_notes() & kUnusual) != 0, 0)) return Answer::kAsk;
    return by_parent_[parent->IsRemote()][parent->IsSampled()];
  }

 private:
  static constexpr std::uint8_t kUnusual = tracebridge::WireNotes::kDeferred |
                                           tracebridge::WireNotes::kNoIds |
                                           tracebridge::WireNotes::kDebugId;

  static Answer Always(const Sampler& sampler) noexcept;
  void AskInsteadOfDropping() noexcept;

  Answer root_ = Answer::kAsk;
  Answer by_parent_[2][2] = {};  // [is remote][is sampled]
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
