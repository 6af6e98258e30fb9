// A SpanExporter that remembers what it was given, as text, and that a test can hold up.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "tests/unit/otel_core/sdk/trace/record_text.h"

namespace tracebridge::test {

// What the exporter saw; outlives it.
class Exported {
 public:
  std::vector<std::string> spans() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return spans_;
  }
  std::size_t count() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return spans_.size();
  }
  std::vector<std::size_t> batches() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return batches_;
  }
  int flushes() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return flushes_;
  }
  int shutdowns() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return shutdowns_;
  }

  // While held, Export waits (after it has remembered the spans).
  void Hold() { Set(&is_held_, true); }
  void Release() { Set(&is_held_, false); }
  void FailFromNowOn() { Set(&fails_, true); }

  void WaitForCount(std::size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return spans_.size() >= count; });
  }

 private:
  friend class RecordingExporter;

  void Set(bool* flag, bool value) {
    const std::lock_guard<std::mutex> lock(mutex_);
    *flag = value;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> spans_;
  std::vector<std::size_t> batches_;
  int flushes_ = 0;
  int shutdowns_ = 0;
  bool is_held_ = false;
  bool fails_ = false;
};

class RecordingExporter final : public opentelemetry::sdk::trace::SpanExporter {
 public:
  explicit RecordingExporter(std::shared_ptr<Exported> exported) : exported_(std::move(exported)) {}

  std::unique_ptr<opentelemetry::sdk::trace::Recordable> MakeRecordable() noexcept override {
    return opentelemetry::sdk::trace::SpanRecord::Create();
  }

  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::nostd::span<std::unique_ptr<opentelemetry::sdk::trace::Recordable>>&
          spans) noexcept override {
    std::unique_lock<std::mutex> lock(exported_->mutex_);
    exported_->batches_.push_back(spans.size());
    for (auto& span : spans) {
      exported_->spans_.push_back(ToText(*opentelemetry::sdk::trace::AsSpanRecord(span.get())));
    }
    exported_->changed_.notify_all();
    // A shutdown ends an export that hangs, as the OTLP exporter's does.
    exported_->changed_.wait(lock,
                             [&] { return !exported_->is_held_ || exported_->shutdowns_ != 0; });
    return exported_->fails_ || exported_->is_held_
               ? opentelemetry::sdk::common::ExportResult::kFailure
               : opentelemetry::sdk::common::ExportResult::kSuccess;
  }

  bool ForceFlush(std::chrono::microseconds) noexcept override {
    const std::lock_guard<std::mutex> lock(exported_->mutex_);
    ++exported_->flushes_;
    return true;
  }

  bool Shutdown(std::chrono::microseconds) noexcept override {
    const std::lock_guard<std::mutex> lock(exported_->mutex_);
    ++exported_->shutdowns_;
    exported_->changed_.notify_all();
    return true;
  }

 private:
  std::shared_ptr<Exported> exported_;
};

}  // namespace tracebridge::test
