// What the OTLP exporter is to the batch processor, which makes bytes of spans for it, without a collector.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"

namespace tracebridge::bench {

class DiscardingExporter final : public opentelemetry::sdk::trace::SpanExporter,
                                 public opentelemetry::sdk::trace::WireExporter {
 public:
  using Result = opentelemetry::sdk::common::ExportResult;

  // Adds to `*count`, unless it is null, how many spans arrive.
  explicit DiscardingExporter(std::atomic<std::uint64_t>* count = nullptr) : count_(count) {}

  std::unique_ptr<opentelemetry::sdk::trace::Recordable> MakeRecordable() noexcept override {
    return opentelemetry::sdk::trace::SpanRecord::Create();
  }
  Result Export(
      const opentelemetry::nostd::span<std::unique_ptr<opentelemetry::sdk::trace::Recordable>>&
          spans) noexcept override {
    return Take(spans.size());
  }
  opentelemetry::sdk::trace::WireExporter* AsWireExporter() noexcept override { return this; }
  Result ExportWire(const opentelemetry::sdk::trace::WireBatch& batch) noexcept override {
    return Take(batch.count);
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  Result Take(std::size_t spans) noexcept {
    if (count_ != nullptr) count_->fetch_add(spans, std::memory_order_relaxed);
    return Result::kSuccess;
  }

  std::atomic<std::uint64_t>* const count_;
};

}  // namespace tracebridge::bench
