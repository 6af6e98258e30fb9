#include "shims/opentracing/tracer_lifetime.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <thread>
#include <vector>

#include "opentelemetry/trace/noop.h"
#include "shims/opentracing/process_mutex.h"
#include "tracebridge/opentracing_shim_otel.h"

namespace tracebridge::opentracing_shim {
namespace {

// A thread that wants the process mutex is stopped before it has it, once, until it may go on.
thread_local bool stops_at_process_mutex = false;
std::atomic<bool> has_stopped{false};
std::atomic<bool> may_go_on{false};

void StopAt(const pthread_mutex_t* mutex) {
  if (!stops_at_process_mutex || mutex != ProcessMutex().native_handle()) return;
  stops_at_process_mutex = false;
  has_stopped = true;
  while (!may_go_on) std::this_thread::yield();
}

// A tracer whose end is seen: the options that it holds die with it.
std::shared_ptr<opentracing::Tracer> Make(std::weak_ptr<int>* alive) {
  const auto held = std::make_shared<int>();
  *alive = held;
  OpenTelemetryObjects objects;
  objects.provider = opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>(
      new opentelemetry::trace::NoopTracerProvider);
  OpenTracingOptions options;
  options.on_close = [held] {};
  return MakeOpenTracingTracer(objects, options);
}

TEST(TracerLifetimeTest, WithoutSpansEndsWithThePointer) {
  std::weak_ptr<int> alive;
  auto tracer = Make(&alive);
  tracer->StartSpan("op").reset();
  EXPECT_FALSE(alive.expired());
  tracer.reset();
  EXPECT_TRUE(alive.expired());
}

TEST(TracerLifetimeTest, EndsWithTheLastSpanOnAnyThread) {
  std::weak_ptr<int> alive;
  auto tracer = Make(&alive);
  auto first = tracer->StartSpan("first");
  auto second = tracer->StartSpan("second");
  tracer.reset();
  std::thread([&] { first.reset(); }).join();
  EXPECT_FALSE(alive.expired());
  second.reset();
  EXPECT_TRUE(alive.expired());
}

TEST(TracerLifetimeTest, ASpanStartedThroughASpanCountsToo) {
  std::weak_ptr<int> alive;
  auto tracer = Make(&alive);
  auto span = tracer->StartSpan("op");
  tracer.reset();
  auto child = span->tracer().StartSpan("child");
  span.reset();
  EXPECT_FALSE(alive.expired());
  child.reset();
  EXPECT_TRUE(alive.expired());
}

TEST(TracerLifetimeTest, ThreadsMayLeaveInAnyOrder) {
  for (int round = 0; round < 50; ++round) {
    std::weak_ptr<int> alive;
    auto tracer = Make(&alive);
    std::vector<std::unique_ptr<opentracing::Span>> spans;
    for (int i = 0; i < 4; ++i) spans.push_back(tracer->StartSpan("op"));
    std::vector<std::thread> threads;
    for (auto& span : spans) {
      threads.emplace_back([&span] {
        for (int i = 0; i < 20; ++i) span = span->tracer().StartSpan("next");
        span.reset();
      });
    }
    tracer.reset();
    for (std::thread& thread : threads) thread.join();
    EXPECT_TRUE(alive.expired());
  }
}

// More threads at once than have a cell of their own.
TEST(TracerLifetimeTest, CountsTheSpansOfManyThreads) {
  constexpr int kThreads = 48;
  std::weak_ptr<int> alive;
  auto tracer = Make(&alive);
  std::atomic<int> started{0};
  std::atomic<bool> released{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int span = 0; span < 100; ++span) tracer->StartSpan("op").reset();
      const auto last = tracer->StartSpan("last");
      ++started;
      while (!released) std::this_thread::yield();
    });
  }
  while (started != kThreads) std::this_thread::yield();
  tracer.reset();
  EXPECT_FALSE(alive.expired());
  released = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(alive.expired());
}

// A lifetime is used again; the thread that stops here comes from the tracer that had it before.
TEST(TracerLifetimeTest, AThreadThatComesLateLeavesTheNextTracerAlone) {
  has_stopped = false;
  may_go_on = false;
  std::weak_ptr<int> alive;
  auto tracer = Make(&alive);
  auto first = tracer->StartSpan("first");
  auto second = tracer->StartSpan("second");
  tracer.reset();
  std::thread late([&] {
    stops_at_process_mutex = true;
    first.reset();
  });
  while (!has_stopped) std::this_thread::yield();
  second.reset();
  EXPECT_TRUE(alive.expired());

  std::weak_ptr<int> next_alive;
  const auto next = Make(&next_alive);
  may_go_on = true;
  late.join();
  EXPECT_FALSE(next_alive.expired());
}

}  // namespace
}  // namespace tracebridge::opentracing_shim

// The linker sends the shim's calls here (CMakeLists.txt).
extern "C" {
// NOLINTNEXTLINE(bugprone-reserved-identifier): the linker chooses these names
int __real_pthread_mutex_lock(pthread_mutex_t* mutex) noexcept;
// NOLINTNEXTLINE(bugprone-reserved-identifier)
int __wrap_pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  tracebridge::opentracing_shim::StopAt(mutex);
  return __real_pthread_mutex_lock(mutex);
}
}
