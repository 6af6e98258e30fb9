#include "otel_core/sdk/src/metrics/state/exemplars.h"

#include <algorithm>
#include <chrono>

#include "otel_core/sdk/src/common/wall_clock.h"
#include "otel_core/sdk/src/metrics/state/attribute_key.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

ExemplarLayout::ExemplarLayout(AggregationType type, const AggregationConfig* config)
    : size_(1), by_bucket_(type == AggregationType::kHistogram) {
  if (by_bucket_) {
    boundaries_ = config != nullptr
                      ? static_cast<const HistogramAggregationConfig*>(config)->boundaries_
                      : HistogramAggregationConfig::DefaultBoundaries();
    size_ = boundaries_.size() + 1;
  } else if (type == AggregationType::kBase2ExponentialHistogram) {
    const Base2ExponentialHistogramAggregationConfig defaults;
    const auto& exponential =
        config != nullptr ? static_cast<const Base2ExponentialHistogramAggregationConfig&>(*config)
                          : defaults;
    size_ = std::clamp<std::size_t>(exponential.max_size_, 1, 20);
  }
}

std::size_t ExemplarLayout::Place(double value, std::uint64_t n) const noexcept {
  if (by_bucket_) {
    return static_cast<std::size_t>(
        std::lower_bound(boundaries_.begin(), boundaries_.end(), value) - boundaries_.begin());
  }
  // Each of the n + 1 has the same chance ("Algorithm R"); the modulo's bias is far below that of any clock.
  return n < size_ ? static_cast<std::size_t>(n)
                   : static_cast<std::size_t>(
                         std::min<std::uint64_t>(tracebridge_state_v1_random() % (n + 1), size_));
}

void Exemplars::Offer(const ExemplarLayout& layout, ValueType value,
                      const opentelemetry::trace::SpanContext* span, std::string_view dropped) {
  if (slots_.empty()) slots_.resize(layout.size());
  const double number = nostd::visit([](auto v) { return static_cast<double>(v); }, value);
  const std::size_t place = layout.Place(number, offered_);
  if (place >= slots_.size()) {
    ++offered_;
    return;
  }
  Slot& slot = slots_[place];
  slot.dropped.assign(dropped.data(), dropped.size());
  ++offered_;
  slot.value = value;
  slot.trace_id = span != nullptr ? span->trace_id() : opentelemetry::trace::TraceId();
  slot.span_id = span != nullptr ? span->span_id() : opentelemetry::trace::SpanId();
  slot.time_ns =
      tracebridge::sdk::WallClock::At(std::chrono::steady_clock::now()).time_since_epoch().count();
}

void Exemplars::AddTo(Exemplars* to) const {
  if (empty()) return;
  if (to->slots_.empty()) to->slots_.resize(slots_.size());
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].time_ns > to->slots_[i].time_ns) to->slots_[i] = slots_[i];
  }
  to->offered_ += offered_;
}

std::vector<Exemplar> Exemplars::List() const {
  std::vector<Exemplar> list;
  for (const Slot& slot : slots_) {
    if (slot.time_ns == 0) continue;
    list.push_back({slot.value,
                    opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(slot.time_ns)),
                    slot.trace_id, slot.span_id, AttributesOf(slot.dropped)});
  }
  return list;
}

void Exemplars::Reset() noexcept {
  for (Slot& slot : slots_) slot.time_ns = 0;
  offered_ = 0;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
