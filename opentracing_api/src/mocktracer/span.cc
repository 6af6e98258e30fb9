#include "opentracing_api/src/mocktracer/span.h"

#include <cstdint>
#include <cstdio>
#include <exception>
#include <random>
#include <tuple>

namespace tracebridge::opentracing_mocktracer {
namespace {
using opentracing::StartSpanOptions;
using opentracing::SteadyClock;
using opentracing::SteadyTime;
using opentracing::string_view;
using opentracing::SystemClock;
using opentracing::SystemTime;
using opentracing::mocktracer::SpanContextData;
using opentracing::mocktracer::SpanData;

std::uint64_t NewId() {
  static thread_local std::mt19937_64 engine{std::random_device{}()};
  return engine();
}

// Runs `change`; reports an exception as a failure to `what`.
template <typename Change>
void OrReport(const char* what, Change change) noexcept {
  try {
    change();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "Failed to %s: %s\n", what, error.what());
  }
}

// The span's data at its start: name, time, tags and references.
SpanData Started(string_view operation_name, const StartSpanOptions& options) {
  SpanData data;
  data.operation_name = operation_name;
  for (const auto& tag : options.tags) data.tags[tag.first] = tag.second;
  for (const auto& reference : options.references) {
    // Null, or of another tracer: no reference.
    const auto* const context = dynamic_cast<const MockSpanContext*>(reference.second);
    if (context == nullptr) continue;
    SpanContextData referenced = context->data();
    data.references.push_back({reference.first, referenced.trace_id, referenced.span_id});
    for (auto& item : referenced.baggage) {
      data.span_context.baggage[item.first] = std::move(item.second);
    }
  }
  data.span_context.trace_id = data.references.empty() ? NewId() : data.references[0].trace_id;
  data.span_context.span_id = NewId();
  return data;
}

// The start of the span by both clocks. Each default is derived from the other, both mean now.
std::pair<SystemTime, SteadyTime> StartTimes(const StartSpanOptions& options) {
  SystemTime system = options.start_system_timestamp;
  SteadyTime steady = options.start_steady_timestamp;
  if (system == SystemTime{} && steady == SteadyTime{}) {
    system = SystemClock::now();
    steady = SteadyClock::now();
  } else if (system == SystemTime{}) {
    system = opentracing::convert_time_point<SystemClock>(steady);
  } else if (steady == SteadyTime{}) {
    steady = opentracing::convert_time_point<SteadyClock>(system);
  }
  return {system, steady};
}
}  // namespace

MockSpan::MockSpan(std::shared_ptr<const opentracing::Tracer> tracer,
                   opentracing::mocktracer::Recorder* recorder, string_view operation_name,
                   const StartSpanOptions& options)
    : tracer_(std::move(tracer)),
      recorder_(recorder),
      data_(Started(operation_name, options)),
      context_(SpanContextData(data_.span_context)) {
  std::tie(data_.start_timestamp, start_steady_) = StartTimes(options);
}

MockSpan::~MockSpan() { Finish(); }

void MockSpan::FinishWithOptions(const opentracing::FinishSpanOptions& options) noexcept {
  const SteadyTime end = options.finish_steady_timestamp == SteadyTime{}
                             ? SteadyClock::now()
                             : options.finish_steady_timestamp;
  SpanData finished;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_finished_) return;
    is_finished_ = true;
    finished = std::move(data_);
  }
  finished.duration = end - start_steady_;
  OrReport("finish span", [&] {
    finished.logs.insert(finished.logs.end(), options.log_records.begin(),
                         options.log_records.end());
    finished.span_context = context_.data();
  });
  if (recorder_ != nullptr) recorder_->RecordSpan(std::move(finished));
}

void MockSpan::SetOperationName(string_view name) noexcept {
  OrReport("set operation name", [&] {
    const std::lock_guard<std::mutex> lock(mutex_);
    data_.operation_name = name;
  });
}

void MockSpan::SetTag(string_view key, const opentracing::Value& value) noexcept {
  OrReport("set tag", [&] {
    const std::lock_guard<std::mutex> lock(mutex_);
    data_.tags[key] = value;
  });
}

void MockSpan::SetBaggageItem(string_view key, string_view value) noexcept {
  OrReport("set baggage item", [&] { context_.AddBaggageItem(key, value); });
}

std::string MockSpan::BaggageItem(string_view key) const noexcept {
  std::string value;
  OrReport("retrieve baggage item", [&] { value = context_.BaggageItem(key); });
  return value;
}

template <typename Fields>
void MockSpan::AddLog(SystemTime timestamp, const Fields& fields) noexcept {
  OrReport("log", [&] {
    opentracing::LogRecord record;
    record.timestamp = timestamp;
    record.fields.reserve(fields.size());
    for (const Field& field : fields) record.fields.emplace_back(field.first, field.second);
    const std::lock_guard<std::mutex> lock(mutex_);
    data_.logs.push_back(std::move(record));
  });
}

void MockSpan::Log(std::initializer_list<Field> fields) noexcept {
  AddLog(SystemClock::now(), fields);
}

void MockSpan::Log(SystemTime timestamp, std::initializer_list<Field> fields) noexcept {
  AddLog(timestamp, fields);
}

void MockSpan::Log(SystemTime timestamp, const std::vector<Field>& fields) noexcept {
  AddLog(timestamp, fields);
}

}  // namespace tracebridge::opentracing_mocktracer
