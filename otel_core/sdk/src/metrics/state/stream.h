// The measurements of one instrument as one view wants them: what becomes one metric.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"
#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/view/attributes_processor.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

struct StreamDescription {
  InstrumentDescriptor descriptor;                       // with the view's name
  AggregationType aggregation = AggregationType::kSum;   // not kDefault, not kDrop
  std::shared_ptr<const AggregationConfig> config;       // of that aggregation, or null
  std::shared_ptr<const AttributesProcessor> processor;  // null: all attributes are kept
  bool has_own_processor = false;                        // of a class of the program's
  std::size_t cardinality_limit = kAggregationCardinalityLimit;
};

// Who collects.
struct Collection {
  std::size_t reader;        // its number, from 0
  std::size_t reader_count;  // of all there are
  AggregationTemporality temporality;
  opentelemetry::common::SystemTimestamp now;
};

// The attributes of a measurement could not be read: their iterable failed, and has counted it.
struct IncompleteAttributes {};

// Calls `take`, which may throw std::bad_alloc, with each of `attributes`. An iterable would not let that through, and the
// measurement would count for a part of its attributes: so it comes out here, or IncompleteAttributes does.
template <class Take>
void ForEach(const opentelemetry::common::KeyValueIterable& attributes, const Take& take) {
  bool is_out_of_memory = false;
  const bool is_complete = attributes.ForEachKeyValue(
      [&](nostd::string_view key, const opentelemetry::common::AttributeValue& value) noexcept {
        try {
          take(key, value);
        } catch (...) {
          is_out_of_memory = true;
        }
        return !is_out_of_memory;
      });
  if (is_out_of_memory) throw std::bad_alloc();
  if (!is_complete) throw IncompleteAttributes();
}

class Stream {
 public:
  explicit Stream(StreamDescription description);
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  const StreamDescription& description() const noexcept { return description_; }

  // Fills in everything. One collection of a provider at a time. Throws std::bad_alloc; what was measured then waits.
  void Collect(const Collection& collection, MetricData* metric);

 protected:
  // Throws std::bad_alloc.
  std::unique_ptr<Aggregation> MakeAggregation() const;

  // Returns what is left of `attributes`, which may be null, in valid UTF-8. Throws as ForEach.
  PointAttributes Keep(const opentelemetry::common::KeyValueIterable* attributes) const;

  bool is_kept(nostd::string_view key) const noexcept {
    return description_.processor == nullptr || description_.processor->isPresent(key);
  }

  static PointAttributes OverflowAttributes();

  // As the copy constructor, which libstdc++ 12 does not survive without memory: its variant forgets what it holds.
  static PointAttributes Copy(const PointAttributes& attributes);

  // In a forked child: what is measured begins now.
  void StartAnew() noexcept;
  // In a child that was forked in the middle of a collection: as if there had been none. Frees nothing.
  void AbandonTimes() noexcept;

 private:
  // What a collection holds that a fork waits for.
  virtual std::unique_lock<std::mutex> Lock() { return {}; }
  virtual void AppendPoints(const Collection& collection,
                            std::vector<PointDataAttributes>* points) = 0;
  // Whether the program adds up, so that a total is the same for all readers.
  virtual bool IsTotal() const noexcept { return false; }

  struct ReaderTimes {
    opentelemetry::common::SystemTimestamp start;  // since when its totals count
    opentelemetry::common::SystemTimestamp last;   // when it collected; zero: never
  };

  const StreamDescription description_;
  opentelemetry::common::SystemTimestamp created_;
  opentelemetry::common::SystemTimestamp last_collected_;  // by any reader; zero: never
  std::vector<ReaderTimes> reader_times_;                  // by number
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
