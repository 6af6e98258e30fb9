// Loading, unloading, forking and closing: nothing that has finished is lost, and nothing is left behind.
#include <gmock/gmock.h>
#include <opentracing/ext/tags.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/interop/opentracing_plugin/loaded_plugin.h"
#include "tests/support/forked.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/threads.h"

namespace tracebridge::test {
namespace {

using test::InChild;
using test::Threads;
using test::ThreadsOnce;
using test::WaitUntilOthersSleep;
using ::testing::HasSubstr;

std::size_t OpenFiles() {
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator("/proc/self/fd")) {
    ++files;
  }
  return files;
}

// The service that each span came from: {"request 1": "round 1"}.
std::map<std::string, std::string> ServicesOfSpans(otlp::TestCollector& collector) {
  std::map<std::string, std::string> services;
  for (const auto& request : collector.requests()) {
    const auto body = nlohmann::json::parse(request.body);
    std::string service;
    for (const auto& attribute : body.at("/resourceSpans/0/resource/attributes"_json_pointer)) {
      if (attribute.at("key") == "service.name") service = attribute.at("value").at("stringValue");
    }
    ExportedSpans spans;
    AddSpans(body, &spans);
    for (const auto& [name, span] : spans) services[name] = service;
  }
  return services;
}

// Each round with a configuration of its own; nothing of an earlier one is left.
TEST(OpenTracingPluginTest, IsLoadedTracesAndIsUnloadedAHundredTimes) {
  constexpr int kTimes = 100;
  const std::pair<const char*, std::string> kPropagators[] = {
      {"tracecontext", "traceparent\n"},
      {"jaeger", "uber-trace-id\n"},
      {"b3", "b3\n"},
      {"datadog",
       "x-datadog-trace-id\nx-datadog-parent-id\nx-datadog-sampling-priority\nx-datadog-tags\n"}};
  otlp::TestCollector collector;
  const std::size_t threads = Threads();
  std::size_t files = 0;
  std::map<std::string, std::string> expected;
  for (int i = 0; i < kTimes; ++i) {
    const std::string number = std::to_string(i);
    const auto& [propagator, keys] = kPropagators[i % std::size(kPropagators)];
    const LoadedPlugin plugin;
    auto tracer = plugin.MakeTracer(
        To(collector, {{"service_name", "round " + number}, {"propagators", propagator}}));
    EXPECT_EQ(KeysInjected(*tracer), keys) << i;
    tracer->StartSpan("request " + number)->Finish();
    if (i % 2 == 0) tracer->Close();
    tracer.reset();
    expected["request " + number] = "round " + number;
    if (i == 10) {
      // The collector has closed its ends of the connections, too.
      ASSERT_EQ(ThreadsOnce(threads), threads);
      files = OpenFiles();
    }
  }
  EXPECT_EQ(ThreadsOnce(threads), threads);
  EXPECT_EQ(OpenFiles(), files);
  EXPECT_EQ(ServicesOfSpans(collector), expected);
}

TEST(OpenTracingPluginTest, StartsNoThreadUntilASpanHasFinished) {
  otlp::TestCollector collector;
  const std::size_t threads = Threads();
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(To(collector));
  const auto span = tracer->StartSpan("request");
  const test::HttpWriter writer;
  ASSERT_TRUE(tracer->Inject(span->context(), writer));
  tracer->StartSpan("unsampled", {opentracing::SetTag(opentracing::ext::sampling_priority, 0)})
      ->Finish();
  EXPECT_EQ(Threads(), threads);
  span->Finish();
  EXPECT_EQ(ThreadsOnce(threads + 1), threads + 1);
}

TEST(OpenTracingPluginTest, ExportsOnCloseAndGivesSpansAfterIt) {
  otlp::TestCollector collector;
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(To(collector));
  const auto open = tracer->StartSpan("open");
  tracer->StartSpan("finished")->Finish();
  tracer->Close();
  EXPECT_EQ(Arrived(collector).count("finished"), 1u);
  const auto late = tracer->StartSpan("late");
  ASSERT_NE(late, nullptr);
  late->Finish();
  open->Finish();
  tracer->Close();
  const auto spans = Arrived(collector);
  EXPECT_EQ(spans.count("open"), 1u);
  EXPECT_EQ(spans.count("late"), 0u);
}

// Close() gives the first batch up after five seconds. Letting go waits no longer, or the batch would fail by itself, which
// takes it nine seconds, and the second one would be asked for.
TEST(OpenTracingPluginTest, WaitsOnceForACollectorThatNeverAnswersAndSaysWhatDidNotArrive) {
  otlp::Reply never;
  never.hang = true;
  otlp::TestCollector collector({never});
  const LoadedPlugin plugin;
  auto tracer =
      plugin.MakeTracer(To(collector, {{"otlp_timeout", 9000}, {"batch_max_export_size", 1}}));
  tracer->StartSpan("first")->Finish();
  tracer->StartSpan("second")->Finish();
  tracer->Close();
  EXPECT_EQ(collector.requests().size(), 1u);
  ::testing::internal::CaptureStderr();
  tracer.reset();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(collector.requests().size(), 1u);
  EXPECT_THAT(log, HasSubstr("not everything arrived: "));
  EXPECT_THAT(log, HasSubstr("\"tracebridge.span.dropped.export_failed\":"));
  EXPECT_THAT(log, HasSubstr("\"tracebridge.span.dropped.shutdown_timeout\":"));
}

TEST(OpenTracingPluginTest, ExportsAtTheEndAfterACloseThatFailedAtOnce) {
  otlp::TestCollector collector({otlp::Respond("400 Bad Request")});
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(To(collector));
  const auto open = tracer->StartSpan("open");
  tracer->StartSpan("refused")->Finish();
  tracer->Close();
  ASSERT_EQ(collector.requests().size(), 1u);
  open->Finish();
  ::testing::internal::CaptureStderr();
  tracer.reset();
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("not everything arrived: "));
  EXPECT_EQ(Arrived(collector).count("open"), 1u);
}

TEST(OpenTracingPluginTest, LetsSpansOutliveTheirTracerAndItsHandle) {
  otlp::TestCollector collector;
  std::unique_ptr<opentracing::Span> span;
  {
    const LoadedPlugin plugin;
    auto tracer = plugin.MakeTracer(To(collector));
    span = tracer->StartSpan("open");
    tracer->StartSpan("finished")->Finish();
  }
  span->SetTag("key", "value");
  span->tracer().StartSpan("later")->Finish();
  span->Finish();
  span.reset();
  const auto spans = Arrived(collector);
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans.count("finished"), 1u);
}

TEST(OpenTracingPluginTest, KeepsTracersApart) {
  otlp::TestCollector first;
  otlp::TestCollector second;
  const LoadedPlugin plugin;
  const LoadedPlugin again;
  auto one = plugin.MakeTracer(To(first));
  auto other = again.MakeTracer(To(second, {{"propagators", "jaeger"}}));
  const auto parent = one->StartSpan("parent");
  other->StartSpan("child", {opentracing::ChildOf(&parent->context())})->Finish();
  parent->Finish();
  const test::HttpWriter writer;
  ASSERT_TRUE(one->Inject(parent->context(), writer));
  EXPECT_EQ(writer.headers.at(0).first, "traceparent");
  one.reset();
  other.reset();
  const auto of_first = Arrived(first);
  const auto of_second = Arrived(second);
  ASSERT_EQ(of_first.size(), 1u);
  ASSERT_EQ(of_second.size(), 1u);
  EXPECT_EQ(of_second.at("child").parent_span_id, of_first.at("parent").span_id);
}

TEST(OpenTracingPluginTest, LosesNothingOfManyThreads) {
  otlp::TestCollector collector;
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(To(collector, {{"batch_max_queue_size", 100000}}));
  constexpr int kThreads = 4;
  constexpr int kSpans = 250;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kSpans; ++i) {
        const auto span = tracer->StartSpan(std::to_string(t) + "." + std::to_string(i));
        span->SetTag("key", i);
        span->SetBaggageItem("user", "alice");
        const test::HttpWriter writer;
        EXPECT_TRUE(tracer->Inject(span->context(), writer));
        span->Finish();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  tracer.reset();
  EXPECT_EQ(Arrived(collector).size(), static_cast<std::size_t>(kThreads * kSpans));
}

TEST(OpenTracingPluginTest, IsLoadedByAMasterAndTracesInItsWorkers) {
  otlp::TestCollector collector;
  const std::size_t threads = Threads();
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(To(collector, {{"inject_all_keys", true}}));
  EXPECT_EQ(KeysInjected(*tracer), "traceparent\ntracestate\nbaggage\n");
  EXPECT_EQ(Threads(), threads);
  for (const std::string worker : {"first", "second"}) {
    WaitUntilOthersSleep();
    EXPECT_TRUE(InChild([&] {
      const std::size_t before = Threads();
      tracer->StartSpan(worker)->Finish();
      const bool has_thread = ThreadsOnce(before + 1) == before + 1;
      tracer.reset();
      return has_thread && ThreadsOnce(before) == before;
    })) << worker;
  }
  EXPECT_EQ(ThreadsOnce(threads), threads);
  tracer->StartSpan("master")->Finish();
  tracer.reset();
  const auto spans = Arrived(collector);
  EXPECT_EQ(spans.size(), 3u);
  EXPECT_NE(spans.at("first").trace_id, spans.at("second").trace_id);
}

TEST(OpenTracingPluginTest, IsUnloadedByAMasterAndLoadedAgainByItsWorkers) {
  otlp::TestCollector collector;
  const std::string configuration = To(collector, {{"inject_all_keys", true}});
  std::string keys;
  {
    const LoadedPlugin plugin;
    keys = KeysInjected(*plugin.MakeTracer(configuration));
  }
  for (const std::string worker : {"first", "second"}) {
    WaitUntilOthersSleep();
    EXPECT_TRUE(InChild([&] {
      const LoadedPlugin plugin;
      auto tracer = plugin.MakeTracer(configuration);
      const bool same = KeysInjected(*tracer) == keys;
      tracer->StartSpan(worker)->Finish();
      tracer->Close();
      return same;
    })) << worker;
  }
  EXPECT_EQ(Arrived(collector).size(), 2u);
}

// What has finished before the fork is the master's to export.
TEST(OpenTracingPluginTest, ExportsEachSpanInTheProcessThatFinishedIt) {
  otlp::TestCollector collector;
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(To(collector));
  tracer->StartSpan("before")->Finish();
  WaitUntilOthersSleep();
  EXPECT_TRUE(InChild([&] {
    tracer->StartSpan("worker")->Finish();
    tracer.reset();
    return true;
  }));
  EXPECT_EQ(Arrived(collector).count("before"), 0u);
  tracer.reset();
  EXPECT_EQ(Arrived(collector).size(), 2u);
}

}  // namespace
}  // namespace tracebridge::test
