#include <opentracing/noop.h>

#include <cstdlib>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
using namespace opentracing;

// Prints the options that StartSpan and Finish arrive with.
class PrintingSpan : public Span {
 public:
  explicit PrintingSpan(const Tracer& tracer) : tracer_(tracer), noop_(MakeNoopTracer()) {
    inner_ = noop_->StartSpan("inner");
  }
  void FinishWithOptions(const FinishSpanOptions& options) noexcept override {
    std::cout << "  finish time given " << (options.finish_steady_timestamp != SteadyTime()) << ", "
              << options.log_records.size() << " logs\n";
    finish = options.finish_steady_timestamp;
  }
  void SetOperationName(string_view) noexcept override {}
  void SetTag(string_view, const Value&) noexcept override {}
  void SetBaggageItem(string_view, string_view) noexcept override {}
  std::string BaggageItem(string_view) const noexcept override { return {}; }
  void Log(std::initializer_list<std::pair<string_view, Value>>) noexcept override {}
  void Log(SystemTime, std::initializer_list<std::pair<string_view, Value>>) noexcept override {}
  void Log(SystemTime, const std::vector<std::pair<string_view, Value>>&) noexcept override {}
  const SpanContext& context() const noexcept override { return inner_->context(); }
  const Tracer& tracer() const noexcept override { return tracer_; }

  SteadyTime finish;

 private:
  const Tracer& tracer_;
  std::shared_ptr<Tracer> noop_;
  std::unique_ptr<Span> inner_;
};

class PrintingTracer : public Tracer {
 public:
  std::unique_ptr<Span> StartSpanWithOptions(
      string_view name, const StartSpanOptions& options) const noexcept override {
    std::cout << "  start " << Text(name) << ", system time "
              << options.start_system_timestamp.time_since_epoch().count() << ", steady time given "
              << (options.start_steady_timestamp != SteadyTime()) << "\n";
    for (const auto& reference : options.references) {
      std::cout << "  reference " << static_cast<int>(reference.first) << " to "
                << (reference.second != nullptr) << "\n";
    }
    for (const auto& tag : options.tags) {
      std::cout << "  tag " << tag.first << ": " << Text(tag.second) << "\n";
    }
    return std::unique_ptr<Span>(new PrintingSpan(*this));
  }
  expected<void> Inject(const SpanContext&, std::ostream&) const override { return {}; }
  expected<void> Inject(const SpanContext&, const TextMapWriter&) const override { return {}; }
  expected<void> Inject(const SpanContext&, const HTTPHeadersWriter&) const override { return {}; }
  using Context = expected<std::unique_ptr<SpanContext>>;
  Context Extract(std::istream&) const override { return std::unique_ptr<SpanContext>(); }
  Context Extract(const TextMapReader&) const override { return std::unique_ptr<SpanContext>(); }
  Context Extract(const HTTPHeadersReader&) const override {
    return std::unique_ptr<SpanContext>();
  }
};

void Start(const Tracer& tracer) {
  const auto parent = tracer.StartSpan("parent");
  tracer.StartSpan("child", {ChildOf(&parent->context())});
  tracer.StartSpan("null parent", {ChildOf(nullptr), FollowsFrom(nullptr)});
  tracer.StartSpan("all", {ChildOf(&parent->context()), FollowsFrom(&parent->context()),
                           StartTimestamp(SystemTime(std::chrono::seconds(5)), SteadyTime()),
                           SetTag{"n", 1}, SetTag{"text", "literal"}, SetTag{"n", 2.5}});
  tracer.StartSpan("system time", {StartTimestamp(SystemTime(std::chrono::hours(1)))});
  tracer.StartSpan("since the epoch", {StartTimestamp(std::chrono::milliseconds(1500))});

  StartSpanOptions options;
  const SpanReference reference(SpanReferenceType::FollowsFromRef, nullptr);
  reference.Apply(options);
  SHOW(options.references.size());
  const Value value = true;
  const SetTag tag("k", value);
  SetTag(tag).Apply(options);
  tag.Apply(options);
  SHOW(options.tags.size());
  options.references.emplace_back(SpanReferenceType::ChildOfRef, nullptr);
  tracer.StartSpanWithOptions("by hand", options);
}

void Finish(const Tracer& tracer) {
  const auto owned = tracer.StartSpan("to finish");
  auto& span = static_cast<PrintingSpan&>(*owned);
  span.Finish();
  const auto when = SteadyTime(std::chrono::seconds(12));
  span.Finish({FinishTimestamp(when)});
  SHOW(span.finish == when);
  const auto now = SystemClock::now();
  span.Finish({FinishTimestamp(now.time_since_epoch())});
  const auto off = span.finish - SteadyClock::now();
  SHOW(std::abs(std::chrono::duration_cast<std::chrono::seconds>(off).count()) < 5);
  FinishSpanOptions options;
  options.log_records.push_back({SystemTime(), {{"k", 1}}});
  span.FinishWithOptions(options);
  SHOW(&span.tracer() == &tracer);
}

void Clocks() {
  const auto steady = SteadyClock::now();
  SHOW(convert_time_point<SteadyClock>(steady) == steady);
  const auto there = convert_time_point<SystemClock>(steady);
  const auto off = std::chrono::duration_cast<std::chrono::seconds>(SystemClock::now() - there);
  SHOW(std::abs(off.count()) < 5);
}

void Logs() {
  const LogRecord one = {SystemTime(), {{"k", 1}}};
  const LogRecord other = {SystemTime(), {{"k", 2}}};
  SHOW(one == one);
  SHOW(one == other);
  SHOW(one != other);
}
}  // namespace

void Options() {
  const PrintingTracer tracer;
  Start(tracer);
  Finish(tracer);
  Clocks();
  Logs();
}
}  // namespace behaviour
