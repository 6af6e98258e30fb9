#include "opencensus/trace/sampler.h"

#include <cmath>

namespace opencensus {
namespace trace {
namespace {

// Returns `probability` of the range of uint64_t. One multiplication by 2^64 would round a
// probability just below 1 up to 0, so the halves are computed apart, as in the original: other
// processes of a fleet have to come to the same number.
uint64_t Threshold(double probability) {
  if (!(probability > 0.0)) return 0;
  if (probability >= 1.0) return UINT64_MAX;
  const double product = UINT32_MAX * probability;
  double high = 0.0;
  const double low = std::ldexp(std::modf(product, &high), 32) + product;
  return (static_cast<uint64_t>(high) << 32) + static_cast<uint64_t>(low);
}

// Returns the first half of the id, its first byte as the least significant.
uint64_t Number(const TraceId& trace_id) {
  uint8_t bytes[TraceId::kSize];
  trace_id.CopyTo(bytes);
  uint64_t number = 0;
  for (int i = 7; i >= 0; --i) number = number << 8 | bytes[i];
  return number;
}

}  // namespace

ProbabilitySampler::ProbabilitySampler(double probability) : threshold_(Threshold(probability)) {}

bool ProbabilitySampler::ShouldSample(const SpanContext*, bool, const TraceId& trace_id,
                                      const SpanId&, absl::string_view,
                                      const std::vector<Span*>&) const {
  return threshold_ != 0 && Number(trace_id) <= threshold_;
}

}  // namespace trace
}  // namespace opencensus
