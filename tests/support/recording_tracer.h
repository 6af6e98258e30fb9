// A tracer that writes down what is asked of the OpenTelemetry API, and does nothing else.
//
// Span ids count from 1, trace ids too; a child is sampled when its parent is, a root when `sampled`
// says so. Times are kept only if the caller gave them.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "tests/support/attribute_text.h"

namespace tracebridge::test {

struct RecordedEvent {
  std::string name;
  std::optional<int64_t> time_ns;  // since the Unix epoch
  std::string attributes;
};

inline std::string Text(const RecordedEvent& event) { return event.name + " " + event.attributes; }

struct RecordedLink {
  opentelemetry::trace::SpanContext context;
  std::string attributes;
};

struct RecordedSpan {
  std::string name;
  opentelemetry::trace::SpanKind kind{};
  opentelemetry::trace::SpanContext context = opentelemetry::trace::SpanContext::GetInvalid();
  opentelemetry::trace::SpanContext parent = opentelemetry::trace::SpanContext::GetInvalid();
  std::string start_attributes;                   // as the sampler would see them
  std::map<std::string, std::string> attributes;  // the latest of each key, as text
  std::vector<RecordedEvent> events;
  std::vector<RecordedLink> links;
  opentelemetry::trace::StatusCode status{};
  std::optional<int64_t> start_system_ns, start_steady_ns, end_steady_ns;
  int ends = 0;
};

inline std::string AttributesText(const RecordedSpan& span) {
  std::string text;
  for (const auto& [key, value] : span.attributes) {
    if (!text.empty()) text += ", ";
    text.append(key).append(": ").append(value);
  }
  return "{" + text + "}";
}

// What one test recorded, in the order of the starts. Safe to use from several threads.
struct Recording {
  std::mutex mutex;
  std::vector<std::shared_ptr<RecordedSpan>> spans;
  bool sampled = true;
  std::string scope_name, scope_version;
};

class RecordingSpan final : public opentelemetry::trace::Span {
 public:
  RecordingSpan(std::shared_ptr<Recording> recording, std::shared_ptr<RecordedSpan> span)
      : recording_(std::move(recording)), span_(std::move(span)) {}

  void SetAttribute(opentelemetry::nostd::string_view key,
                    const opentelemetry::common::AttributeValue& value) noexcept override {
    const auto guard = Lock();
    span_->attributes[std::string(key.data(), key.size())] = Text(value);
  }
  void AddEvent(opentelemetry::nostd::string_view name) noexcept override {
    Add(name, {}, opentelemetry::common::NoopKeyValueIterable{});
  }
  void AddEvent(opentelemetry::nostd::string_view name,
                opentelemetry::common::SystemTimestamp time) noexcept override {
    Add(name, time, opentelemetry::common::NoopKeyValueIterable{});
  }
  void AddEvent(opentelemetry::nostd::string_view name,
                const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
    Add(name, {}, attributes);
  }
  void AddEvent(opentelemetry::nostd::string_view name, opentelemetry::common::SystemTimestamp time,
                const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
    Add(name, time, attributes);
  }
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  void AddLink(const opentelemetry::trace::SpanContext& target,
               const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
    const auto guard = Lock();
    span_->links.push_back({target, Text(attributes)});
  }
  void AddLinks(const opentelemetry::trace::SpanContextKeyValueIterable&) noexcept override {}
#endif
  void SetStatus(opentelemetry::trace::StatusCode code,
                 opentelemetry::nostd::string_view) noexcept override {
    const auto guard = Lock();
    if (span_->status != opentelemetry::trace::StatusCode::kOk) span_->status = code;  // final
  }
  void UpdateName(opentelemetry::nostd::string_view name) noexcept override {
    const auto guard = Lock();
    span_->name = std::string(name.data(), name.size());
  }
  void End(const opentelemetry::trace::EndSpanOptions& options) noexcept override {
    const auto guard = Lock();
    ++span_->ends;
    const int64_t end = options.end_steady_time.time_since_epoch().count();
    if (end != 0) span_->end_steady_ns = end;
  }
  opentelemetry::trace::SpanContext GetContext() const noexcept override { return span_->context; }
  bool IsRecording() const noexcept override {
    const auto guard = Lock();
    return span_->ends == 0;
  }

 private:
  std::unique_lock<std::mutex> Lock() const {
    return std::unique_lock<std::mutex>(recording_->mutex);
  }
  void Add(opentelemetry::nostd::string_view name,
           std::optional<opentelemetry::common::SystemTimestamp> time,
           const opentelemetry::common::KeyValueIterable& attributes) {
    const auto guard = Lock();
    RecordedEvent event{std::string(name.data(), name.size()), {}, Text(attributes)};
    if (time) event.time_ns = time->time_since_epoch().count();
    span_->events.push_back(std::move(event));
  }

  std::shared_ptr<Recording> recording_;
  std::shared_ptr<RecordedSpan> span_;
};

class RecordingTracer final : public opentelemetry::trace::Tracer {
 public:
  explicit RecordingTracer(std::shared_ptr<Recording> recording)
      : recording_(std::move(recording)) {}

  using Tracer::StartSpan;
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span> StartSpan(
      opentelemetry::nostd::string_view name,
      const opentelemetry::common::KeyValueIterable& attributes,
      const opentelemetry::trace::SpanContextKeyValueIterable& links,
      const opentelemetry::trace::StartSpanOptions& options) noexcept override {
    namespace trace = opentelemetry::trace;
    const std::lock_guard<std::mutex> guard(recording_->mutex);
    const trace::SpanContext parent = Parent(options);
    const auto span = std::make_shared<RecordedSpan>();
    span->name = std::string(name.data(), name.size());
    span->kind = options.kind;
    span->parent = parent;
    const bool sampled = parent.IsValid() ? parent.IsSampled() : recording_->sampled;
    span->context = trace::SpanContext(
        parent.IsValid() ? parent.trace_id() : trace::TraceId(Number<16>(++traces_)),
        trace::SpanId(Number<8>(++spans_)),
        trace::TraceFlags(sampled ? trace::TraceFlags::kIsSampled : 0), false,
        parent.trace_state());
    span->start_attributes = Text(attributes);
    using Pointer = opentelemetry::nostd::shared_ptr<trace::Span>;
    if (!sampled) return Pointer(new trace::DefaultSpan(span->context));

    attributes.ForEachKeyValue(
        [&](opentelemetry::nostd::string_view key, opentelemetry::common::AttributeValue value) {
          span->attributes[std::string(key.data(), key.size())] = Text(value);
          return true;
        });
    links.ForEachKeyValue([&](trace::SpanContext context,
                              const opentelemetry::common::KeyValueIterable& link_attributes) {
      span->links.push_back({context, Text(link_attributes)});
      return true;
    });
    const int64_t system = options.start_system_time.time_since_epoch().count();
    const int64_t steady = options.start_steady_time.time_since_epoch().count();
    if (system != 0) span->start_system_ns = system;
    if (steady != 0) span->start_steady_ns = steady;
    recording_->spans.push_back(span);
    return Pointer(new RecordingSpan(recording_, span));
  }

#if OPENTELEMETRY_ABI_VERSION_NO < 2
  void ForceFlushWithMicroseconds(uint64_t) noexcept override {}
  void CloseWithMicroseconds(uint64_t) noexcept override {}
#endif

 private:
  template <size_t kBytes>
  struct Id {
    uint8_t bytes[kBytes] = {};
    operator opentelemetry::nostd::span<const uint8_t, kBytes>() const {  // NOLINT
      return opentelemetry::nostd::span<const uint8_t, kBytes>(bytes);
    }
  };
  template <size_t kBytes>
  static Id<kBytes> Number(unsigned number) {
    Id<kBytes> id;
    id.bytes[kBytes - 1] = static_cast<uint8_t>(number);
    id.bytes[kBytes - 2] = static_cast<uint8_t>(number >> 8);
    return id;
  }

  // As the API says: a valid SpanContext; else the span of the Context; none if it asks for a root;
  // else the current span.
  static opentelemetry::trace::SpanContext Parent(
      const opentelemetry::trace::StartSpanOptions& options) {
    namespace trace = opentelemetry::trace;
    using opentelemetry::context::Context;
    const trace::SpanContext current =
        trace::GetSpan(opentelemetry::context::RuntimeContext::GetCurrent())->GetContext();
    if (const auto* given = opentelemetry::nostd::get_if<trace::SpanContext>(&options.parent)) {
      return given->IsValid() ? *given : current;
    }
    const auto& context = opentelemetry::nostd::get<Context>(options.parent);
    const trace::SpanContext given = trace::GetSpan(context)->GetContext();
    if (given.IsValid()) return given;
    return trace::IsRootSpan(context) ? trace::SpanContext::GetInvalid() : current;
  }

  std::shared_ptr<Recording> recording_;
  unsigned traces_ = 0;
  unsigned spans_ = 0;
};

class RecordingProvider final : public opentelemetry::trace::TracerProvider {
 public:
  using Pointer = opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer>;

  explicit RecordingProvider(std::shared_ptr<Recording> recording)
      : recording_(recording), tracer_(new RecordingTracer(recording)) {}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  Pointer GetTracer(opentelemetry::nostd::string_view name,
                    opentelemetry::nostd::string_view version, opentelemetry::nostd::string_view,
                    const opentelemetry::common::KeyValueIterable*) noexcept override {
#else
  Pointer GetTracer(opentelemetry::nostd::string_view name,
                    opentelemetry::nostd::string_view version,
                    opentelemetry::nostd::string_view) noexcept override {
#endif
    recording_->scope_name = std::string(name.data(), name.size());
    recording_->scope_version = std::string(version.data(), version.size());
    return tracer_;
  }

 private:
  std::shared_ptr<Recording> recording_;
  Pointer tracer_;
};

}  // namespace tracebridge::test
