#include "otel_core/sdk/src/metrics/state/sync_stream.h"

#include <sys/random.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <new>
#include <optional>
#include <thread>
#include <utility>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "otel_core/sdk/src/metrics/state/attribute_key.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

using opentelemetry::common::SpinLockMutex;
using opentelemetry::trace::SpanContext;
using tracebridge::Count;
using tracebridge::Diagnostic;

// How many cells a collection looks at before it lets a recording thread in.
constexpr std::size_t kCellsAtOnce = 16;

// With bits from the kernel: who sees many trace ids might work out what else their generator gave.
std::uint64_t HashSeed() noexcept {
  std::uint64_t more = 0;
  if (getrandom(&more, sizeof more, GRND_NONBLOCK) != sizeof more) more = 0;
  return tracebridge_state_v1_random() ^ more;
}

const PointAttributes& NoAttributes() noexcept {
  static const auto& none = *new PointAttributes;  // never destroyed
  return none;
}

// They are examples: without memory some are missing.
void AddExemplars(const Exemplars& exemplars, Exemplars* to) noexcept {
  try {
    exemplars.AddTo(to);
  } catch (const std::bad_alloc&) {
    Count(Diagnostic::kOutOfMemory);
  }
}

// So that the next push_back does not throw.
template <class T>
void Reserve(std::vector<T>* list) {
  if (list->size() == list->capacity()) list->reserve(std::max<std::size_t>(8, 2 * list->size()));
}

// Twice the processors, so that threads that run at the same time seldom meet.
unsigned StripeMask(std::size_t max) noexcept {
  unsigned count = 4;
  while (count < 2 * std::thread::hardware_concurrency() && count < max) count *= 2;
  return count - 1;
}

// The span that the measurement was made under, of whatever API, if there is one.
void FindSpan(const context::Context* context, std::optional<SpanContext>* found) noexcept {
  if (context != nullptr) {
    found->emplace(opentelemetry::trace::GetSpanContext(*context));
    return;
  }
  const tracebridge::state::Frame* const frame = tracebridge_state_v1_current();
  if (frame == nullptr) return;
  const auto* span = static_cast<const opentelemetry::trace::Span*>(frame->span.get());
  found->emplace(span != nullptr ? span->GetContext()
                                 : opentelemetry::trace::internal::CurrentSpanPtr()->GetContext());
}

}  // namespace

struct SyncStream::Measurement {
  ValueType value;
  const opentelemetry::common::KeyValueIterable* attributes;
  std::string_view key;
  std::uint64_t hash;
  bool may_be_exemplar;
  const SpanContext* span;   // null: none
  std::string_view dropped;  // attributes that the series has not
};

// What one reader has not collected yet, or, cumulatively, all.
struct SyncStream::Reading {
  std::unique_ptr<Aggregation> total;
  Exemplars exemplars;
  bool has_data = false;
};

struct SyncStream::Series {
  PointAttributes attributes;
  std::vector<Reading> readings;  // by reader
  bool is_in_use = false;         // only while others are looked for
};

struct SyncStream::Cell {
  Series* const series;
  const bool is_overflow;
  const std::unique_ptr<Aggregation> aggregation;  // since the last collection
  Exemplars exemplars = {};
  bool is_touched = false;
};

// Attributes as they were given, and where their measurements go.
struct SyncStream::KnownKey {
  const std::string bytes;
  const std::uint64_t hash;
  Cell* const cell;
};

struct alignas(64) SyncStream::Stripe {
  SpinLockMutex lock;
  std::vector<KnownKey*> table;  // open addressing, a power of two in size, at most half full
  std::vector<std::unique_ptr<KnownKey>> keys;
  std::size_t overflow_key_count = 0;

  // Changed under the stream's lock as well, so that they may be read under either.
  std::vector<std::unique_ptr<Cell>> cells;
  // For what has no place. While there is one the stream is full, and series_by_key_ does not change.
  Cell* overflow = nullptr;

  Cell* Find(std::string_view key, std::uint64_t hash) const noexcept {
    if (table.empty()) return nullptr;
    for (std::size_t i = hash & (table.size() - 1);; i = (i + 1) & (table.size() - 1)) {
      const KnownKey* const known = table[i];
      if (known == nullptr) return nullptr;
      if (known->hash == hash && known->bytes == key) return known->cell;
    }
  }

  // One that no key leads to, when there are too many keys.
  Cell* FindSeries(const Series* series) const noexcept {
    for (const auto& cell : cells) {
      if (cell->series == series) return cell.get();
    }
    return nullptr;
  }

  // Orders of attributes have no end, nor have attributes without a place.
  bool HasPlaceForKey(const Cell& cell, std::size_t limit) const noexcept {
    return cell.is_overflow ? overflow_key_count < limit
                            : keys.size() - overflow_key_count < 2 * limit;
  }

  // What leads to `cell` from now on, unless there are too many or it is known. Throws std::bad_alloc, having done nothing.
  void Remember(std::string_view key, std::uint64_t hash, Cell* cell, std::size_t limit) {
    if (!HasPlaceForKey(*cell, limit) || Find(key, hash) != nullptr) return;
    std::unique_ptr<KnownKey> known(new KnownKey{std::string(key), hash, cell});
    Reserve(&keys);
    if (2 * (keys.size() + 1) > table.size()) {
      std::vector<KnownKey*> larger(std::max<std::size_t>(8, 2 * table.size()));
      larger.swap(table);
      for (const auto& old : keys) Place(old.get());
    }
    Place(known.get());
    keys.push_back(std::move(known));
    if (cell->is_overflow) ++overflow_key_count;
  }

  // Forgets the cells that were not touched, and all keys without a place: there may be one now.
  void ForgetIdle() noexcept {
    std::fill(table.begin(), table.end(), nullptr);
    keys.erase(std::remove_if(keys.begin(), keys.end(),
                              [](const auto& key) {
                                return key->cell->is_overflow || !key->cell->is_touched;
                              }),
               keys.end());
    for (const auto& key : keys) Place(key.get());
    overflow_key_count = 0;
    overflow = nullptr;
    cells.erase(std::remove_if(cells.begin(), cells.end(),
                               [](const auto& cell) { return !cell->is_touched; }),
                cells.end());
  }

 private:
  void Place(KnownKey* key) noexcept {
    std::size_t i = key->hash & (table.size() - 1);
    while (table[i] != nullptr) i = (i + 1) & (table.size() - 1);
    table[i] = key;
  }
};

SyncStream::SyncStream(StreamDescription description,
                       std::shared_ptr<const std::atomic<ExemplarFilterType>> exemplar_filter,
                       std::shared_ptr<const Readers> readers)
    : Stream(std::move(description)),
      exemplar_layout_(this->description().aggregation, this->description().config.get()),
      exemplar_filter_(std::move(exemplar_filter)),
      readers_(std::move(readers)),
      hash_seed_(HashSeed()),
      stripe_mask_(StripeMask(kMaxStripes)) {
  NoAttributes();
}

SyncStream::~SyncStream() {
  for (const auto& stripe : stripes_) delete stripe.load(std::memory_order_relaxed);
}

void SyncStream::Record(std::int64_t value,
                        const opentelemetry::common::KeyValueIterable* attributes,
                        const context::Context* context) noexcept {
  RecordValue(value, attributes, context);
}

void SyncStream::Record(double value, const opentelemetry::common::KeyValueIterable* attributes,
                        const context::Context* context) noexcept {
  RecordValue(value, attributes, context);
}

template <class T>
void SyncStream::RecordValue(T value, const opentelemetry::common::KeyValueIterable* attributes,
                             const context::Context* context) noexcept try {
  std::optional<SpanContext> found;
  const ExemplarFilterType filter = exemplar_filter_->load(std::memory_order_relaxed);
  if (filter != ExemplarFilterType::kAlwaysOff) FindSpan(context, &found);
  const bool may_be_exemplar = filter == ExemplarFilterType::kAlwaysOn ||
                               (found.has_value() && found->IsValid() && found->IsSampled());

  // A program's own processor is asked for the whole set, which so becomes the key.
  std::optional<MetricAttributes> processed;
  AttributeKey key(hash_seed_);
  AttributeKey dropped;
  if (attributes != nullptr && description().has_own_processor) {
    processed.emplace(description().processor->process(*attributes));
    key.AppendAll(*processed);
  } else if (attributes != nullptr) {
    ForEach(*attributes, [&](nostd::string_view name, const auto& v) {
      if (is_kept(name)) {
        key.Append(name, v);
      } else if (may_be_exemplar) {
        dropped.Append(name, v);
      }
    });
  }
  Find({value, attributes, key.bytes(), key.hash(), may_be_exemplar,
        found.has_value() && found->IsValid() ? &*found : nullptr, dropped.bytes()});
} catch (const IncompleteAttributes&) {  // counted
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
}

void SyncStream::Find(const Measurement& measurement) {
  Stripe& stripe = ThisStripe();
  Cell* cell;
  {
    const std::lock_guard<SpinLockMutex> lock(stripe.lock);
    cell = stripe.Find(measurement.key, measurement.hash);
    if (__builtin_expect(cell != nullptr, 1)) Update(*cell, measurement);
  }
  if (__builtin_expect(cell == nullptr, 0)) AddCell(stripe, measurement);
  if (__builtin_expect(must_wake_readers_.load(std::memory_order_relaxed), 0)) WakeReaders();
}

// A reader whose thread could not be started is asked again after 1, 3, 7 and at most 1023 measurements: trying is not cheap.
void SyncStream::WakeReaders() noexcept {
  constexpr int kLongestWait = 1023;
  if (wait_to_wake_.load(std::memory_order_relaxed) > 0) {
    wait_to_wake_.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  if (!must_wake_readers_.exchange(false) || readers_->WakeAll()) return;
  last_wait_to_wake_ = std::min(2 * last_wait_to_wake_ + 1, kLongestWait);
  wait_to_wake_.store(last_wait_to_wake_, std::memory_order_relaxed);
  must_wake_readers_.store(true);
}

// Under the stripe's lock.
void SyncStream::Update(Cell& cell, const Measurement& measurement) {
  if (const auto* integer = nostd::get_if<std::int64_t>(&measurement.value)) {
    cell.aggregation->Aggregate(*integer, NoAttributes());
  } else {
    cell.aggregation->Aggregate(*nostd::get_if<double>(&measurement.value), NoAttributes());
  }
  if (__builtin_expect(cell.is_overflow, 0)) Count(Diagnostic::kMetricOverflow);
  cell.is_touched = true;
  if (measurement.may_be_exemplar) {
    cell.exemplars.Offer(exemplar_layout_, measurement.value, measurement.span,
                         measurement.dropped);
  }
}

// The first measurement of a set of attributes in this stripe.
void SyncStream::AddCell(Stripe& stripe, const Measurement& measurement) {
  PointAttributes attributes = Keep(measurement.attributes);  // the program's code: without a lock
  std::string canonical = CanonicalKey(attributes);
  const std::size_t limit = description().cardinality_limit;
  {
    // Attributes without end, which a stranger may choose, take no lock that others or a collection hold.
    const std::lock_guard<SpinLockMutex> stripe_lock(stripe.lock);
    if (stripe.overflow != nullptr && series_by_key_.count(canonical) == 0) {
      stripe.Remember(measurement.key, measurement.hash, stripe.overflow, limit);
      return Update(*stripe.overflow, measurement);
    }
  }

  const std::lock_guard<std::mutex> lock(mutex_);
  Series* const series = SeriesOf(std::move(canonical), std::move(attributes));
  Cell* cell;
  bool is_full;
  {
    const std::lock_guard<SpinLockMutex> stripe_lock(stripe.lock);
    cell = stripe.Find(measurement.key, measurement.hash);  // another thread was faster
    is_full = stripe.keys.size() - stripe.overflow_key_count >= 2 * limit;
  }
  const bool is_overflow = series == overflow_;
  if (cell == nullptr && is_overflow) cell = stripe.overflow;
  if (cell == nullptr && (is_overflow || is_full)) cell = stripe.FindSeries(series);
  std::unique_ptr<Cell> made;
  if (cell == nullptr) {
    made.reset(new Cell{series, is_overflow, MakeAggregation()});
    cell = made.get();
  }

  const std::lock_guard<SpinLockMutex> stripe_lock(stripe.lock);
  if (made != nullptr) Reserve(&stripe.cells);
  stripe.Remember(measurement.key, measurement.hash, cell, limit);
  if (made != nullptr) stripe.cells.push_back(std::move(made));
  if (is_overflow) stripe.overflow = cell;
  return Update(*cell, measurement);
}

// Returns the series of that key, or the one for what has no place. Under the lock.
SyncStream::Series* SyncStream::SeriesOf(std::string&& key, PointAttributes&& attributes) {
  const auto found = series_by_key_.find(key);
  if (found != series_by_key_.end()) return found->second;
  // "A cardinality limit is the hard limit on the number of Metric Points": one of them is the overflow's.
  const std::size_t others = series_.size() - (overflow_ != nullptr ? 1 : 0);
  const bool is_full = others + 1 >= description().cardinality_limit;
  if (is_full && overflow_ != nullptr) return overflow_;

  auto series = std::make_unique<Series>();
  series->attributes = is_full ? OverflowAttributes() : std::move(attributes);
  Reserve(&series_);
  if (is_full) {
    overflow_ = series.get();
  } else {
    series_by_key_.emplace(std::move(key), series.get());
  }
  series_.push_back(std::move(series));
  return series_.back().get();
}

SyncStream::Stripe& SyncStream::ThisStripe() {
  auto& place = stripes_[tracebridge_state_v1_thread_number() & stripe_mask_];
  Stripe* stripe = place.load(std::memory_order_acquire);
  if (__builtin_expect(stripe != nullptr, 1)) return *stripe;
  const std::lock_guard<std::mutex> lock(mutex_);
  stripe = place.load(std::memory_order_relaxed);
  if (stripe == nullptr) place.store(stripe = new Stripe, std::memory_order_release);
  return *stripe;
}

// Under the lock.
void SyncStream::AppendPoints(const Collection& collection,
                              std::vector<PointDataAttributes>* points) {
  for (const auto& series : series_) {
    while (series->readings.size() < collection.reader_count) {
      series->readings.push_back({MakeAggregation(), {}, false});
    }
  }
  for (const auto& stripe : stripes_) {
    if (Stripe* const made = stripe.load(std::memory_order_relaxed)) Drain(*made);
  }

  points->reserve(series_.size());
  const bool is_delta = collection.temporality == AggregationTemporality::kDelta;
  for (const auto& series : series_) {
    Reading& reading = series->readings[collection.reader];
    if (!reading.has_data) continue;
    PointDataAttributes point{Copy(series->attributes), reading.total->ToPoint(),
                              reading.exemplars.List()};
    if (nostd::holds_alternative<DropPointData>(point.point_data)) continue;  // without memory
    points->push_back(std::move(point));
    reading.exemplars.Reset();
    if (!is_delta) continue;
    reading.total->Reset();
    reading.has_data = false;
  }
  // Nobody needs to know what came before, so the next interval may have other attributes.
  if (is_delta && overflow_ != nullptr && collection.reader_count == 1) ForgetIdle();
}

// Adds up what was measured since the last time. Series have readings for all readers. Under the lock.
void SyncStream::Drain(Stripe& stripe) {
  for (std::size_t i = 0;; i += kCellsAtOnce) {
    const std::lock_guard<SpinLockMutex> lock(stripe.lock);
    if (i >= stripe.cells.size()) return;
    const std::size_t end = std::min(i + kCellsAtOnce, stripe.cells.size());
    for (std::size_t c = i; c < end; ++c) {
      Cell& cell = *stripe.cells[c];
      if (!cell.is_touched) continue;
      for (Reading& reading : cell.series->readings) {
        cell.aggregation->AddTo(reading.total.get());
        reading.has_data = true;
        AddExemplars(cell.exemplars, &reading.exemplars);
      }
      cell.aggregation->Reset();
      cell.exemplars.Reset();
      cell.is_touched = false;
    }
  }
}

// Forgets all series that have nothing to tell, and with them their cells. Under the lock.
void SyncStream::ForgetIdle() {
  for (const auto& place : stripes_) {
    Stripe* const stripe = place.load(std::memory_order_relaxed);
    if (stripe == nullptr) continue;
    const std::lock_guard<SpinLockMutex> lock(stripe->lock);
    stripe->ForgetIdle();
    for (const auto& cell : stripe->cells) cell->series->is_in_use = true;
  }
  for (auto entry = series_by_key_.begin(); entry != series_by_key_.end();) {
    entry = entry->second->is_in_use ? std::next(entry) : series_by_key_.erase(entry);
  }
  if (!overflow_->is_in_use) overflow_ = nullptr;
  series_.erase(std::remove_if(series_.begin(), series_.end(),
                               [](const auto& series) { return !series->is_in_use; }),
                series_.end());
  for (const auto& series : series_) series->is_in_use = false;
}

void SyncStream::BeforeFork() noexcept {
  mutex_.lock();
  for (const auto& stripe : stripes_) {
    if (Stripe* const made = stripe.load(std::memory_order_relaxed)) made->lock.lock();
  }
}

void SyncStream::InParent() noexcept {
  for (const auto& stripe : stripes_) {
    if (Stripe* const made = stripe.load(std::memory_order_relaxed)) made->lock.unlock();
  }
  mutex_.unlock();
}

void SyncStream::InChild() noexcept {
  for (const auto& stripe : stripes_) {
    Stripe* const made = stripe.load(std::memory_order_relaxed);
    if (made == nullptr) continue;
    for (const auto& cell : made->cells) {
      cell->aggregation->Reset();
      cell->exemplars.Reset();
      cell->is_touched = false;
    }
  }
  for (const auto& series : series_) {
    for (Reading& reading : series->readings) {
      reading.total->Reset();
      reading.exemplars.Reset();
      reading.has_data = false;
    }
  }
  StartAnew();
  wait_to_wake_.store(0);
  last_wait_to_wake_ = 0;
  must_wake_readers_.store(true);
  InParent();
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
