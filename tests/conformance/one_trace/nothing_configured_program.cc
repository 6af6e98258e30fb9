// A program that uses all three APIs and sets none of them up. Its argument names what it does; it prints what it sees.
// nothing_configured_test.cc runs it, with and without variables in the environment.
#include <dirent.h>
#include <opentracing/tracer.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/trace_config.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/header_carrier.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/w3c_propagator.h"
#include "tracebridge/bridge.h"
#include "tracebridge/opentracing_shim.h"

namespace opencensus {
namespace trace {
namespace exporter {

class SpanExporterTestPeer {
 public:
  static constexpr auto& ExportForTesting = SpanExporter::ExportForTesting;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus

namespace tracebridge {
namespace {

using opencensus::trace::Span;
using opencensus::trace::exporter::SpanData;
using opencensus::trace::exporter::SpanExporter;
using opencensus::trace::exporter::SpanExporterTestPeer;
using opencensus::trace::propagation::FromTraceParentHeader;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;

constexpr char kSampled[] = "00-404142434445464748494a4b4c4d4e4f-6162636465666768-01";
constexpr char kUnsampled[] = "00-404142434445464748494a4b4c4d4e4f-6162636465666768-00";

opencensus::trace::AlwaysSampler always;
opencensus::trace::NeverSampler never;

void Print(const char* what, const std::string& value) {
  std::printf("%s: %s\n", what, value.c_str());
}

int Entries(const char* folder, const std::function<bool(const std::string&)>& counts) {
  DIR* const open = opendir(folder);
  int number = 0;
  while (const dirent* entry = readdir(open)) {
    if (entry->d_name[0] != '.' && counts(std::string(folder) + "/" + entry->d_name)) ++number;
  }
  closedir(open);
  return number;
}

int Threads() {
  return Entries("/proc/self/task", [](const std::string&) { return true; });
}

int Sockets() {
  return Entries("/proc/self/fd", [](const std::string& path) {
    std::array<char, 64> target{};
    return readlink(path.c_str(), target.data(), target.size() - 1) > 0 &&
           std::strncmp(target.data(), "socket:", 7) == 0;
  });
}

// At the start of main: a sanitizer may have a thread of its own.
int threads_at_start = 0;
int sockets_at_start = 0;  // inherited
void PrintThreads() { Print("threads started", std::to_string(Threads() - threads_at_start)); }

std::shared_ptr<opentelemetry::trace::Span> StartOtel(const std::string& name) {
  return opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("program")->StartSpan(name);
}

std::string InjectedByOpenTelemetry() {
  test::HeaderCarrier carrier;
  GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, RuntimeContext::GetCurrent());
  return carrier.Text();
}

std::string InjectedBy(const opentracing::Tracer& tracer, const opentracing::SpanContext& context) {
  test::HttpWriter writer;
  return tracer.Inject(context, writer) ? test::Text(writer.headers) : "error";
}

// OpenTracing's global tracer and OpenTelemetry's provider are those that their originals start with.
void NoOps() {
  const auto global = opentracing::Tracer::Global();
  const auto legacy = global->StartSpan("opentracing");
  Print("opentracing injects", InjectedBy(*global, legacy->context()));
  const auto extracted =
      global->Extract(test::HttpReader(test::Headers{{"traceparent", kSampled}}));
  Print("opentracing extracts", extracted && *extracted != nullptr ? "a context" : "nothing");
  legacy->Finish();

  const auto span = StartOtel("otel");
  const opentelemetry::trace::Scope scope(span);
  Print("otel records", span->IsRecording() ? "yes" : "no");
  Print("otel has ids", span->GetContext().IsValid() ? "yes" : "no");
  Print("otel injects", InjectedByOpenTelemetry());
  PrintThreads();
}

// A program that sets only propagators is a good citizen: what arrives goes on.
void PassOn() {
  GlobalTextMapPropagator::SetGlobalPropagator(test::W3cPropagator());
  const test::HeaderCarrier incoming(
      {{"traceparent", kSampled}, {"tracestate", "v=1"}, {"baggage", "user=alice"}});
  Context empty;
  {
    const auto token = RuntimeContext::Attach(
        GlobalTextMapPropagator::GetGlobalPropagator()->Extract(incoming, empty));
    const opentelemetry::trace::Scope scope(StartOtel("otel"));
    Print("otel", "\n" + InjectedByOpenTelemetry());
  }
  const auto tracer = MakeOpenTracingTracer();
  const auto extracted = tracer->Extract(test::HttpReader(
      {{"traceparent", kSampled}, {"tracestate", "v=1"}, {"baggage", "user=alice"}}));
  const auto span = tracer->StartSpan("opentracing", {opentracing::ChildOf(extracted->get())});
  Print("opentracing", "\n" + InjectedBy(*tracer, span->context()));
}

class Names final : public SpanExporter::Handler {
 public:
  explicit Names(std::string* names) : names_(*names) {}
  void Export(const std::vector<SpanData>& spans) override {
    for (const SpanData& span : spans) {
      names_ += (names_.empty() ? "" : ", ") + std::string(span.name());
    }
  }

 private:
  std::string& names_;
};

std::string& Received() {
  static auto& names = *new std::string;
  return names;
}

void Register() { SpanExporter::RegisterHandler(std::make_unique<Names>(&Received())); }

void PrintReceived() {
  SpanExporterTestPeer::ExportForTesting();
  Print("handler received", Received());
  Received().clear();
}

// Each decision that differs from a provider's, as headers and handlers see it.
void Rules() {
  Register();
  const auto start = [](const char* name, const char* parent, opencensus::trace::Sampler* sampler) {
    const Span span = parent == nullptr ? Span::StartSpan(name, nullptr, {sampler})
                                        : Span::StartSpanWithRemoteParent(
                                              name, FromTraceParentHeader(parent), {sampler});
    span.End();
    Print(name, span.context().trace_options().IsSampled() ? "sampled" : "not sampled");
  };
  start("root, AlwaysSampler", nullptr, &always);
  start("root, NeverSampler", nullptr, &never);
  start("sampled parent, NeverSampler", kSampled, &never);
  start("unsampled parent, AlwaysSampler", kUnsampled, &always);
  start("unsampled parent, NeverSampler", kUnsampled, &never);
  PrintReceived();
}

void Handlers() {
  Register();
  PrintThreads();
  Span::StartSpan("opencensus", nullptr, {&always}).End();
  {
    const Span span = Span::StartSpan("parent", nullptr, {&always});
    const opencensus::trace::WithSpan scope(span);
    const auto otel = StartOtel("otel");  // a no-op: it stands for the span around it
    Print("otel records", otel->IsRecording() ? "yes" : "no");
    Print("otel stands for the span around it",
          otel->GetContext().span_id() ==
                  opentelemetry::trace::Tracer::GetCurrentSpan()->GetContext().span_id()
              ? "yes"
              : "no");
    otel->End();
    span.End();
  }
  PrintReceived();
}

// What a handler was given when its turn came, and nobody asked for it.
class Inbox final : public SpanExporter::Handler {
 public:
  void Export(const std::vector<SpanData>& spans) override {
    const std::lock_guard<std::mutex> lock(TheState().mutex);
    for (const SpanData& span : spans) TheState().names.insert(std::string(span.name()));
    TheState().changed.notify_all();
  }

  // A minute is for ever.
  static std::string Wait(const std::string& name) {
    std::unique_lock<std::mutex> lock(TheState().mutex);
    const bool came = TheState().changed.wait_for(lock, std::chrono::minutes(1),
                                                  [&] { return TheState().names.count(name) > 0; });
    return came ? "came by itself" : "never came";
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable changed;
    std::set<std::string> names;
  };
  static State& TheState() {
    static auto& state = *new State;
    return state;
  }
};

void PrintWaited(const std::string& name) {
  Span::StartSpan(name, nullptr, {&always}).End();
  Print(name.c_str(), Inbox::Wait(name));
}

void BatchSize() {
  SpanExporter::RegisterHandler(std::make_unique<Inbox>());
  SpanExporter::SetInterval(absl::Hours(24));
  SpanExporter::SetBatchSize(2);
  Span::StartSpan("first of two", nullptr, {&always}).End();
  PrintWaited("second of two");
}

void Interval() {
  SpanExporter::RegisterHandler(std::make_unique<Inbox>());
  SpanExporter::SetInterval(absl::Seconds(1));
  const pid_t child = fork();
  PrintWaited(child == 0 ? "in the child" : "in the parent");
  std::fflush(stdout);
  if (child == 0) _exit(0);
  int status = 0;
  waitpid(child, &status, 0);
}

void DefaultProbability() {
  int sampled = 0;
  for (int i = 0; i < 200000; ++i) {
    const Span span = Span::StartSpan("root");
    sampled += span.IsSampled() ? 1 : 0;
    span.End();
  }
  // 20 are expected. Fewer than 1 or more than 60 would be seen once in a billion runs.
  Print("about 1 in 10,000", sampled >= 1 && sampled <= 60 ? "yes" : std::to_string(sampled));
  PrintThreads();
}

// What a service does: few spans, none with a sampler of its own, in the middle one of a sampled trace.
void Serve() {
  for (int i = 0; i < 10; ++i) Span::StartSpan("root").End();
  Span::StartSpanWithRemoteParent("child", FromTraceParentHeader(kSampled)).End();
  for (int i = 0; i < 10; ++i) Span::StartSpan("root").End();
}

void SampledRoots() {
  Span::StartSpan("alpha.span", nullptr, {&always}).End();
  Span::StartSpan("beta.span", nullptr, {&always}).End();
  PrintThreads();
  Print("sockets opened", std::to_string(Sockets() - sockets_at_start));
}

void UnsampledRoots() {
  for (int i = 0; i < 3; ++i) Span::StartSpan("root", nullptr, {&never}).End();
  for (int i = 0; i < 3; ++i) Span::StartSpan("root").End();
}

void TraceConfigThenRoots() {
  opencensus::trace::TraceConfig::SetCurrentTraceParams(
      {32, 32, 128, 32, opencensus::trace::ProbabilitySampler(1.0)});
  Span::StartSpan("configured").End();
}

// `Handlers`, and then the program sets a provider after all.
void ProviderLater() {
  Register();
  Span::StartSpan("before", nullptr, {&always}).End();
  const Span under_way = Span::StartSpan("under way", nullptr, {&always});
  {
    const auto bridge = Bridge::FromEnvironment();
    Span::StartSpan("after").End();
    StartOtel("otel")->End();
    opentracing::Tracer::Global()->StartSpan("opentracing")->Finish();
    under_way.End();
  }
  PrintReceived();
}

struct Scenario {
  const char* name;
  void (*run)();
};

constexpr Scenario kScenarios[] = {
    {"no_ops", NoOps},
    {"pass_on", PassOn},
    {"rules", Rules},
    {"handlers", Handlers},
    {"batch_size", BatchSize},
    {"interval", Interval},
    {"default_probability", DefaultProbability},
    {"serve", Serve},
    {"sampled_roots", SampledRoots},
    {"unsampled_roots", UnsampledRoots},
    {"trace_config", TraceConfigThenRoots},
    {"provider_later", ProviderLater},
};

}  // namespace
}  // namespace tracebridge

int main(int argc, char** argv) {
  tracebridge::threads_at_start = tracebridge::Threads();
  tracebridge::sockets_at_start = tracebridge::Sockets();
  for (const auto& scenario : tracebridge::kScenarios) {
    if (argc != 2 || std::strcmp(scenario.name, argv[1]) != 0) continue;
    scenario.run();
    return 0;
  }
  return 2;
}
