// The examples that a series keeps of its measurements, until they are collected.
//
//   sum, last value            1, chosen at random
//   explicit histogram         1 for each bucket, the last
//   exponential histogram      up to 20, chosen at random
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "ExemplarReservoir".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// How many there are, and which place one takes.
class ExemplarLayout {
 public:
  // `type` is not kDefault.
  ExemplarLayout(AggregationType type, const AggregationConfig* config);

  std::size_t size() const noexcept { return size_; }

  // Returns the place for `value`, the `n`-th offered since the last collection, from 0; size() for none.
  std::size_t Place(double value, std::uint64_t n) const noexcept;

 private:
  std::vector<double> boundaries_;
  std::size_t size_;
  bool by_bucket_;
};

// One thread at a time.
class Exemplars {
 public:
  // Allocates at the first call, and for attributes that are longer than any before in their place. Throws std::bad_alloc.
  // `dropped` are the attributes that the series has not, as of AttributeKey.
  void Offer(const ExemplarLayout& layout, ValueType value,
             const opentelemetry::trace::SpanContext* span, std::string_view dropped);

  // Gives each place of `*to` the later of the two. Throws std::bad_alloc.
  void AddTo(Exemplars* to) const;

  // Returns them in the order of their places. Throws std::bad_alloc.
  std::vector<Exemplar> List() const;

  bool empty() const noexcept { return offered_ == 0; }
  void Reset() noexcept;

 private:
  struct Slot {
    std::int64_t time_ns = 0;  // since the Unix epoch; 0: free
    ValueType value;
    opentelemetry::trace::TraceId trace_id;
    opentelemetry::trace::SpanId span_id;
    std::string dropped;
  };

  std::vector<Slot> slots_;
  std::uint64_t offered_ = 0;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
