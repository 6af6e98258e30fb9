// A stream whose values are asked for at each collection.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/metrics/state/stream.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// One thread at a time.
class ObservableStream final : public Stream {
 public:
  using Stream::Stream;

  // Forgets what was observed for the collection before.
  void Begin() noexcept { observed_.clear(); }

  // Sums and histograms take all values of one set of attributes, which a view may have made one; of the others the last
  // counts. `attributes` may be null. Throws std::bad_alloc.
  template <class T>
  void Observe(T value, const opentelemetry::common::KeyValueIterable* attributes) {
    Find(attributes)->Aggregate(value);
  }

  // In a child that was forked in the middle of a collection: forgets everything, undestroyed, as it may be half changed.
  void Abandon() noexcept;

 private:
  struct Value {
    PointAttributes attributes;
    std::unique_ptr<Aggregation> aggregation;
  };
  using Values = std::map<std::string, Value>;  // by canonical key

  Aggregation* Find(const opentelemetry::common::KeyValueIterable* attributes);
  Aggregation* FindIn(Values& values, const std::string& key,
                      const PointAttributes& attributes) const;
  void AppendPoints(const Collection& collection,
                    std::vector<PointDataAttributes>* points) override;
  bool IsTotal() const noexcept override {
    return description().aggregation == AggregationType::kSum;
  }
  void AppendSums(const Collection& collection, std::vector<PointDataAttributes>* points);
  void AppendHistograms(const Collection& collection, std::vector<PointDataAttributes>* points);

  Values observed_;
  // By reader. Sums: what the collection before observed. Histograms: what all before observed.
  std::vector<Values> before_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
