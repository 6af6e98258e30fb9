// Rows of the native API: what a span costs the thread that makes it, from StartSpan to the end of the handle.
#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <type_traits>
#include <utility>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/trace/batch_span_processor.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/samplers/parent.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "tests/benchmarks/discarding_exporter.h"
#include "tests/benchmarks/row.h"
#include "tests/benchmarks/workloads.h"

namespace tracebridge::bench {
namespace {

namespace api = opentelemetry::trace;
namespace sdk = opentelemetry::sdk::trace;
namespace nostd = opentelemetry::nostd;
using TracerPtr = nostd::shared_ptr<api::Tracer>;

std::atomic<std::uint64_t> exported{0};

// A user's: takes records, of a class of the user's choice.
template <class Record>
class UsersExporter final : public sdk::SpanExporter {
 public:
  std::unique_ptr<sdk::Recordable> MakeRecordable() noexcept override {
    return std::make_unique<Record>();
  }
  opentelemetry::sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<sdk::Recordable>>& spans) noexcept override {
    exported.fetch_add(spans.size(), std::memory_order_relaxed);
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }
};

template <class Record>
std::unique_ptr<sdk::SpanExporter> MakeExporter() {
  if constexpr (std::is_same_v<Record, sdk::SpanRecord>) {
    return std::make_unique<DiscardingExporter>(&exported);
  } else {
    return std::make_unique<UsersExporter<Record>>();
  }
}

template <class Record = sdk::SpanRecord>
std::unique_ptr<sdk::TracerProvider> MakeProvider(std::unique_ptr<sdk::Sampler> sampler) {
  return std::make_unique<sdk::TracerProvider>(
      std::make_unique<sdk::BatchSpanProcessor>(MakeExporter<Record>(),
                                                sdk::BatchSpanProcessorOptions()),
      opentelemetry::sdk::resource::Resource::Create({{"service.name", "bench"}}),
      std::move(sampler));
}

std::unique_ptr<sdk::Sampler> Default() {
  return std::make_unique<sdk::ParentBasedSampler>(std::make_shared<sdk::AlwaysOnSampler>());
}

void KeptSpan(api::Tracer& tracer) {
  auto span = tracer.StartSpan(kSpanName);
  SetFourAttributes(*span);
  span->End();
}

template <class Record>
void Kept(benchmark::State& state) {
  static std::unique_ptr<sdk::TracerProvider> provider;
  static std::atomic<std::uint64_t> exported_before;
  if (state.thread_index() == 0) {
    provider = MakeProvider<Record>(Default());
    exported_before = exported.load();
  }
  TracerPtr tracer;
  Bursts(
      state,
      [&] {
        if (__builtin_expect(tracer == nullptr, 0)) tracer = provider->GetTracer("bench", "1.0");
        KeptSpan(*tracer);
      },
      [&] { provider->ForceFlush(); });
  if constexpr (std::is_same_v<Record, sdk::SpanRecord>) SetTarget(state, 2.2);
  if (state.thread_index() == 0) {
    state.counters["kept"] = static_cast<double>(exported.load() - exported_before.load()) /
                             (static_cast<double>(state.iterations()) * state.threads() * 500);
    provider.reset();
  }
}
BENCHMARK_TEMPLATE(Kept, sdk::SpanRecord)
    ->Name("row: native span, 4 attributes, kept")
    ->Threads(1)
    ->Threads(2);
BENCHMARK_TEMPLATE(Kept, sdk::SpanData)
    ->Name("row: native span, 4 attributes, kept by a user's SpanData exporter")
    ->Threads(1);

// As fast as it goes: what the exporter thread cannot take is dropped.
void Flood(benchmark::State& state) {
  if (IsTimedOnly(state)) return;
  static std::unique_ptr<sdk::TracerProvider> provider;
  static std::atomic<std::uint64_t> exported_before;
  if (state.thread_index() == 0) {
    provider = MakeProvider(Default());
    exported_before = exported.load();
  }
  TracerPtr tracer;
  Loop(state, [&] {
    if (__builtin_expect(tracer == nullptr, 0)) tracer = provider->GetTracer("bench", "1.0");
    KeptSpan(*tracer);
  });
  if (state.thread_index() == 0) {
    provider->ForceFlush();
    state.counters["kept"] = static_cast<double>(exported.load() - exported_before.load()) /
                             (static_cast<double>(state.iterations()) * state.threads());
    provider.reset();
  }
}
BENCHMARK(Flood)->Name("row: native span, 4 attributes, without a pause")->Threads(1)->Threads(2);

void Unsampled(benchmark::State& state) {
  static std::unique_ptr<sdk::TracerProvider> provider;
  if (state.thread_index() == 0) provider = MakeProvider(std::make_unique<sdk::AlwaysOffSampler>());
  TracerPtr tracer;
  Loop(state, [&] {
    if (__builtin_expect(tracer == nullptr, 0)) tracer = provider->GetTracer("bench", "1.0");
    auto span = tracer->StartSpan(kSpanName);
    span->End();
  });
  SetTarget(state, 0.4);
  if (state.thread_index() == 0) provider.reset();
}
BENCHMARK(Unsampled)->Name("row: native span, unsampled")->Threads(1)->Threads(2);

void NoTracer(benchmark::State& state) {
  const auto tracer = api::Provider::GetTracerProvider()->GetTracer("bench");
  Loop(state, [&] {
    auto span = tracer->StartSpan(kSpanName);
    span->End();
  });
  SetTarget(state, 0.09);
}
BENCHMARK(NoTracer)->Name("row: native span, no tracer configured")->Threads(1)->Threads(2);

void GetProvider(benchmark::State& state) {
  static const nostd::shared_ptr<api::TracerProvider> kProvider = MakeProvider(Default());
  if (state.thread_index() == 0) api::Provider::SetTracerProvider(kProvider);
  Loop(state, [&] { benchmark::DoNotOptimize(api::Provider::GetTracerProvider()); });
  if (state.thread_index() == 0) {
    api::Provider::SetTracerProvider(nostd::shared_ptr<api::TracerProvider>());
  }
}
BENCHMARK(GetProvider)->Name("row: Provider::GetTracerProvider()")->Threads(1)->Threads(2);

void MakeCurrent(benchmark::State& state) {
  const auto provider = MakeProvider(Default());
  const auto span = provider->GetTracer("bench")->StartSpan(kSpanName);
  Loop(state, [&] {
    const api::Scope scope(span);
    benchmark::DoNotOptimize(&scope);
  });
  SetTarget(state, 0.3);
  SetReference(state, "loop: copy a shared_ptr and swap it twice");
}
BENCHMARK(MakeCurrent)->Name("row: make a span current and restore")->Threads(1)->Threads(2);

void SwapPointers(benchmark::State& state) {
  const auto span = std::make_shared<int>();
  thread_local std::shared_ptr<int> current;
  Loop(state, [&] {
    std::shared_ptr<int> mine = span;
    mine.swap(current);
    benchmark::ClobberMemory();
    mine.swap(current);
  });
}
BENCHMARK(SwapPointers)->Name("loop: copy a shared_ptr and swap it twice");

void Child(benchmark::State& state) {
  const auto provider = MakeProvider(Default());
  const auto tracer = provider->GetTracer("bench");
  const auto parent = tracer->StartSpan("parent");
  const api::Scope scope(parent);
  Bursts(
      state, [&] { KeptSpan(*tracer); }, [&] { provider->ForceFlush(); });
}
BENCHMARK(Child)->Name("row: native child of the current span, 4 attributes, kept");

}  // namespace
}  // namespace tracebridge::bench
