// A SpanExporter that remembers what it was given, records or bytes, as text, and that a test can hold up.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"
#include "otel_core/sdk/src/common/wire.h"
#include "tests/unit/otel_core/sdk/trace/record_text.h"

namespace tracebridge::test {

// The name and the attributes of each span of a ScopeSpans.
inline std::vector<std::string> SpanTexts(std::string_view members) {
  namespace sdk = opentelemetry::sdk::trace;
  std::vector<std::string> texts;
  for (std::string_view span; !members.empty();) {
    span = sdk::MessageView::NextField(&members, 2);
    std::string name, attributes;
    const auto* p = reinterpret_cast<const std::uint8_t*>(span.data());
    for (const auto* const end = p + span.size(); p != end;) {
      std::uint64_t tag = 0, size = 0;
      p = wire::GetVarint(p, &tag);
      if ((tag & 7) == wire::kVarint) p = wire::GetVarint(p, &size), size = 0;
      if ((tag & 7) == wire::kFixed64) size = 8;
      if ((tag & 7) == wire::kFixed32) size = 4;
      if ((tag & 7) == wire::kBytes) p = wire::GetVarint(p, &size);
      const std::string_view payload(reinterpret_cast<const char*>(p), size);
      if (tag >> 3 == 5) name = payload;
      if (tag >> 3 == 9) {
        const sdk::AttributeView attribute(payload);
        attributes += (attributes.empty() ? "" : ", ") + std::string(attribute.key()) + ": " +
                      ToText(attribute.value());
      }
      p += size;
    }
    texts.push_back(name + " {" + attributes + "}");
  }
  return texts;
}

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

class RecordingExporter final : public opentelemetry::sdk::trace::SpanExporter,
                                public opentelemetry::sdk::trace::WireExporter {
 public:
  explicit RecordingExporter(std::shared_ptr<Exported> exported, bool takes_wire = false)
      : exported_(std::move(exported)), takes_wire_(takes_wire) {}

  std::unique_ptr<opentelemetry::sdk::trace::Recordable> MakeRecordable() noexcept override {
    return opentelemetry::sdk::trace::SpanRecord::Create();
  }

  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::nostd::span<std::unique_ptr<opentelemetry::sdk::trace::Recordable>>&
          spans) noexcept override {
    std::vector<std::string> texts;
    if (takes_wire_) texts.emplace_back("records, although bytes were asked for");
    for (auto& span : spans) {
      texts.push_back(ToText(*opentelemetry::sdk::trace::AsSpanRecord(span.get())));
    }
    return Remember(texts);
  }

  opentelemetry::sdk::trace::WireExporter* AsWireExporter() noexcept override {
    return takes_wire_ ? this : nullptr;
  }
  opentelemetry::sdk::common::ExportResult ExportWire(
      const opentelemetry::sdk::trace::WireBatch& batch) noexcept override {
    std::vector<std::string> texts;
    for (const auto& group : batch.groups) {
      for (std::string& text : SpanTexts(group.spans)) texts.push_back(std::move(text));
    }
    return Remember(texts);
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
  opentelemetry::sdk::common::ExportResult Remember(const std::vector<std::string>& texts) {
    std::unique_lock<std::mutex> lock(exported_->mutex_);
    exported_->batches_.push_back(texts.size());
    exported_->spans_.insert(exported_->spans_.end(), texts.begin(), texts.end());
    exported_->changed_.notify_all();
    // A shutdown ends an export that hangs, as the OTLP exporter's does.
    exported_->changed_.wait(lock,
                             [&] { return !exported_->is_held_ || exported_->shutdowns_ != 0; });
    return exported_->fails_ || exported_->is_held_
               ? opentelemetry::sdk::common::ExportResult::kFailure
               : opentelemetry::sdk::common::ExportResult::kSuccess;
  }

  std::shared_ptr<Exported> exported_;
  const bool takes_wire_;
};

}  // namespace tracebridge::test
