// A stream that request paths write to.
//
// Threads write to stripes, by the number of the thread: each has a table from the bytes of the attributes to a cell, and a
// lock of its own, which is another thread's only while it collects 16 cells or when there are more threads than stripes.
// What was seen before in a stripe is found without an allocation. Cells of one set of attributes, in all stripes and
// orders, belong to one series, where collections add them up.
//
// Why: docs/RATIONALE.md, "Who counts a measurement?".
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/spin_lock_mutex.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/sdk/src/metrics/state/exemplars.h"
#include "otel_core/sdk/src/metrics/state/readers.h"
#include "otel_core/sdk/src/metrics/state/stream.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class AttributeKey;

// A forked child starts from zero: what was measured before the fork, the parent exports.
class SyncStream final : public Stream {
 public:
  // Throws std::bad_alloc.
  SyncStream(StreamDescription description,
             std::shared_ptr<const std::atomic<ExemplarFilterType>> exemplar_filter,
             std::shared_ptr<const Readers> readers);
  ~SyncStream() override;

  // `attributes` may be null: none. `context` may be null: the current one. Of the two types only the instrument's counts.
  // Safe from any thread.
  void Record(std::int64_t value, const opentelemetry::common::KeyValueIterable* attributes,
              const context::Context* context) noexcept;
  void Record(double value, const opentelemetry::common::KeyValueIterable* attributes,
              const context::Context* context) noexcept;

 private:
  struct Measurement;
  struct Reading;
  struct Series;
  struct Cell;
  struct KnownKey;
  struct Stripe;

  template <class T>
  void RecordValue(T value, const opentelemetry::common::KeyValueIterable* attributes,
                   const context::Context* context) noexcept;
  void Find(const Measurement& measurement);
  void Update(Cell& cell, const Measurement& measurement);
  void AddCell(Stripe& stripe, const Measurement& measurement);
  Series* SeriesOf(std::string&& key, PointAttributes&& attributes);
  Stripe& ThisStripe();
  void WakeReaders() noexcept;

  std::unique_lock<std::mutex> Lock() override { return std::unique_lock<std::mutex>(mutex_); }
  void AppendPoints(const Collection& collection,
                    std::vector<PointDataAttributes>* points) override;
  static void Drain(Stripe& stripe);
  void ForgetIdle();

  friend class tracebridge::sdk::ForkHandlers<SyncStream>;
  void BeforeFork() noexcept;
  void InParent() noexcept;
  void InChild() noexcept;

  static constexpr std::size_t kMaxStripes = 64;

  const ExemplarLayout exemplar_layout_;
  const std::shared_ptr<const std::atomic<ExemplarFilterType>> exemplar_filter_;
  const std::shared_ptr<const Readers> readers_;
  const std::uint64_t hash_seed_;
  const unsigned stripe_mask_;
  std::atomic<bool> must_wake_readers_{true};  // in this process
  std::atomic<int> wait_to_wake_{0};           // measurements until then
  int last_wait_to_wake_ = 0;                  // of whoever has cleared must_wake_readers_
  std::array<std::atomic<Stripe*>, kMaxStripes> stripes_{};

  std::mutex mutex_;  // guards the rest, and the making of stripes; taken before a stripe's lock
  std::vector<std::unique_ptr<Series>> series_;
  // By canonical keys. Also read under the lock of a stripe that has a cell for the overflow.
  std::unordered_map<std::string, Series*> series_by_key_;
  Series* overflow_ = nullptr;
  tracebridge::sdk::ForkHandlers<SyncStream> fork_handlers_{this};
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
