// Log lines that carry the ids of the current span, whichever API made it current.
//
//   [checkout] trace_id=4bf9... span_id=00f0... trace_flags=01 two items in the basket
//
// A logger that formats on another thread (spdlog's async loggers) needs the ids where the line is
// written: put them into the message there.
#include <opentracing/tracer.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <tracebridge/activate_span.h>
#include <tracebridge/bridge.h>
#include <tracebridge/current_trace_ids.h>

#include <iterator>
#include <memory>
#include <utility>

#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace {

// `%&` in a pattern: the fields that the OpenTelemetry specification names for log lines.
class TraceIdsFlag final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg&, const std::tm&, spdlog::memory_buf_t& out) override {
    const tracebridge::TraceIds ids = tracebridge::CurrentTraceIds();
    if (ids.trace_id[0] == '\0') return;
    fmt::format_to(std::back_inserter(out), "trace_id={} span_id={} trace_flags={:02x} ",
                   ids.trace_id, ids.span_id, ids.trace_flags);
  }

  std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<TraceIdsFlag>();
  }
};

std::shared_ptr<spdlog::logger> MakeLogger() {
  auto logger = spdlog::stdout_logger_mt("checkout");
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<TraceIdsFlag>('&').set_pattern("[%n] %&%v");
  logger->set_formatter(std::move(formatter));
  return logger;
}

void Charge(spdlog::logger& log) {
  const auto tracer = opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("checkout");
  const auto span = tracer->StartSpan("Charge");
  const opentelemetry::trace::Scope scope(span);
  log.info("the card was charged (OpenTelemetry)");
  span->End();
}

void Reserve(spdlog::logger& log) {
  auto span = opencensus::trace::Span::StartSpan("Reserve");
  {
    opencensus::trace::WithSpan ws(span);
    log.info("two items are reserved (OpenCensus)");
    Charge(log);
  }
  span.End();
}

}  // namespace

int main() {
  const auto bridge = tracebridge::Bridge::FromEnvironment();
  const auto log = MakeLogger();

  log->info("before any span");
  auto span = opentracing::Tracer::Global()->StartSpan("Checkout");
  {
    const tracebridge::ActivateSpan active(*span);
    log->info("two items in the basket (OpenTracing)");
    Reserve(*log);
  }
  span->Finish();
  log->info("after the span");
}
