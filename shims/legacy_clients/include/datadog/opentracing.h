// dd-opentracing-cpp 1.3's way to make a tracer in code, answered by tracebridge.
//
//   datadog::opentracing::TracerOptions options{"localhost", 8126, "edge"};  // with braces from C++14 on, as there
//   opentracing::Tracer::InitGlobal(datadog::opentracing::makeTracer(options));
//
// The settings become tracebridge's by the table of docs/legacy-configuration.md. Spans leave over OTLP, to port 4318 of the agent:
// docs/legacy-clients.md.
//
// Source: dd-opentracing-cpp 1.3.7, include/datadog/opentracing.h.
#pragma once

#include <opentracing/tracer.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>

namespace ot = opentracing;

namespace datadog {
namespace opentracing {

enum class LogLevel {
  debug = 1,
  info = 2,
  error = 3,
};

using LogFunc = std::function<void(LogLevel, ot::string_view)>;

// Datadog's headers, or B3's. W3C's are read and written beside them.
enum class PropagationStyle {
  Datadog,
  B3,
};

// Writes `error: <message>` to std::cerr.
void logToStandardError(LogLevel level, ot::string_view message);

// A member that is left at its default gives way to its DD_* variable; any other value wins over it.
struct TracerOptions {
  std::string agent_host = "localhost";
  uint32_t agent_port = 8126;  // of traces in Datadog's protocol: no effect
  std::string service;
  std::string type = "web";
  std::string environment = "";
  double sample_rate = std::nan("");  // 0 to 1; NaN: all traces
  bool priority_sampling = true;      // no effect
  std::string sampling_rules = "[]";
  int64_t write_period_ms = 1000;
  std::string operation_name_override = "";
  std::set<PropagationStyle> extract{PropagationStyle::Datadog};
  std::set<PropagationStyle> inject{PropagationStyle::Datadog};
  bool report_hostname = false;
  bool analytics_enabled = false;
  double analytics_rate = std::nan("");
  std::map<std::string, std::string> tags = {};
  std::string version = "";
  std::string agent_url = "";
  LogFunc log_func = logToStandardError;
  double sampling_limit_per_second = 100;
  uint64_t tags_header_size = 512;
  std::string span_sampling_rules = "[]";
};

// What a program sends to the agent by itself.
class TraceEncoder {
 public:
  TraceEncoder() {}
  virtual ~TraceEncoder() {}

  virtual const std::string& path() = 0;
  virtual std::size_t pendingTraces() = 0;
  virtual void clearTraces() = 0;
  virtual const std::map<std::string, std::string> headers() = 0;
  virtual const std::string payload() = 0;
  virtual void handleResponse(const std::string& response) = 0;
};

// Returns a tracer. What has no counterpart `log_func` is told in one message. Where a setting makes no sense it is told which,
// and the tracer is a no-op one.
std::shared_ptr<ot::Tracer> makeTracer(const TracerOptions& options);

// As makeTracer(), whose tracer exports by itself: the encoder has no traces at any time, and `log_func` is told so.
std::tuple<std::shared_ptr<ot::Tracer>, std::shared_ptr<TraceEncoder>> makeTracerAndEncoder(
    const TracerOptions& options);

}  // namespace opentracing
}  // namespace datadog
