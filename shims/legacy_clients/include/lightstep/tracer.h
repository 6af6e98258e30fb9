// lightstep-tracer-cpp 0.14's way to make a tracer in code, answered by tracebridge.
//
//   lightstep::LightStepTracerOptions options;
//   options.component_name = "edge";
//   options.access_token = token;
//   opentracing::Tracer::InitGlobal(lightstep::MakeLightStepTracer(std::move(options)));
//
// The settings become tracebridge's by the table of docs/legacy-configuration.md. Spans leave over OTLP: docs/legacy-clients.md.
//
// Source: lightstep-tracer-cpp 0.14.0, include/lightstep/tracer.h.
#pragma once

#include <lightstep/metrics_observer.h>
#include <lightstep/transporter.h>
#include <opentracing/tracer.h>
#include <opentracing/value.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lightstep {

enum class LogLevel { debug = 1, info = 2, warn = 3, error = 4, off = 6 };

// W3C's headers are read and written beside them. `envoy` is not here: `lightstep` takes its place.
enum class PropagationMode { lightstep = 1, b3 = 2, envoy = 3, trace_context = 4, cloud_trace = 5 };

// A value, or a function that is asked for it: here once, when the tracer is made.
template <class T>
class DynamicConfigurationValue {
 public:
  DynamicConfigurationValue(std::function<T()> function) : function_(std::move(function)) {}
  DynamicConfigurationValue(const T& value) : function_([value] { return value; }) {}

  T value() const { return function_(); }

 private:
  std::function<T()> function_;
};

struct LightStepTracerOptions {
  std::string component_name;
  std::string access_token;
  std::vector<PropagationMode> propagation_modes;  // empty: lightstep
  std::string collector_host = "collector.lightstep.com";
  uint32_t collector_port = 443;
  std::vector<std::pair<std::string, uint16_t>> satellite_endpoints = {
      {"collector.lightstep.com", static_cast<uint16_t>(80)}};  // with use_stream_recorder
  bool collector_plaintext = false;
  std::unordered_map<std::string, opentracing::Value> tags;
  bool verbose = false;
  bool use_single_key_propagation = false;
  std::string ssl_root_certificates;
  std::function<void(LogLevel, opentracing::string_view)> logger_sink;
  DynamicConfigurationValue<size_t> max_buffered_spans = 2000;
  bool use_thread = true;  // no effect: spans leave by a thread
  bool use_stream_recorder = false;
  std::chrono::steady_clock::duration reporting_period =
      std::chrono::duration_cast<std::chrono::steady_clock::duration>(
          std::chrono::milliseconds(500));
  std::chrono::system_clock::duration report_timeout = std::chrono::seconds(5);
  std::unique_ptr<Transporter> transporter;
  std::unique_ptr<MetricsObserver> metrics_observer;
};

class LightStepTracer : public opentracing::Tracer {
 public:
  // Returns the low 64 bits of the trace id, the span id, and 1 if the context is sampled; invalid_span_context_error for a
  // context without ids.
  opentracing::expected<std::array<uint64_t, 3>> GetTraceSpanIdsSampled(
      const opentracing::SpanContext& span_context) const noexcept;

  // Returns the context of a span of another process.
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> MakeSpanContext(
      uint64_t trace_id, uint64_t span_id,
      std::unordered_map<std::string, std::string>&& baggage) const noexcept {
    return MakeSpanContext(trace_id, span_id, true, std::move(baggage));
  }
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> MakeSpanContext(
      uint64_t trace_id, uint64_t span_id, bool sampled,
      std::unordered_map<std::string, std::string>&& baggage) const noexcept;

  // Exports what has finished. Returns false if that failed or took too long; Flush() waits for five seconds at most.
  virtual bool Flush() noexcept = 0;
  virtual bool FlushWithTimeout(std::chrono::system_clock::duration timeout) noexcept = 0;

  template <class Rep, class Period>
  bool FlushWithTimeout(std::chrono::duration<Rep, Period> timeout) noexcept {
    return FlushWithTimeout(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(timeout));
  }
};

// Returns a tracer; null if a setting makes no sense. What that is, and what has no counterpart, `logger_sink` is told in one
// message; without one, tracebridge's own log.
std::shared_ptr<LightStepTracer> MakeLightStepTracer(LightStepTracerOptions&& options) noexcept;

}  // namespace lightstep
