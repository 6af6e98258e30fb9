// Samplers: which spans are recorded and exported. Asked only when the parent is not sampled, or
// when there is none; the child of a sampled parent is always sampled.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "opencensus/trace/span_context.h"
#include "opencensus/trace/span_id.h"
#include "opencensus/trace/trace_id.h"

namespace opencensus {
namespace trace {

class Span;

class Sampler {
 public:
  virtual ~Sampler() = default;

  // Returns whether the span about to start is to be sampled. `parent_context` is null for a root,
  // and like all arguments it lives no longer than the call. Called from any thread.
  virtual bool ShouldSample(const SpanContext* parent_context, bool has_remote_parent,
                            const TraceId& trace_id, const SpanId& span_id, absl::string_view name,
                            const std::vector<Span*>& parent_links) const = 0;
};

// Samples a share of all traces. The trace id alone decides, so that a trace is sampled as a whole.
class ProbabilitySampler final : public Sampler {
 public:
  // `probability` is clamped to [0, 1]. Costs a few floating-point operations: keep the object.
  explicit ProbabilitySampler(double probability);

  bool ShouldSample(const SpanContext* parent_context, bool has_remote_parent,
                    const TraceId& trace_id, const SpanId& span_id, absl::string_view name,
                    const std::vector<Span*>& parent_links) const override;

 private:
  friend class TraceParamsImpl;
  explicit ProbabilitySampler(uint64_t threshold) : threshold_(threshold) {}

  // The share of the range of 64-bit integers that is sampled.
  const uint64_t threshold_;
};

class AlwaysSampler final : public Sampler {
 public:
  bool ShouldSample(const SpanContext*, bool, const TraceId&, const SpanId&, absl::string_view,
                    const std::vector<Span*>&) const override {
    return true;
  }
};

class NeverSampler final : public Sampler {
 public:
  bool ShouldSample(const SpanContext*, bool, const TraceId&, const SpanId&, absl::string_view,
                    const std::vector<Span*>&) const override {
    return false;
  }
};

}  // namespace trace
}  // namespace opencensus
