// Three ways of handing a finished span to the exporter thread, with everything else equal.
//
// | way    | the span is written into  | at its end                      | freed by                             |
// | ------ | ------------------------- | ------------------------------- | ------------------------------------ |
// | heap   | a block from malloc       | the pointer goes on a list      | the exporter thread, with free       |
// | pooled | a block of the pool       | the pointer goes on a list      | the exporter thread, to its home     |
// | copied | one block of the thread's | its bytes go into a ring buffer | nobody: the exporter moves an index  |
//
// Each writes a header and four attributes; the exporter thread copies what it gets into its output, as the OTLP encoder
// does. Spans come in bursts of 500, and the next burst waits, untimed, until all have been taken: none is dropped.
// Conclusion: docs/RATIONALE.md, "Who owns a finished span?".
#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "otel_core/sdk/src/common/block_pool.h"
#include "otel_core/sdk/src/common/wire.h"
#include "tests/benchmarks/meter.h"

namespace tracebridge::bench {
namespace {

using sdk::AllocateBlock;
using sdk::BlockKind;
using sdk::FreeBlock;

constexpr int kThreads = 2;
constexpr int kBurst = 500;

struct Record {
  Record* next;
  std::uint64_t header[16];
  std::uint32_t size;
  std::uint8_t bytes[536];
};

std::uint8_t* PutAttribute(std::uint8_t* p, std::string_view key, std::string_view value) {
  const std::size_t any = 1 + wire::DelimitedSize(value.size());
  *p++ = 0x4a;
  p = wire::PutVarint(p, 1 + wire::DelimitedSize(key.size()) + 1 + wire::DelimitedSize(any));
  *p++ = 0x0a;
  p = wire::PutDelimited(p, key);
  *p++ = 0x12;
  p = wire::PutVarint(p, any);
  *p++ = 0x0a;
  return wire::PutDelimited(p, value);
}

void Fill(Record* record, std::uint64_t seed) {
  for (auto& word : record->header) word = seed++;
  std::uint8_t* p = record->bytes;
  p = PutAttribute(p, "http.method", "GET");
  p = PutAttribute(p, "http.url", "http://example.test/api/v1/items");
  p = PutAttribute(p, "http.status_code", "200");
  p = PutAttribute(p, "load", "0.75");
  record->size = static_cast<std::uint32_t>(p - record->bytes);
}

// What the exporter thread does with a span.
class Output {
 public:
  void Take(const Record& record) {
    if (used_ + sizeof record > bytes_.size()) used_ = 0;
    std::memcpy(bytes_.data() + used_, record.header, sizeof record.header);
    std::memcpy(bytes_.data() + used_ + sizeof record.header, record.bytes, record.size);
    used_ += sizeof record.header + record.size;
    benchmark::ClobberMemory();
  }

 private:
  std::vector<std::uint8_t> bytes_ = std::vector<std::uint8_t>(1 << 18);
  std::size_t used_ = 0;
};

// Producers push on a list of their own; the exporter thread takes each list whole.
template <Record* (*kAllocate)(), void (*kFree)(Record*)>
class Lists {
 public:
  void Span(int thread, std::uint64_t seed) {
    Record* record = kAllocate();
    Fill(record, seed);
    Lane& lane = lanes_[thread];
    record->next = lane.newest.load(std::memory_order_relaxed);
    while (!lane.newest.compare_exchange_weak(record->next, record, std::memory_order_release,
                                              std::memory_order_relaxed)) {
    }
  }

  bool IsEmpty(int thread, std::uint64_t spans) const {
    return lanes_[thread].taken.load(std::memory_order_acquire) == spans;
  }

  bool Drain(Output* output) {
    bool any = false;
    for (Lane& lane : lanes_) {
      Record* record = lane.newest.exchange(nullptr, std::memory_order_acquire);
      std::uint64_t count = 0;
      for (; record != nullptr; ++count) {
        Record* next = record->next;
        output->Take(*record);
        kFree(record);
        record = next;
      }
      lane.taken.fetch_add(count, std::memory_order_release);
      any |= count != 0;
    }
    return any;
  }

 private:
  struct alignas(64) Lane {
    std::atomic<Record*> newest{nullptr};
    alignas(64) std::atomic<std::uint64_t> taken{0};
  };
  Lane lanes_[kThreads];
};

Record* HeapAllocate() { return static_cast<Record*>(std::malloc(sizeof(Record))); }
void HeapFree(Record* record) { std::free(record); }
Record* PoolAllocate() { return static_cast<Record*>(AllocateBlock(BlockKind::kRecord)); }
void PoolFree(Record* record) { FreeBlock(BlockKind::kRecord, record); }

using HeapLists = Lists<HeapAllocate, HeapFree>;
using PooledLists = Lists<PoolAllocate, PoolFree>;

// One writer, one reader; a record never wraps around.
class Rings {
 public:
  void Span(int thread, std::uint64_t seed) {
    Lane& lane = lanes_[thread];
    Record* record = &lane.scratch;
    Fill(record, seed);
    const std::size_t size =
        (offsetof(Record, bytes) + record->size + alignof(Record) - 1) & ~(alignof(Record) - 1);
    const std::uint64_t head = lane.head.load(std::memory_order_relaxed);
    const std::uint64_t at = head % kRing;
    std::memcpy(lane.bytes.get() + at, record, size);
    lane.head.store(at + size >= kRing ? head - at + kRing : head + size,
                    std::memory_order_release);
  }

  bool IsEmpty(int thread, std::uint64_t) const {
    const Lane& lane = lanes_[thread];
    return lane.tail.load(std::memory_order_acquire) == lane.head.load(std::memory_order_relaxed);
  }

  bool Drain(Output* output) {
    bool any = false;
    for (Lane& lane : lanes_) {
      std::uint64_t tail = lane.tail.load(std::memory_order_relaxed);
      const std::uint64_t head = lane.head.load(std::memory_order_acquire);
      for (; tail != head; any = true) {
        const std::uint64_t at = tail % kRing;
        const auto* record = reinterpret_cast<const Record*>(lane.bytes.get() + at);
        output->Take(*record);
        const std::size_t size =
            (offsetof(Record, bytes) + record->size + alignof(Record) - 1) & ~(alignof(Record) - 1);
        tail = at + size >= kRing ? tail - at + kRing : tail + size;
      }
      lane.tail.store(tail, std::memory_order_release);
    }
    return any;
  }

 private:
  // Room for two bursts.
  static constexpr std::uint64_t kRing = std::uint64_t{2 * kBurst} * 304;
  struct alignas(64) Lane {
    std::unique_ptr<std::uint8_t[]> bytes{new std::uint8_t[kRing + sizeof(Record)]()};
    Record scratch{};
    alignas(64) std::atomic<std::uint64_t> head{0};
    alignas(64) std::atomic<std::uint64_t> tail{0};
  };
  Lane lanes_[kThreads];
};

template <class Way>
class Exporter {
 public:
  Exporter() : thread_([this] { Run(); }) {}
  ~Exporter() {
    stop_.store(true);
    thread_.join();
  }
  Way way;

 private:
  void Run() {
    Output output;
    while (!stop_.load(std::memory_order_relaxed)) {
      if (!way.Drain(&output)) std::this_thread::sleep_for(std::chrono::microseconds(20));
    }
    way.Drain(&output);
  }
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

template <class Way>
void HandOver(benchmark::State& state) {
  static std::unique_ptr<Exporter<Way>> exporter;
  if (state.thread_index() == 0) exporter = std::make_unique<Exporter<Way>>();
  std::uint64_t spans = 0;
  double nanoseconds = 0;
  for (auto _ : state) {
    const double before = CpuNanoseconds(CLOCK_THREAD_CPUTIME_ID);
    for (int i = 0; i < kBurst; ++i) exporter->way.Span(state.thread_index(), ++spans);
    nanoseconds += CpuNanoseconds(CLOCK_THREAD_CPUTIME_ID) - before;
    while (!exporter->way.IsEmpty(state.thread_index(), spans)) std::this_thread::yield();
  }
  state.counters["ns"] =
      benchmark::Counter(nanoseconds / static_cast<double>(spans), benchmark::Counter::kAvgThreads);
  if (state.thread_index() == 0) exporter.reset();
}

BENCHMARK_TEMPLATE(HandOver, HeapLists)->Name("ownership: heap")->Threads(1)->Threads(2);
BENCHMARK_TEMPLATE(HandOver, PooledLists)->Name("ownership: pooled")->Threads(1)->Threads(2);
BENCHMARK_TEMPLATE(HandOver, Rings)->Name("ownership: copied")->Threads(1)->Threads(2);

}  // namespace
}  // namespace tracebridge::bench
