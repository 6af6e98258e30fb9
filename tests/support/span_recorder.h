// A small SDK for tests of the OpenCensus shim: keeps every finished span as plain values.
//
// It samples and numbers its spans as the shim tells it to (CurrentStart), which is what a
// DefaultProvider has to do, or else always or never, as a provider that a program set may. A span
// that is destroyed without End is not kept.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "shims/opencensus/default_provider.h"
#include "shims/opencensus/finished_span.h"

namespace tracebridge::test {

struct RecordedSpan : opencensus_shim::FinishedSpan {
  opentelemetry::trace::SpanKind kind{};
  std::string scope;
};

// What one provider recorded. Safe to use from several threads.
class Finished {
 public:
  void Add(RecordedSpan span);
  // Returns what was added since the last call, in that order.
  std::vector<RecordedSpan> Take();

  // How many recording spans exist, ended or not.
  std::atomic<int> alive{0};

 private:
  std::mutex mutex_;
  std::vector<RecordedSpan> spans_;
};

enum class Sampling { kAsOpenCensusSays, kAlways, kNever };

using ProviderPointer = opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>;

// Returns a provider whose finished spans go to `finished`.
ProviderPointer MakeRecordingProvider(std::shared_ptr<Finished> finished, Sampling sampling);

// The DefaultProvider of a test program, which LinkedDefaultProvider() returns. Delivers on Flush,
// on the calling thread.
class TestDefaultProvider final : public opencensus_shim::DefaultProvider {
 public:
  static TestDefaultProvider& Get();

  ProviderPointer Provider() noexcept override { return provider_; }
  void Deliver(opencensus_shim::FinishedSpanSink* sink) noexcept override { sink_ = sink; }
  void SetSchedule(std::size_t batch_size, std::chrono::milliseconds interval) noexcept override {
    batch_size_ = batch_size;
    interval_ = interval;
  }
  void Flush() noexcept override;
  void ExportOverOtlp(const char*) noexcept override {}

  // Returns what finished since the last Take or Flush.
  std::vector<RecordedSpan> Take() { return finished_->Take(); }
  int spans_alive() const { return finished_->alive; }
  std::size_t batch_size() const { return batch_size_; }
  std::chrono::milliseconds interval() const { return interval_; }

 private:
  std::shared_ptr<Finished> finished_ = std::make_shared<Finished>();
  ProviderPointer provider_ = MakeRecordingProvider(finished_, Sampling::kAsOpenCensusSays);
  opencensus_shim::FinishedSpanSink* sink_ = nullptr;
  std::size_t batch_size_ = 0;
  std::chrono::milliseconds interval_{0};
};

// Return one line, without times and ids: name, kind unless internal, attributes unless there are
// none, status unless unset, events and links.
//
//   GET server {path: "/", n: 5} error "why"; miss {}; rpc.message {rpc.message.id: 7}; link {k: "v"}
std::string Text(const RecordedSpan& span);
std::string Text(const std::vector<RecordedSpan>& spans);

}  // namespace tracebridge::test
