// A process that forks while it traces through all three APIs, and exports.
//
// Where the child of a threaded process must allocate, the heap must be usable there, which the sanitizers' is not: what
// forks from threads runs without them.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "migration/tail/proto_decoder.h"
#include "opencensus/tags/tag_key.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/conformance/faults/output.h"
#include "tests/support/forked.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/sanitizers.h"
#include "tests/support/threads.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opentracing_shim.h"

namespace opencensus::trace::exporter {
class SpanExporterTestPeer {
 public:
  static void ExportForTesting() { SpanExporter::ExportForTesting(); }
};
}  // namespace opencensus::trace::exporter

namespace tracebridge::faults {
namespace {

namespace census = opencensus::trace;
namespace otel = opentelemetry::trace;
using test::InChild;

opencensus::trace::AlwaysSampler always;

// What takes part in a fork is made and destroyed at any moment. The children need no memory.
TEST(ForkTest, FindsBridgesWholeThatOtherThreadsSetUpAndEnd) {
  std::atomic<bool> stop{false};
  std::thread owner([&] {
    while (!stop) {
      BridgeOptions options;
      options.settings["OTEL_TRACES_EXPORTER"] = "none";
      Bridge::FromOptions(options);
    }
  });
  int whole = 0;
  for (int i = 0; i < 200; ++i) whole += InChild([] { return true; }) ? 1 : 0;
  stop = true;
  owner.join();
  EXPECT_EQ(whole, 200);
}

// One open span of each API.
struct OpenSpans {
  explicit OpenSpans(const std::string& name)
      : otel(StartOtel(name + ".otel")),
        opentracing(opentracing::Tracer::Global()->StartSpan(name + ".opentracing")),
        opencensus(census::Span::StartSpan(name + ".opencensus", nullptr, {&always})) {}

  static std::shared_ptr<otel::Span> StartOtel(const std::string& name,
                                               const otel::StartSpanOptions& options = {}) {
    return otel::Provider::GetTracerProvider()->GetTracer("test")->StartSpan(name, options);
  }

  // Starts and ends a child of each.
  void HaveChildren(const std::string& name) const {
    otel::StartSpanOptions options;
    options.parent = otel->GetContext();
    StartOtel(name + ".otel", options)->End();
    opentracing->tracer()
        .StartSpan(name + ".opentracing", {opentracing::ChildOf(&opentracing->context())})
        ->Finish();
    census::Span::StartSpan(name + ".opencensus", &opencensus, {&always}).End();
  }

  void End() const {
    otel->End();
    opentracing->Finish();
    opencensus.End();
  }

  std::shared_ptr<otel::Span> otel;
  std::unique_ptr<opentracing::Span> opentracing;
  census::Span opencensus;
};

const char* const kApis[] = {".otel", ".opentracing", ".opencensus"};

BridgeOptions Roomy(BridgeOptions options) {
  options.settings["OTEL_BSP_MAX_QUEUE_SIZE"] = "1000000";
  return options;
}

std::map<std::string, int> CountNames(const std::vector<tail::Span>& spans) {
  std::map<std::string, int> count;
  for (const tail::Span& span : spans) ++count[span.name];
  return count;
}

void ExpectDisjointIds(const std::vector<tail::Span>& spans) {
  std::set<tail::SpanId> ids;
  for (const tail::Span& span : spans) {
    EXPECT_TRUE(ids.insert(span.span_id).second) << span.name << " " << tail::ToHex(span.span_id);
  }
}

// What each process of a family does with spans that it inherited.
bool LiveOn(Bridge& bridge, const OpenSpans& inherited, const std::string& name, int generations) {
  for (int i = 0; i < 10; ++i) inherited.HaveChildren(name);
  const bool grandchildren = generations == 0 || InChild([&] {
                               return LiveOn(bridge, inherited, name + ".child", generations - 1);
                             });
  inherited.End();
  return grandchildren && Counted(Diagnostic::kSpanDroppedInForkedChild) == 3 &&
         bridge.ForceFlush(kAMinute);
}

TEST(ForkTest, EachProcessExportsWhatItStartedAndNothingIsLost) {
  Output output;
  Bridge bridge = Bridge::FromOptions(Roomy(ToFile(output.path())));
  const OpenSpans open("open");
  open.HaveChildren("finished before");
  EXPECT_TRUE(InChild([&] { return LiveOn(bridge, open, "child", 2); }));
  open.End();
  ASSERT_TRUE(bridge.ForceFlush(kAMinute));

  const auto spans = output.Spans();
  ExpectDisjointIds(spans);
  std::map<std::string, int> expected;
  for (const std::string api : kApis) {
    expected["open" + api] = expected["finished before" + api] = 1;
    for (const std::string name : {"child", "child.child", "child.child.child"}) {
      expected[name + api] = 10;
      const auto* parent = test::Find(spans, "open" + api);
      const auto* child = test::Find(spans, name + api);
      ASSERT_TRUE(parent != nullptr && child != nullptr) << name << api;
      EXPECT_EQ(child->parent_span_id, parent->span_id);
      EXPECT_EQ(child->trace_id, parent->trace_id);
    }
  }
  EXPECT_EQ(CountNames(spans), expected);
}

TEST(ForkTest, EachProcessExportsWhatItStartedWhileOtherThreadsTrace) {
  if (!test::kHeapSurvivesFork) GTEST_SKIP() << "forks from threads";
  Output output;
  Bridge bridge = Bridge::FromOptions(Roomy(ToFile(output.path())));
  const OpenSpans open("open");
  std::atomic<bool> stop{false};
  std::atomic<int> requests{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000 || !stop.load(); ++n) {
        if (n >= 1000) {  // enough to read
          std::this_thread::yield();
          continue;
        }
        open.HaveChildren("request");
        requests.fetch_add(1);
        if (n % 100 == 0) bridge.ForceFlush(kAMinute);
      }
    });
  }
  while (requests.load() < 100) std::this_thread::yield();
  constexpr int kChildren = 10;
  for (int i = 0; i < kChildren; ++i) {
    EXPECT_TRUE(InChild([&] { return LiveOn(bridge, open, "child", 1); })) << i;
  }
  stop = true;
  for (auto& thread : threads) thread.join();
  open.End();
  ASSERT_TRUE(bridge.ForceFlush(kAMinute));

  const auto spans = output.Spans();
  ExpectDisjointIds(spans);
  std::map<std::string, int> expected;
  for (const std::string api : kApis) {
    expected["open" + api] = 1;
    expected["request" + api] = 3000;
    expected["child" + api] = expected["child.child" + api] = 10 * kChildren;
  }
  EXPECT_EQ(CountNames(spans), expected);
}

TEST(ForkTest, EachProcessHasAConnectionOfItsOwnToTheCollector) {
  otlp::TestCollector collector;
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "otlp";
  options.settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = collector.url();
  options.settings["OTEL_BSP_SCHEDULE_DELAY"] = "3600000";
  Bridge bridge = Bridge::FromOptions(options);
  const OpenSpans open("open");
  open.HaveChildren("before");
  ASSERT_TRUE(bridge.ForceFlush(kAMinute));
  EXPECT_TRUE(InChild([&] { return LiveOn(bridge, open, "child", 1); }));
  open.End();
  ASSERT_TRUE(bridge.ForceFlush(kAMinute));

  EXPECT_EQ(collector.connections(), 3);
  std::vector<tail::Span> spans;
  for (const otlp::Request& request : collector.requests()) {
    auto decoded = tail::DecodeProto(request.body);
    auto* traces = std::get_if<tail::DecodedTraces>(&decoded);
    ASSERT_NE(traces, nullptr);
    for (tail::Span& span : traces->spans) spans.push_back(std::move(span));
  }
  ExpectDisjointIds(spans);
  EXPECT_EQ(spans.size(), 3u + 3u + 30u + 30u);
}

// No flush: the child's own thread exports, and is there from its first finished span on.
TEST(ForkTest, AChildsThreadStartsOnItsFirstFinishedSpan) {
  otlp::TestCollector collector;
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "otlp";
  options.settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = collector.url();
  options.settings["OTEL_BSP_SCHEDULE_DELAY"] = "20";
  const Bridge bridge = Bridge::FromOptions(options);
  OpenSpans::StartOtel("parent")->End();
  ASSERT_TRUE(collector.WaitForRequests(1));

  int until_it_arrived[2];
  ASSERT_EQ(pipe(until_it_arrived), 0);
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    close(until_it_arrived[1]);
    const std::size_t before = test::Threads();
    const auto span = OpenSpans::StartOtel("child");
    const std::size_t started = test::Threads();
    span->End();
    const std::size_t ended = test::Threads();
    char end_of_file;
    const bool arrived = read(until_it_arrived[0], &end_of_file, 1) == 0;
    _exit(arrived && started == before && ended == before + 1 ? 0 : 1);
  }
  close(until_it_arrived[0]);
  EXPECT_TRUE(collector.WaitForRequests(2));
  close(until_it_arrived[1]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST(ForkTest, AChildInjectsASpanThatIsOpenAtTheFork) {
  const Bridge bridge = Bridge::FromOptions(ToFile("unused.jsonl"));
  const auto tracer = opentracing::Tracer::Global();
  const auto span = tracer->StartSpan("open");
  span->SetBaggageItem("user", "alice");
  const test::HttpWriter in_parent;
  ASSERT_TRUE(tracer->Inject(span->context(), in_parent));
  EXPECT_TRUE(InChild([&] {
    const test::HttpWriter in_child;
    return tracer->Inject(span->context(), in_child) && in_child.headers == in_parent.headers;
  }));
}

TEST(ForkTest, ASpanThatAnotherThreadWasChangingIsUsableInTheChild) {
  if (!test::kHeapSurvivesFork) GTEST_SKIP() << "forks from threads";
  const Bridge bridge = Bridge::FromOptions(ToFile("unused.jsonl"));
  const auto tracer = opentracing::Tracer::Global();
  const auto span = tracer->StartSpan("open");
  span->SetBaggageItem("user", "alice");
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      const ActivateSpan scope(*span);
      for (int n = 0; !stop.load(); ++n) span->SetBaggageItem("n", std::to_string(n % 10));
    });
  }
  const auto use_it = [&] {
    const ActivateSpan scope(*span);
    const test::HttpWriter writer;
    if (!tracer->Inject(span->context(), writer)) return false;
    if (span->BaggageItem("user") != "alice") return false;
    span->SetBaggageItem("user", "bob");
    if (span->BaggageItem("user") != "bob") return false;
    const auto clone = span->context().Clone();
    tracer->StartSpan("child", {opentracing::ChildOf(&span->context())})->Finish();
    span->Finish();
    return clone != nullptr;
  };
  for (int i = 0; i < 200; ++i) {
    const bool survived = InChild(use_it);
    EXPECT_TRUE(survived) << "fork " << i;
    if (!survived) break;
  }
  stop = true;
  for (auto& thread : threads) thread.join();
}

// What programs do seldom, and with a lock of ours.
bool SetUpSeldomThings(int n) {
  const auto tracer = MakeOpenTracingTracer();
  const auto span = tracer->StartSpan("s");
  const test::HttpWriter writer;
  if (!tracer->Inject(span->context(), writer)) return false;
  opencensus::tags::TagKey::Register("key " + std::to_string(n % 100));
  census::exporter::SpanExporter::SetBatchSize(10 + n % 2);
  OpenSpans::StartOtel("s")->End();
  return otel::Provider::GetTracerProvider()->GetTracer("t" + std::to_string(n % 100)) != nullptr;
}

TEST(ForkTest, WhatOtherThreadsWereSettingUpCanBeSetUpInTheChild) {
  if (!test::kHeapSurvivesFork) GTEST_SKIP() << "forks from threads";
  const Bridge bridge = Bridge::FromOptions(ToFile("unused.jsonl"));
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; !stop.load(); ++n) {
        SetUpSeldomThings(n);
        Bridge::FromEnvironment();  // another handle of the one
      }
    });
  }
  for (int i = 0; i < 100; ++i) {
    const bool survived = InChild([&] {
      Bridge::FromEnvironment();
      return SetUpSeldomThings(i);
    });
    EXPECT_TRUE(survived) << "fork " << i;
    if (!survived) break;
  }
  stop = true;
  for (auto& thread : threads) thread.join();
}

class CountingHandler final : public census::exporter::SpanExporter::Handler {
 public:
  explicit CountingHandler(std::map<std::string, int>* seen) : seen_(seen) {}
  void Export(const std::vector<census::exporter::SpanData>& spans) override {
    for (const auto& span : spans) ++(*seen_)[std::string(span.name())];
  }

 private:
  std::map<std::string, int>* const seen_;
};

TEST(ForkTest, OpenCensusHandlersSeeTheSpansOfTheirOwnProcess) {
  static auto& seen =
      *new std::map<std::string, int>;  // the handler stays for the rest of the process
  census::exporter::SpanExporter::RegisterHandler(std::make_unique<CountingHandler>(&seen));
  const auto flush = [] { census::exporter::SpanExporterTestPeer::ExportForTesting(); };
  const auto open = census::Span::StartSpan("open", nullptr, {&always});
  census::Span::StartSpan("before", nullptr, {&always}).End();
  test::WaitUntilOthersSleep();
  EXPECT_TRUE(InChild([&] {
    census::Span::StartSpan("child", &open, {&always}).End();
    open.End();
    flush();
    return seen == std::map<std::string, int>{{"child", 1}};
  }));
  open.End();
  flush();
  EXPECT_EQ(seen, (std::map<std::string, int>{{"before", 1}, {"open", 1}}));
}

}  // namespace
}  // namespace tracebridge::faults
