#include "opentelemetry/exporters/otlp/otlp_file_exporter.h"

#include <atomic>
#include <new>
#include <string>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/common/export_gate.h"
#include "otel_core/exporters/common/per_process.h"
#include "otel_core/exporters/otlp/src/file/line_sink.h"
#include "otel_core/exporters/otlp/src/json_encoder.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {
namespace {

using sdk::common::ExportResult;
using tracebridge::otlp::Batch;

// Everything that one process needs to export.
class Session {
 public:
  explicit Session(const OtlpFileExporterOptions& options)
      : console_debug_(options.console_debug),
        sink_(tracebridge::otlp::MakeSink(options.backend_options)) {}

  ExportResult Export(const Batch& spans) noexcept {
    if (!gate_.Enter()) return ExportResult::kFailure;
    std::string problem = "no memory";  // short enough not to need any
    try {
      problem = Write(spans);
    } catch (const std::bad_alloc&) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    } catch (...) {
      problem = "threw";  // only a program's own appender can
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
    }
    Report(problem, spans.size());
    gate_.Leave();
    return problem.empty() ? ExportResult::kSuccess : ExportResult::kFailure;
  }

  bool ForceFlush(std::chrono::microseconds timeout) noexcept try {
    if (!gate_.WaitUntilEmpty(timeout) || !gate_.Enter()) return false;
    const bool flushed = sink_->Flush(timeout);
    gate_.Leave();
    return flushed;
  } catch (...) {
    gate_.Leave();
    return false;
  }

  // The first call flushes; others have nothing left to do.
  bool Shutdown(std::chrono::microseconds timeout) noexcept try {
    const bool is_first = gate_.Close();
    if (!gate_.WaitUntilEmpty(timeout)) return false;
    return !is_first || sink_->Shutdown(timeout);
  } catch (...) {
    return false;
  }

 private:
  // Returns what is wrong, or "".
  std::string Write(const Batch& spans) {
    tracebridge::otlp::EncodeJson(tracebridge::otlp::GroupSpans(spans), &line_);
    line_ += '\n';
    const auto error = sink_->Write(line_, spans.size());
    return error ? error->message : std::string();
  }

  // One line when it begins to fail and one when it works again. What is lost is counted by the
  // processor, for every exporter alike.
  void Report(const std::string& problem, std::size_t spans) noexcept try {
    if (!problem.empty() && !failing_) {
      OTEL_INTERNAL_LOG_ERROR("OTLP file export fails, " << spans
                                                         << " spans are lost: " << problem);
    } else if (problem.empty() && failing_) {
      OTEL_INTERNAL_LOG_INFO("OTLP file export works again");
    }
    failing_ = !problem.empty();
    if (console_debug_) OTEL_INTERNAL_LOG_DEBUG("OTLP file export: " << spans << " spans");
  } catch (...) {
    // Out of memory: the counters are all that is left.
  }

  const bool console_debug_;
  tracebridge::exporters::ExportGate gate_;
  // Used inside the gate only.
  const std::unique_ptr<tracebridge::otlp::LineSink> sink_;
  std::string line_;
  bool failing_ = false;
};

}  // namespace

class OtlpFileExporter::Writer {
 public:
  explicit Writer(const OtlpFileExporterOptions& options) : options_(options) {}

  Session* session() noexcept { return session_.Get(options_); }

  std::atomic<bool> shut_down{false};  // children of a fork inherit it, unlike the session

 private:
  const OtlpFileExporterOptions options_;
  tracebridge::exporters::PerProcess<Session> session_;
};

OtlpFileExporter::OtlpFileExporter() : OtlpFileExporter(OtlpFileExporterOptions()) {}

OtlpFileExporter::OtlpFileExporter(const OtlpFileExporterOptions& options)
    : writer_(std::make_unique<Writer>(options)) {}

OtlpFileExporter::OtlpFileExporter(const OtlpFileExporterOptions& options,
                                   const OtlpFileExporterRuntimeOptions& /*runtime_options*/)
    : OtlpFileExporter(options) {}

OtlpFileExporter::~OtlpFileExporter() = default;

std::unique_ptr<sdk::trace::Recordable> OtlpFileExporter::MakeRecordable() noexcept {
  return sdk::trace::SpanRecord::Create();
}

ExportResult OtlpFileExporter::Export(
    const nostd::span<std::unique_ptr<sdk::trace::Recordable>>& spans) noexcept {
  if (spans.empty()) return ExportResult::kSuccess;
  if (writer_->shut_down.load(std::memory_order_acquire)) return ExportResult::kFailure;
  Session* const session = writer_->session();
  return session == nullptr ? ExportResult::kFailure : session->Export(spans);
}

bool OtlpFileExporter::ForceFlush(std::chrono::microseconds timeout) noexcept {
  if (writer_->shut_down.load(std::memory_order_acquire)) return true;
  Session* const session = writer_->session();
  return session != nullptr && session->ForceFlush(timeout);
}

bool OtlpFileExporter::Shutdown(std::chrono::microseconds timeout) noexcept {
  writer_->shut_down.store(true, std::memory_order_release);
  Session* const session = writer_->session();
  return session != nullptr && session->Shutdown(timeout);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
