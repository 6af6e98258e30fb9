#include "lightstep/tracer.h"

#include <opentracing/noop.h>

#include <exception>
#include <optional>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/trace/default_span.h"
#include "shims/legacy_clients/ids.h"
#include "shims/legacy_clients/lightstep/settings.h"
#include "shims/opentracing/span_context.h"
#include "tracebridge/diagnostics.h"

namespace lightstep {
namespace {

namespace clients = tracebridge::legacy_clients;
namespace shim = tracebridge::opentracing_shim;
namespace trace = opentelemetry::trace;
using Extracted = opentracing::expected<std::unique_ptr<opentracing::SpanContext>>;

constexpr std::chrono::milliseconds kLongestWait(5000);

class Tracer final : public LightStepTracer {
 public:
  Tracer(clients::Started started, std::unique_ptr<MetricsObserver> observer)
      : started_(std::move(started)), observer_(std::move(observer)) {}

  std::unique_ptr<opentracing::Span> StartSpanWithOptions(
      opentracing::string_view name,
      const opentracing::StartSpanOptions& options) const noexcept override {
    return started_.tracer->StartSpanWithOptions(name, options);
  }

  using opentracing::Tracer::Extract;
  using opentracing::Tracer::Inject;
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     std::ostream& writer) const override {
    return started_.tracer->Inject(context, writer);
  }
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::TextMapWriter& writer) const override {
    return started_.tracer->Inject(context, writer);
  }
  opentracing::expected<void> Inject(const opentracing::SpanContext& context,
                                     const opentracing::HTTPHeadersWriter& writer) const override {
    return started_.tracer->Inject(context, writer);
  }
  Extracted Extract(std::istream& reader) const override {
    return started_.tracer->Extract(reader);
  }
  Extracted Extract(const opentracing::TextMapReader& reader) const override {
    return started_.tracer->Extract(reader);
  }
  Extracted Extract(const opentracing::HTTPHeadersReader& reader) const override {
    return started_.tracer->Extract(reader);
  }

  void Close() noexcept override { started_.tracer->Close(); }

  bool Flush() noexcept override { return FlushWithTimeout(kLongestWait); }

  bool FlushWithTimeout(std::chrono::system_clock::duration timeout) noexcept override {
    if (observer_ != nullptr) observer_->OnFlush();
    try {
      return !started_.flush ||
             started_.flush(std::chrono::duration_cast<std::chrono::milliseconds>(timeout));
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return false;
    }
  }

 private:
  const clients::Started started_;
  const std::unique_ptr<MetricsObserver> observer_;
};

clients::Report ReportTo(const LightStepTracerOptions& options) {
  if (!options.logger_sink) return nullptr;
  return
      [sink = options.logger_sink](const std::string& message) { sink(LogLevel::error, message); };
}

void Say(const clients::Report& report, const std::string& message) {
  if (report) {
    report(message);
  } else {
    OTEL_INTERNAL_LOG_ERROR(message);
  }
}

}  // namespace

void BufferChain::CopyOut(char* data, size_t length) const noexcept {
  struct Rest {
    char* data;
    size_t length;
  };
  Rest rest{data, length};
  const auto copy = [](void* context, const void* piece, size_t size) {
    Rest& to = *static_cast<Rest*>(context);
    if (size > to.length) return false;
    const auto* const bytes = static_cast<const char*>(piece);
    to.data = std::copy(bytes, bytes + size, to.data);
    to.length -= size;
    return true;
  };
  ForEachFragment(copy, &rest);
}

opentracing::expected<std::array<uint64_t, 3>> LightStepTracer::GetTraceSpanIdsSampled(
    const opentracing::SpanContext& span_context) const noexcept {
  std::optional<trace::SpanContext> made;
  const trace::SpanContext* const otel = shim::ToOtel(span_context, &made);
  if (otel == nullptr || !otel->IsValid()) {
    return opentracing::make_unexpected(opentracing::invalid_span_context_error);
  }
  return std::array<uint64_t, 3>{clients::ToNumber(otel->trace_id().Id().data() + 8),
                                 clients::ToNumber(otel->span_id().Id().data()),
                                 otel->IsSampled() ? uint64_t{1} : uint64_t{0}};
}

Extracted LightStepTracer::MakeSpanContext(
    uint64_t trace_id, uint64_t span_id, bool sampled,
    std::unordered_map<std::string, std::string>&& baggage) const noexcept {
  try {
    auto made = std::make_unique<shim::SpanContextShim>(
        shim::SpanPointer(
            new trace::DefaultSpan(clients::RemoteContext(0, trace_id, span_id, sampled))),
        shim::BaggagePointer());
    for (const auto& [key, value] : baggage) made->SetBaggageItem(key, value);
    return std::unique_ptr<opentracing::SpanContext>(std::move(made));
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return opentracing::make_unexpected(std::make_error_code(std::errc::not_enough_memory));
  }
}

std::shared_ptr<LightStepTracer> MakeLightStepTracer(LightStepTracerOptions&& options) noexcept
    try {
  const clients::Report report = ReportTo(options);
  try {
    auto started = clients::Start(
        clients::ToSettings(options, tracebridge::core::ProcessEnvironment()), report);
    if (options.transporter != nullptr) {
      Say(report, "tracebridge: the transporter is not called: spans leave over OTLP");
    }
    if (started.tracer == nullptr) started.tracer = opentracing::MakeNoopTracer();
    return std::make_shared<Tracer>(std::move(started), std::move(options.metrics_observer));
  } catch (const std::exception& wrong) {
    Say(report, std::string("tracebridge: there is no tracer: ") + wrong.what());
    return nullptr;
  }
} catch (...) {
  tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
  return nullptr;
}

}  // namespace lightstep
