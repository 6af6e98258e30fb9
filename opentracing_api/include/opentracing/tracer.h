// A tracer: starts spans, writes their contexts to carriers and reads them back.
#pragma once

#include <opentracing/propagation.h>
#include <opentracing/span.h>
#include <opentracing/string_view.h>
#include <opentracing/symbols.h>
#include <opentracing/util.h>
#include <opentracing/version.h>

#include <chrono>
#include <ctime>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
// What a span is told when it starts.
struct StartSpanOptions {
  // When it started. Both at the epoch, the default, mean now; if one is, it is derived from the
  // other.
  SystemTime start_system_timestamp;
  SteadyTime start_steady_timestamp;

  // The spans that it refers to; with none it is the root of a new trace. Null ones are ignored.
  std::vector<std::pair<SpanReferenceType, const SpanContext*>> references;

  std::vector<std::pair<std::string, Value>> tags;
};

// Changes StartSpanOptions; passed to Tracer::StartSpan.
class StartSpanOption {
 public:
  StartSpanOption(const StartSpanOption&) = delete;

  virtual ~StartSpanOption() = default;

  virtual void Apply(StartSpanOptions& options) const noexcept = 0;

 protected:
  StartSpanOption() = default;
};

// Implemented by tracing systems. Every method may be called from any thread.
class OPENTRACING_API Tracer {
 public:
  virtual ~Tracer() = default;

  // Returns a new span, started now unless an option says otherwise:
  //
  //   auto span = tracer->StartSpan("get", {ChildOf(&parent->context()), SetTag{"user", "u42"}});
  std::unique_ptr<Span> StartSpan(
      string_view operation_name,
      std::initializer_list<option_wrapper<StartSpanOption>> option_list = {}) const noexcept {
    StartSpanOptions options;
    // A list this long is mostly tags. Moving Values as the vector grows costs more than the room.
    if (option_list.size() > 2) {
      try {
        options.tags.reserve(option_list.size());
      } catch (...) {
        // Each tag then finds its own memory, or is left out.
      }
    }
    for (const auto& option : option_list) option.get().Apply(options);
    return StartSpanWithOptions(operation_name, options);
  }

  virtual std::unique_ptr<Span> StartSpanWithOptions(
      string_view operation_name, const StartSpanOptions& options) const noexcept = 0;

  // Inject writes `sc` to `writer`: bytes to a stream, pairs to the others. Fails with an error of
  // propagation.h or of the writer; throws only what the writer throws.
  virtual expected<void> Inject(const SpanContext& sc, std::ostream& writer) const = 0;

  virtual expected<void> Inject(const SpanContext& sc, const TextMapWriter& writer) const = 0;

  virtual expected<void> Inject(const SpanContext& sc, const HTTPHeadersWriter& writer) const = 0;

  virtual expected<void> Inject(const SpanContext& sc, const CustomCarrierWriter& writer) const {
    return writer.Inject(*this, sc);
  }

  // Extract returns the context that `reader` holds; null when it holds none, an error when what
  // it holds cannot be read. Throws only what the reader throws.
  virtual expected<std::unique_ptr<SpanContext>> Extract(std::istream& reader) const = 0;

  virtual expected<std::unique_ptr<SpanContext>> Extract(const TextMapReader& reader) const = 0;

  virtual expected<std::unique_ptr<SpanContext>> Extract(const HTTPHeadersReader& reader) const = 0;

  virtual expected<std::unique_ptr<SpanContext>> Extract(const CustomCarrierReader& reader) const {
    return reader.Extract(*this);
  }

  // Says that no more spans will come; a tracer usually flushes. Need not be called.
  virtual void Close() noexcept {}

  // Returns the tracer of this process: the one given to InitGlobal, else one that does nothing.
  // May be called before main and after it.
  static std::shared_ptr<Tracer> Global() noexcept;

  // Makes `tracer`, which may be null, the tracer of this process, and returns the former one.
  static std::shared_ptr<Tracer> InitGlobal(std::shared_ptr<Tracer> tracer) noexcept;

  // Returns whether InitGlobal was called.
  static bool IsGlobalTracerRegistered() noexcept;
};

// The moment at which a span started.
class StartTimestamp : public StartSpanOption {
 public:
  StartTimestamp(SystemTime system_when, SteadyTime steady_when) noexcept
      : system_when_(system_when), steady_when_(steady_when) {}

  StartTimestamp(SystemTime system_when) noexcept
      : system_when_(system_when), steady_when_(convert_time_point<SteadyClock>(system_when)) {}

  // Takes the time since the epoch of std::time_t: 1970-01-01T00:00:00Z.
  template <class Rep, class Period>
  explicit StartTimestamp(const std::chrono::duration<Rep, Period>& time_since_epoch) noexcept
      : StartTimestamp(SystemClock::from_time_t(std::time_t(0)) +
                       std::chrono::duration_cast<SystemClock::duration>(time_since_epoch)) {}

  StartTimestamp(const StartTimestamp& other) noexcept
      : StartSpanOption(), system_when_(other.system_when_), steady_when_(other.steady_when_) {}

  void Apply(StartSpanOptions& options) const noexcept override {
    options.start_system_timestamp = system_when_;
    options.start_steady_timestamp = steady_when_;
  }

 private:
  SystemTime system_when_;
  SteadyTime steady_when_;
};

// A span that the new one refers to. A null context is no reference.
class SpanReference : public StartSpanOption {
 public:
  SpanReference(SpanReferenceType type, const SpanContext* referenced) noexcept
      : type_(type), referenced_(referenced) {}

  SpanReference(const SpanReference& other) noexcept
      : StartSpanOption(), type_(other.type_), referenced_(other.referenced_) {}

  void Apply(StartSpanOptions& options) const noexcept override {
    if (referenced_ == nullptr) return;
    try {
      options.references.emplace_back(type_, referenced_);
    } catch (...) {
      // No memory: the span starts without the reference.
    }
  }

 private:
  SpanReferenceType type_;
  const SpanContext* referenced_;
};

// Return the option that makes the new span a child of, or a follower of, `span_context`.
inline SpanReference ChildOf(const SpanContext* span_context) noexcept {
  return {SpanReferenceType::ChildOfRef, span_context};
}

inline SpanReference FollowsFrom(const SpanContext* span_context) noexcept {
  return {SpanReferenceType::FollowsFromRef, span_context};
}

// A tag that the new span starts with. Refers to its arguments; use it within StartSpan's braces.
class SetTag : public StartSpanOption {
 public:
  SetTag(string_view key, const Value& value) noexcept : key_(key), value_(value) {}

  SetTag(const SetTag& other) noexcept
      : StartSpanOption(), key_(other.key_), value_(other.value_) {}

  void Apply(StartSpanOptions& options) const noexcept override {
    try {
      options.tags.emplace_back(key_, value_);
    } catch (...) {
      // No memory: the span starts without the tag.
    }
  }

 private:
  const string_view key_;
  const Value& value_;
};
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
