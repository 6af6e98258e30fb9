#include "tests/support/span_recorder.h"

#include <chrono>
#include <cstring>
#include <utility>
#include <variant>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/tracer.h"
#include "tracebridge/state.h"

namespace tracebridge::test {
namespace {
namespace common = opentelemetry::common;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opencensus_shim::FinishedAttributes;
using opencensus_shim::FinishedStatus;
using opencensus_shim::FinishedValue;
using SpanPointer = nostd::shared_ptr<trace::Span>;
using TracerPointer = nostd::shared_ptr<trace::Tracer>;

std::string ToString(nostd::string_view text) { return std::string(text.data(), text.size()); }

std::int64_t Now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

struct ToValueVisitor {
  FinishedValue operator()(bool x) const { return x; }
  FinishedValue operator()(std::int32_t x) const { return std::int64_t{x}; }
  FinishedValue operator()(std::uint32_t x) const { return std::int64_t{x}; }
  FinishedValue operator()(std::int64_t x) const { return x; }
  FinishedValue operator()(std::uint64_t x) const { return static_cast<std::int64_t>(x); }
  FinishedValue operator()(double x) const { return x; }
  FinishedValue operator()(const char* x) const { return std::string(x); }
  FinishedValue operator()(nostd::string_view x) const { return ToString(x); }
  template <class T>
  FinishedValue operator()(nostd::span<T>) const {
    return std::string("[array]");
  }
};

FinishedValue ToValue(const common::AttributeValue& value) {
  return nostd::visit(ToValueVisitor{}, value);
}

void Set(FinishedAttributes* attributes, nostd::string_view key, FinishedValue value) {
  for (auto& attribute : *attributes) {
    if (attribute.first == ToString(key)) {
      attribute.second = std::move(value);
      return;
    }
  }
  attributes->emplace_back(ToString(key), std::move(value));
}

FinishedAttributes Copy(const common::KeyValueIterable& attributes) {
  FinishedAttributes copy;
  attributes.ForEachKeyValue([&](nostd::string_view key, common::AttributeValue value) {
    Set(&copy, key, ToValue(value));
    return true;
  });
  return copy;
}

opencensus_shim::FinishedLink ToLink(const trace::SpanContext& context,
                                     const common::KeyValueIterable& attributes) {
  opencensus_shim::FinishedLink link;
  context.trace_id().CopyBytesTo(link.trace_id);
  context.span_id().CopyBytesTo(link.span_id);
  link.attributes = Copy(attributes);
  return link;
}

class RecordingSpan final : public trace::Span {
 public:
  RecordingSpan(std::shared_ptr<Finished> finished, trace::SpanContext context, RecordedSpan span)
      : finished_(std::move(finished)), context_(std::move(context)), span_(std::move(span)) {
    ++finished_->alive;
  }
  ~RecordingSpan() override { --finished_->alive; }

  void SetAttribute(nostd::string_view key, const common::AttributeValue& value) noexcept override {
    IfOpen([&] { Set(&span_.attributes, key, ToValue(value)); });
  }
  void AddEvent(nostd::string_view name) noexcept override {
    AddEvent(name, common::NoopKeyValueIterable());
  }
  void AddEvent(nostd::string_view name, common::SystemTimestamp) noexcept override {
    AddEvent(name, common::NoopKeyValueIterable());
  }
  void AddEvent(nostd::string_view name, common::SystemTimestamp,
                const common::KeyValueIterable& attributes) noexcept override {
    AddEvent(name, attributes);
  }
  void AddEvent(nostd::string_view name,
                const common::KeyValueIterable& attributes) noexcept override {
    IfOpen([&] { span_.events.push_back({ToString(name), Now(), Copy(attributes)}); });
  }
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  void AddLink(const trace::SpanContext& target,
               const common::KeyValueIterable& attributes) noexcept override {
    IfOpen([&] { span_.links.push_back(ToLink(target, attributes)); });
  }
  void AddLinks(const trace::SpanContextKeyValueIterable&) noexcept override {}
#endif
  void SetStatus(trace::StatusCode code, nostd::string_view description) noexcept override {
    IfOpen([&] {
      span_.status = code == trace::StatusCode::kOk      ? FinishedStatus::kOk
                     : code == trace::StatusCode::kError ? FinishedStatus::kError
                                                         : FinishedStatus::kUnset;
      span_.status_description = ToString(description);
    });
  }
  void UpdateName(nostd::string_view name) noexcept override {
    IfOpen([&] { span_.name = ToString(name); });
  }
  void End(const trace::EndSpanOptions&) noexcept override {
    IfOpen([&] {
      ended_ = true;
      span_.end_unix_ns = Now();
      finished_->Add(span_);
    });
  }
  trace::SpanContext GetContext() const noexcept override { return context_; }
  bool IsRecording() const noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return !ended_;
  }

 private:
  template <class Change>
  void IfOpen(Change change) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!ended_) change();
  }

  mutable std::mutex mutex_;
  bool ended_ = false;
  std::shared_ptr<Finished> finished_;
  trace::SpanContext context_;
  RecordedSpan span_;
};

// As the API says: a valid SpanContext; else the span of the Context; none when it asks for a root;
// else the current span.
trace::SpanContext ParentOf(const trace::StartSpanOptions& options) {
  using opentelemetry::context::Context;
  const auto current = [] {
    return trace::GetSpan(opentelemetry::context::RuntimeContext::GetCurrent())->GetContext();
  };
  if (const auto* given = nostd::get_if<trace::SpanContext>(&options.parent)) {
    return given->IsValid() ? *given : current();
  }
  const auto& context = nostd::get<Context>(options.parent);
  const trace::SpanContext given = trace::GetSpan(context)->GetContext();
  return given.IsValid() || trace::IsRootSpan(context) ? given : current();
}

template <class Id>
Id RandomId() {
  std::uint8_t bytes[Id::kSize];
  for (std::size_t i = 0; i < Id::kSize; i += 8) {
    const std::uint64_t random = tracebridge_state_v1_random();
    std::memcpy(bytes + i, &random, 8);
  }
  return Id(nostd::span<const std::uint8_t, Id::kSize>(bytes));
}

class RecordingTracer final : public trace::Tracer {
 public:
  RecordingTracer(std::shared_ptr<Finished> finished, Sampling sampling, std::string scope)
      : finished_(std::move(finished)), sampling_(sampling), scope_(std::move(scope)) {}

  using trace::Tracer::StartSpan;
  SpanPointer StartSpan(nostd::string_view name, const common::KeyValueIterable& attributes,
                        const trace::SpanContextKeyValueIterable& links,
                        const trace::StartSpanOptions& options) noexcept override {
    const opencensus_shim::Start* start = opencensus_shim::CurrentStart();
    const bool obeys = sampling_ == Sampling::kAsOpenCensusSays && start != nullptr;
    const trace::SpanContext parent = ParentOf(options);
    const bool sampled =
        obeys ? start->sampled()
              : sampling_ == Sampling::kAlways || (parent.IsValid() && parent.IsSampled());
    const trace::SpanContext context(
        parent.IsValid() ? parent.trace_id()
        : obeys          ? trace::TraceId(start->trace_id())
                         : RandomId<trace::TraceId>(),
        obeys ? trace::SpanId(start->span_id()) : RandomId<trace::SpanId>(),
        trace::TraceFlags(sampled ? trace::TraceFlags::kIsSampled : 0), false,
        parent.trace_state());
    if (!sampled) return SpanPointer(new trace::DefaultSpan(context));

    RecordedSpan span;
    span.name = ToString(name);
    span.kind = options.kind;
    span.scope = scope_;
    context.trace_id().CopyBytesTo(span.trace_id);
    context.span_id().CopyBytesTo(span.span_id);
    span.trace_flags = context.trace_flags().flags();
    parent.span_id().CopyBytesTo(span.parent_span_id);
    span.parent_is_remote = parent.IsRemote();
    span.start_unix_ns = Now();
    span.attributes = Copy(attributes);
    links.ForEachKeyValue(
        [&](trace::SpanContext target, const common::KeyValueIterable& link_attributes) {
          span.links.push_back(ToLink(target, link_attributes));
          return true;
        });
    return SpanPointer(new RecordingSpan(finished_, context, std::move(span)));
  }

#if OPENTELEMETRY_ABI_VERSION_NO < 2
  void ForceFlushWithMicroseconds(std::uint64_t) noexcept override {}
  void CloseWithMicroseconds(std::uint64_t) noexcept override {}
#endif

 private:
  std::shared_ptr<Finished> finished_;
  Sampling sampling_;
  std::string scope_;
};

class RecordingProvider final : public trace::TracerProvider {
 public:
  RecordingProvider(std::shared_ptr<Finished> finished, Sampling sampling)
      : finished_(std::move(finished)), sampling_(sampling) {}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  TracerPointer GetTracer(nostd::string_view name, nostd::string_view, nostd::string_view,
                          const common::KeyValueIterable*) noexcept override {
#else
  TracerPointer GetTracer(nostd::string_view name, nostd::string_view,
                          nostd::string_view) noexcept override {
#endif
    return TracerPointer(new RecordingTracer(finished_, sampling_, ToString(name)));
  }

 private:
  std::shared_ptr<Finished> finished_;
  Sampling sampling_;
};

std::string Text(const FinishedValue& value) {
  struct Visitor {
    std::string operator()(const std::string& x) const { return '"' + x + '"'; }
    std::string operator()(bool x) const { return x ? "true" : "false"; }
    std::string operator()(std::int64_t x) const { return std::to_string(x); }
    std::string operator()(double x) const { return std::to_string(x); }
  };
  return std::visit(Visitor{}, value);
}

std::string Text(const FinishedAttributes& attributes) {
  std::string text;
  for (const auto& [key, value] : attributes) {
    if (!text.empty()) text += ", ";
    text.append(key).append(": ").append(Text(value));
  }
  return "{" + text + "}";
}

const char* Text(trace::SpanKind kind) {
  switch (kind) {
    case trace::SpanKind::kInternal:
      return "";
    case trace::SpanKind::kServer:
      return " server";
    case trace::SpanKind::kClient:
      return " client";
    case trace::SpanKind::kProducer:
      return " producer";
    case trace::SpanKind::kConsumer:
      return " consumer";
  }
  return " unknown kind";
}

}  // namespace

void Finished::Add(RecordedSpan span) {
  const std::lock_guard<std::mutex> lock(mutex_);
  spans_.push_back(std::move(span));
}

std::vector<RecordedSpan> Finished::Take() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(spans_, {});
}

ProviderPointer MakeRecordingProvider(std::shared_ptr<Finished> finished, Sampling sampling) {
  return ProviderPointer(new RecordingProvider(std::move(finished), sampling));
}

TestDefaultProvider& TestDefaultProvider::Get() {
  static auto& provider = *new TestDefaultProvider;
  return provider;
}

void TestDefaultProvider::Flush() noexcept {
  std::vector<opencensus_shim::FinishedSpan> spans;
  for (RecordedSpan& span : Take()) spans.push_back(std::move(span));
  if (sink_ != nullptr && !spans.empty()) sink_->OnSpans(std::move(spans));
}

std::string Text(const RecordedSpan& span) {
  std::string text = span.name + Text(span.kind);
  if (!span.attributes.empty()) text += " " + Text(span.attributes);
  if (span.status == FinishedStatus::kOk) text += " ok";
  if (span.status == FinishedStatus::kError) text += " error \"" + span.status_description + '"';
  for (const auto& event : span.events) text += "; " + event.name + " " + Text(event.attributes);
  for (const auto& link : span.links) text += "; link " + Text(link.attributes);
  return text;
}

std::string Text(const std::vector<RecordedSpan>& spans) {
  std::string text;
  for (const RecordedSpan& span : spans) text += Text(span) + "\n";
  return text;
}

}  // namespace tracebridge::test

namespace tracebridge::opencensus_shim {

DefaultProvider* LinkedDefaultProvider() noexcept { return &test::TestDefaultProvider::Get(); }

}  // namespace tracebridge::opencensus_shim
