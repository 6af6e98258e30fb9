// OTLP: what it costs to encode a finished span, and what a span costs the whole process until it is encoded.
//
// The reference loop copies as many bytes as a span has on the wire.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/batch_span_processor.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/simple_processor.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"
#include "otel_core/exporters/otlp/src/json_encoder.h"
#include "otel_core/exporters/otlp/src/request_encoder.h"
#include "tests/benchmarks/row.h"
#include "tests/benchmarks/workloads.h"

namespace tracebridge::bench {
namespace {

namespace sdk = opentelemetry::sdk::trace;
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::resource::Resource;
using Spans = std::vector<std::unique_ptr<sdk::Recordable>>;

constexpr int kBatch = 512;

// Hands each batch to a function, of records or, if it takes these, of OTLP's bytes.
template <class Take>
class TakingExporter final : public sdk::SpanExporter, public sdk::WireExporter {
  static constexpr bool kTakesWire = std::is_invocable_v<Take, const sdk::WireBatch&>;

 public:
  explicit TakingExporter(Take take) : take_(std::move(take)) {}
  std::unique_ptr<sdk::Recordable> MakeRecordable() noexcept override {
    return sdk::SpanRecord::Create();
  }
  ExportResult Export(const otlp::Batch& spans) noexcept override {
    if constexpr (!kTakesWire) take_(spans);
    return ExportResult::kSuccess;
  }
  sdk::WireExporter* AsWireExporter() noexcept override { return kTakesWire ? this : nullptr; }
  ExportResult ExportWire(const sdk::WireBatch& batch) noexcept override {
    if constexpr (kTakesWire) take_(batch);
    return ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  Take take_;
};

void FinishedSpan(opentelemetry::trace::Tracer& tracer) {
  const auto span = tracer.StartSpan(kSpanName);
  SetSixAttributesAndAddEvent(*span);
  span->End();
}

// 512 finished spans of one scope, and the provider that their records refer to.
struct FinishedBatch {
  FinishedBatch() {
    const auto take = [this](const otlp::Batch& batch) {
      for (auto& span : batch) spans.push_back(std::move(span));
    };
    provider = std::make_unique<sdk::TracerProvider>(
        std::make_unique<sdk::SimpleSpanProcessor>(
            std::make_unique<TakingExporter<decltype(take)>>(take)),
        Resource::Create({{"service.name", "bench"}}));
    const auto tracer = provider->GetTracer("bench", "1.0");
    for (int i = 0; i < kBatch; ++i) FinishedSpan(*tracer);
  }
  otlp::SpanGroups Groups() { return otlp::GroupSpans(otlp::Batch(spans.data(), spans.size())); }

  Spans spans;
  std::unique_ptr<sdk::TracerProvider> provider;
};

void EncodeProtobuf(benchmark::State& state) {
  FinishedBatch batch;
  otlp::RequestEncoder encoder;
  std::size_t bytes = 0;
  Loop(
      state,
      [&] {
        bytes = encoder.Encode(batch.Groups()).size();
        benchmark::DoNotOptimize(bytes);
      },
      kBatch);
  state.counters["bytes"] = static_cast<double>(bytes) / kBatch;
  SetTarget(state, 1.2);
  SetReference(state, "loop: copy the bytes of a span");
}
BENCHMARK(EncodeProtobuf)->Name("row: OTLP encode, 6 attributes, 1 event");

void EncodeJson(benchmark::State& state) {
  FinishedBatch batch;
  std::string out;
  Loop(
      state,
      [&] {
        otlp::EncodeJson(batch.Groups(), &out);
        benchmark::DoNotOptimize(out.data());
      },
      kBatch);
  state.counters["bytes"] = static_cast<double>(out.size()) / kBatch;
}
BENCHMARK(EncodeJson)->Name("row: OTLP JSON encode, 6 attributes, 1 event");

void CopyBytes(benchmark::State& state) {
  FinishedBatch batch;
  otlp::RequestEncoder encoder;
  const std::string from(encoder.Encode(batch.Groups()));
  const std::size_t size = from.size() / kBatch;
  std::string to(from.size(), '\0');
  Loop(
      state,
      [&] {
        for (std::size_t i = 0; i < kBatch; ++i) {
          std::memcpy(to.data() + i * size, from.data() + i * size, size);
          benchmark::ClobberMemory();
        }
      },
      kBatch);
}
BENCHMARK(CopyBytes)->Name("loop: copy the bytes of a span");

void WholeProcess(benchmark::State& state) {
  otlp::RequestEncoder encoder;
  std::atomic<std::uint64_t> bytes{0};
  const auto encode = [&](const sdk::WireBatch& batch) {
    bytes.fetch_add(encoder.Encode(batch).size(), std::memory_order_relaxed);
  };
  sdk::TracerProvider provider(std::make_unique<sdk::BatchSpanProcessor>(
                                   std::make_unique<TakingExporter<decltype(encode)>>(encode),
                                   sdk::BatchSpanProcessorOptions()),
                               Resource::Create({{"service.name", "bench"}}));
  const auto tracer = provider.GetTracer("bench", "1.0");
  constexpr int kBurst = 500;  // fewer than the queue holds
  Loop(
      state,
      [&] {
        for (int i = 0; i < kBurst; ++i) FinishedSpan(*tracer);
        provider.ForceFlush();
      },
      kBurst);
  // The row is about the process: its time takes the place of the thread's.
  state.counters["ns"] = state.counters["process_ns"];
  SetTarget(state, 6);
}
BENCHMARK(WholeProcess)->Name("row: native span, 6 attributes, 1 event, whole process, encoded");

}  // namespace
}  // namespace tracebridge::bench
