// What an exporter to files does with a batch, whatever is in it: one line, one at a time, in each process, until shutdown.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

#include "opentelemetry/exporters/otlp/otlp_file_client_options.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "otel_core/exporters/common/per_process.h"

namespace tracebridge::otlp {

// Safe from any thread.
class FileWriter {
 public:
  using ExportResult = opentelemetry::sdk::common::ExportResult;

  // `items` is for the log: "spans".
  FileWriter(const opentelemetry::exporter::otlp::OtlpFileClientOptions& options,
             const char* items);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  // Writes what `encode` puts into its argument, which has so many `items` and no line break. Nothing for none.
  ExportResult Export(const std::function<void(std::string* line)>& encode,
                      std::size_t items) noexcept;
  bool ForceFlush(std::chrono::microseconds timeout) noexcept;
  bool Shutdown(std::chrono::microseconds timeout) noexcept;

 private:
  class Session;
  struct Options {
    bool console_debug;
    opentelemetry::exporter::otlp::OtlpFileClientBackendOptions backend;
    const char* items;
  };

  const Options options_;
  exporters::PerProcess<Session> session_;
  std::atomic<bool> shut_down_{false};  // children of a fork inherit it, unlike the session
};

}  // namespace tracebridge::otlp
