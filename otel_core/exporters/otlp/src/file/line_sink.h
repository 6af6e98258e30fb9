// The three places that OTLP JSON Lines can go, seen alike.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "opentelemetry/exporters/otlp/otlp_file_client_options.h"
#include "tracebridge/expected.h"

namespace tracebridge::otlp {

// One thread at a time. May throw what a program's own appender throws.
class LineSink {
 public:
  virtual ~LineSink() = default;

  // `line` ends with its line break, and holds `items` spans or points. Returns what failed, if something did.
  virtual std::optional<Error> Write(std::string_view line, std::size_t items) = 0;
  virtual bool Flush(std::chrono::microseconds timeout) = 0;
  virtual bool Shutdown(std::chrono::microseconds timeout) { return Flush(timeout); }
};

std::unique_ptr<LineSink> MakeSink(
    const opentelemetry::exporter::otlp::OtlpFileClientBackendOptions& options);

}  // namespace tracebridge::otlp
