// The registered handlers, and how finished spans get to them.
#include "opencensus/trace/exporter/span_exporter.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "shims/opencensus/default_provider.h"
#include "shims/opencensus/span_data.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace opencensus {
namespace trace {
namespace exporter {
namespace {
namespace shim = ::tracebridge::opencensus_shim;
using ::tracebridge::Count;
using ::tracebridge::Diagnostic;
using Handler = SpanExporter::Handler;

// One in the process, never destroyed: spans may finish after main. Takes no lock, so that a fork
// cannot leave one behind.
class Handlers final : public shim::FinishedSpanSink {
 public:
  // Returns null without memory, counted.
  static Handlers* Get() noexcept {
    auto* handlers = static_cast<Handlers*>(
        tracebridge_state_v1_object("opencensus.span_handlers/" TRACEBRIDGE_VERSION, &Make));
    if (handlers == nullptr) Count(Diagnostic::kOutOfMemory);
    return handlers;
  }

  void Register(std::unique_ptr<Handler> handler) {
    auto* node = new Node{std::move(handler), newest_.load(std::memory_order_relaxed)};
    while (!newest_.compare_exchange_weak(node->older, node, std::memory_order_release,
                                          std::memory_order_relaxed)) {
    }
    // Each time: the library that registered the first one may have had nothing that delivers.
    ApplySchedule();
    shim::LinkedDefaultProvider()->Deliver(this);
  }

  void SetBatchSize(int size) {
    batch_size_.store(std::max(1, size), std::memory_order_relaxed);
    ApplySchedule();
  }

  void SetInterval(absl::Duration interval) {
    const absl::Duration kept = std::clamp(interval, absl::Seconds(1), absl::Hours(24 * 365));
    interval_ms_.store(absl::ToInt64Milliseconds(kept), std::memory_order_relaxed);
    ApplySchedule();
  }

  void OnSpans(std::vector<shim::FinishedSpan> spans) noexcept override {
    try {
      Export(ToSpanData(std::move(spans)));
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
  }

 private:
  struct Node {
    std::unique_ptr<Handler> handler;
    Node* older;
  };

  static void* Make() { return new Handlers; }

  void ApplySchedule() noexcept {
    shim::LinkedDefaultProvider()->SetSchedule(
        static_cast<std::size_t>(batch_size_.load(std::memory_order_relaxed)),
        std::chrono::milliseconds(interval_ms_.load(std::memory_order_relaxed)));
  }

  static std::vector<SpanData> ToSpanData(std::vector<shim::FinishedSpan> spans) {
    const shim::Limits limits = shim::CurrentLimits();
    std::vector<SpanData> data;
    data.reserve(spans.size());
    for (shim::FinishedSpan& span : spans) {
      data.push_back(shim::ToOpenCensus(std::move(span), limits));
    }
    return data;
  }

  // In the order of registration.
  std::vector<Handler*> Registered() const {
    std::vector<Handler*> handlers;
    const Node* node = newest_.load(std::memory_order_acquire);
    for (; node != nullptr; node = node->older) handlers.push_back(node->handler.get());
    std::reverse(handlers.begin(), handlers.end());
    return handlers;
  }

  void Export(const std::vector<SpanData>& spans) {
    for (Handler* handler : Registered()) {
      try {
        handler->Export(spans);
      } catch (...) {
        Count(Diagnostic::kCallbackThrew);
      }
    }
  }

  std::atomic<Node*> newest_{nullptr};
  std::atomic<int> batch_size_{64};
  std::atomic<std::int64_t> interval_ms_{5000};
};

}  // namespace

void SpanExporter::RegisterHandler(std::unique_ptr<Handler> handler) {
  if (handler == nullptr) return;
  if (Handlers* handlers = Handlers::Get()) handlers->Register(std::move(handler));
}

void SpanExporter::SetBatchSize(int size) {
  if (Handlers* handlers = Handlers::Get()) handlers->SetBatchSize(size);
}

void SpanExporter::SetInterval(absl::Duration interval) {
  if (Handlers* handlers = Handlers::Get()) handlers->SetInterval(interval);
}

void SpanExporter::ExportForTesting() { shim::LinkedDefaultProvider()->Flush(); }

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
