// The bridge among threads: set up, flushed and destroyed while others trace. Each span that was recorded is exported or
// counted.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/bridged_spans.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/bridge.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

constexpr int kThreads = 3;

std::uint64_t Dropped() {
  std::uint64_t dropped = 0;
  for (const Diagnostic reason :
       {Diagnostic::kSpanDroppedQueueFull, Diagnostic::kSpanDroppedAfterShutdown,
        Diagnostic::kSpanDroppedExportFailed, Diagnostic::kSpanDroppedShutdownTimeout}) {
    dropped += Counted(reason);
  }
  return dropped;
}

// Threads that trace until they are told to stop, and count the spans that they recorded.
class Tracing {
 public:
  Tracing() {
    for (int i = 0; i < kThreads; ++i) threads_.emplace_back([this] { Trace(); });
    while (rounds_ < 2 * kThreads) std::this_thread::yield();
  }

  // Returns when each thread has traced once more.
  void AnotherRound() {
    const int until = rounds_ + 2 * kThreads;
    while (rounds_ < until) std::this_thread::yield();
  }

  std::uint64_t Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    return recorded_;
  }

 private:
  void Trace() {
    static opencensus::trace::AlwaysSampler always;
    while (!stop_) {
      std::uint64_t recorded = 0;
      const auto legacy = opentracing::Tracer::Global()->StartSpan("opentracing");
      const ActivateSpan scope(*legacy);
      const auto otel =
          opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("test")->StartSpan("otel");
      recorded += otel->IsRecording() ? 1 : 0;
      recorded += opentelemetry::trace::Tracer::GetCurrentSpan()->IsRecording() ? 1 : 0;
      const auto opencensus = opencensus::trace::Span::StartSpan("opencensus", nullptr, {&always});
      recorded += opencensus.IsRecording() ? 1 : 0;
      opencensus.End();
      otel->End();
      legacy->Finish();
      recorded_ += recorded;
      ++rounds_;
    }
  }

  std::atomic<bool> stop_{false};
  std::atomic<int> rounds_{0};
  std::atomic<std::uint64_t> recorded_{0};
  std::vector<std::thread> threads_;
};

std::uint64_t Lines(const std::string& text, const std::string& what) {
  std::uint64_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(BridgeThreadsTest, MayBeDestroyedWhileThreadsTrace) {
  const otlp::ScratchFolder folder;
  const auto before = Dropped();
  BridgeOptions options;
  options.settings["OTEL_TRACES_SAMPLER"] = "always_on";
  options.settings["OTEL_TRACES_EXPORTER"] = "otlp_file";
  options.settings["TRACEBRIDGE_OTLP_FILE"] = folder / "spans.jsonl";
  options.shutdown_timeout = std::chrono::minutes(1);
  auto bridge = std::make_unique<Bridge>(Bridge::FromOptions(options));
  Tracing tracing;
  bridge.reset();
  tracing.AnotherRound();
  const std::uint64_t recorded = tracing.Stop();
  const std::uint64_t exported = Lines(folder.Read("spans.jsonl"), "\"spanId\"");
  EXPECT_GT(exported, 0u);
  EXPECT_EQ(exported + (Dropped() - before), recorded);
}

TEST(BridgeThreadsTest, MayBeSetUpFlushedAndDestroyedByManyThreadsAtOnce) {
  const otlp::ScratchFolder folder;
  Tracing tracing;
  std::vector<std::thread> owners;
  for (int owner = 0; owner < kThreads; ++owner) {
    owners.emplace_back([&, owner] {
      for (int i = 0; i < 10; ++i) {
        BridgeOptions options;
        options.settings["OTEL_TRACES_SAMPLER"] = "always_on";
        options.settings["OTEL_TRACES_EXPORTER"] = "otlp_file";
        options.settings["OTEL_LOG_LEVEL"] = "none";  // each handle but the first is told so
        options.settings["TRACEBRIDGE_OTLP_FILE"] =
            folder / ("spans." + std::to_string(owner) + ".jsonl");
        options.shutdown_timeout = std::chrono::minutes(1);
        auto bridge = Bridge::FromOptions(options);
        EXPECT_TRUE(bridge.ForceFlush(std::chrono::minutes(1)));
      }
    });
  }
  for (std::thread& owner : owners) owner.join();
  tracing.Stop();
}

}  // namespace
}  // namespace tracebridge
