#include "otel_core/exporters/otlp/src/file/file_writer.h"

#include <memory>
#include <new>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/common/export_gate.h"
#include "otel_core/exporters/otlp/src/file/line_sink.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::otlp {

// Everything that one process needs to export.
class FileWriter::Session {
 public:
  explicit Session(const Options& options) : options_(options), sink_(MakeSink(options.backend)) {}

  ExportResult Export(const std::function<void(std::string* line)>& encode,
                      std::size_t items) noexcept {
    if (!gate_.Enter()) return ExportResult::kFailure;
    std::string problem = "no memory";  // short enough not to need any
    try {
      problem = Write(encode, items);
    } catch (const std::bad_alloc&) {
      Count(Diagnostic::kOutOfMemory);
    } catch (...) {
      problem = "threw";  // only a program's own appender can
      Count(Diagnostic::kCallbackThrew);
    }
    Report(problem, items);
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
  std::string Write(const std::function<void(std::string* line)>& encode, std::size_t items) {
    encode(&line_);
    line_ += '\n';
    const auto error = sink_->Write(line_, items);
    return error ? error->message : std::string();
  }

  // One line when it begins to fail and one when it works again. What is lost is counted by the
  // processor or the reader, for every exporter alike.
  void Report(const std::string& problem, std::size_t items) noexcept try {
    if (!problem.empty() && !failing_) {
      OTEL_INTERNAL_LOG_ERROR("OTLP file export fails, " << items << " " << options_.items
                                                         << " are lost: " << problem);
    } else if (problem.empty() && failing_) {
      OTEL_INTERNAL_LOG_INFO("OTLP file export works again");
    }
    failing_ = !problem.empty();
    if (options_.console_debug) {
      OTEL_INTERNAL_LOG_DEBUG("OTLP file export: " << items << " " << options_.items);
    }
  } catch (...) {
    // Out of memory: the counters are all that is left.
  }

  const Options& options_;
  exporters::ExportGate gate_;
  // Used inside the gate only.
  const std::unique_ptr<LineSink> sink_;
  std::string line_;
  bool failing_ = false;
};

FileWriter::FileWriter(const opentelemetry::exporter::otlp::OtlpFileClientOptions& options,
                       const char* items)
    : options_{options.console_debug, options.backend_options, items} {}

FileWriter::~FileWriter() = default;

FileWriter::ExportResult FileWriter::Export(const std::function<void(std::string* line)>& encode,
                                            std::size_t items) noexcept {
  if (items == 0) return ExportResult::kSuccess;
  if (shut_down_.load(std::memory_order_acquire)) return ExportResult::kFailure;
  Session* const session = session_.Get(options_);
  return session == nullptr ? ExportResult::kFailure : session->Export(encode, items);
}

bool FileWriter::ForceFlush(std::chrono::microseconds timeout) noexcept {
  if (shut_down_.load(std::memory_order_acquire)) return true;
  Session* const session = session_.Get(options_);
  return session != nullptr && session->ForceFlush(timeout);
}

bool FileWriter::Shutdown(std::chrono::microseconds timeout) noexcept {
  shut_down_.store(true, std::memory_order_release);
  Session* const session = session_.Get(options_);
  return session != nullptr && session->Shutdown(timeout);
}

}  // namespace tracebridge::otlp
