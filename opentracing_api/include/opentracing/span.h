// A span, its context, and how it finishes.
#pragma once

#include <opentracing/string_view.h>
#include <opentracing/util.h>
#include <opentracing/value.h>
#include <opentracing/version.h>

#include <chrono>
#include <ctime>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
class Tracer;

// What of a span reaches its children, in this process and in others: ids and baggage.
class SpanContext {
 public:
  virtual ~SpanContext() = default;

  // Calls `f` with each baggage item until it returns false.
  virtual void ForeachBaggageItem(
      std::function<bool(const std::string& key, const std::string& value)> f) const = 0;

  // Returns a copy, or null when there is no memory for one.
  virtual std::unique_ptr<SpanContext> Clone() const noexcept = 0;

  // Return the ids of the trace and of the span as text, in the tracer's own format. Empty when
  // the tracer has none to give.
  virtual std::string ToTraceID() const noexcept { return {}; }
  virtual std::string ToSpanID() const noexcept { return {}; }
};

// What one call of Span::Log says.
struct LogRecord {
  using Field = std::pair<std::string, Value>;

  SystemTime timestamp;
  std::vector<Field> fields;
};

inline bool operator==(const LogRecord& lhs, const LogRecord& rhs) {
  return lhs.timestamp == rhs.timestamp && lhs.fields == rhs.fields;
}

inline bool operator!=(const LogRecord& lhs, const LogRecord& rhs) { return !(lhs == rhs); }

// What a span is told when it finishes.
struct FinishSpanOptions {
  SteadyTime finish_steady_timestamp;

  // Logs to add to those that the span has. Each has a timestamp of its own.
  std::vector<LogRecord> log_records;
};

// Changes FinishSpanOptions; passed to Span::Finish.
class FinishSpanOption {
 public:
  FinishSpanOption(const FinishSpanOption&) = delete;

  virtual ~FinishSpanOption() = default;

  virtual void Apply(FinishSpanOptions& options) const noexcept = 0;

 protected:
  FinishSpanOption() = default;
};

// One operation under way. Tracers implement it; Tracer::StartSpan makes one.
class Span {
 public:
  // Finishes the span if Finish was not called.
  virtual ~Span() = default;

  // Ends the span now, or when FinishTimestamp says. Does nothing the second time.
  void Finish(std::initializer_list<option_wrapper<FinishSpanOption>> option_list = {}) noexcept {
    FinishSpanOptions options;
    options.finish_steady_timestamp = SteadyClock::now();
    for (const auto& option : option_list) option.get().Apply(options);
    FinishWithOptions(options);
  }

  virtual void FinishWithOptions(const FinishSpanOptions& finish_span_options) noexcept = 0;

  virtual void SetOperationName(string_view name) noexcept = 0;

  // Sets the tag `key`, in place of its earlier value.
  virtual void SetTag(string_view key, const Value& value) noexcept = 0;

  // Sets a pair that this span, its later children and theirs have, in every process that their
  // context reaches.
  virtual void SetBaggageItem(string_view restricted_key, string_view value) noexcept = 0;

  // Returns the value of a baggage item, or an empty string.
  virtual std::string BaggageItem(string_view restricted_key) const noexcept = 0;

  // Record what happens now, or happened at `timestamp`:
  //
  //   span->Log({{"event", "cache miss"}, {"key", key}, {"waited.millis", 1500}});
  virtual void Log(std::initializer_list<std::pair<string_view, Value>> fields) noexcept = 0;

  virtual void Log(SystemTime timestamp,
                   std::initializer_list<std::pair<string_view, Value>> fields) noexcept = 0;

  virtual void Log(SystemTime timestamp,
                   const std::vector<std::pair<string_view, Value>>& fields) noexcept = 0;

  // Returns the context, which lives as long as the span, also after Finish.
  virtual const SpanContext& context() const noexcept = 0;

  // Returns the tracer that started the span.
  virtual const Tracer& tracer() const noexcept = 0;
};

// The moment at which a span ended.
class FinishTimestamp : public FinishSpanOption {
 public:
  explicit FinishTimestamp(SteadyTime steady_when) noexcept : steady_when_(steady_when) {}

  // Takes the time since the epoch of std::time_t: 1970-01-01T00:00:00Z.
  template <class Rep, class Period>
  explicit FinishTimestamp(const std::chrono::duration<Rep, Period>& time_since_epoch) noexcept
      : steady_when_(convert_time_point<SteadyClock>(
            SystemClock::from_time_t(std::time_t(0)) +
            std::chrono::duration_cast<SystemClock::duration>(time_since_epoch))) {}

  FinishTimestamp(const FinishTimestamp& other) noexcept
      : FinishSpanOption(), steady_when_(other.steady_when_) {}

  void Apply(FinishSpanOptions& options) const noexcept override {
    options.finish_steady_timestamp = steady_when_;
  }

 private:
  SteadyTime steady_when_;
};
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
