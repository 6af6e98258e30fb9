// Families as Prometheus reads them, and what the log was told.
#pragma once

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <string>
#include <vector>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/common/global_log_handler.h"

namespace tracebridge::prometheus_exporter {

inline std::string ServedText(const std::vector<prometheus::MetricFamily>& families) {
  return prometheus::TextSerializer().Serialize(families);
}

// While one lives, it has what the SDK reports.
class LogLines {
 public:
  LogLines() {
    Log::GlobalLogHandler::SetLogHandler(
        opentelemetry::nostd::shared_ptr<Log::LogHandler>(new Handler(&text)));
  }
  ~LogLines() { Log::GlobalLogHandler::SetLogHandler(nullptr); }
  LogLines(const LogLines&) = delete;
  LogLines& operator=(const LogLines&) = delete;

  std::string text;

 private:
  struct Log {
    using GlobalLogHandler = opentelemetry::sdk::common::internal_log::GlobalLogHandler;
    using LogHandler = opentelemetry::sdk::common::internal_log::LogHandler;
    using LogLevel = opentelemetry::sdk::common::internal_log::LogLevel;
  };
  class Handler : public Log::LogHandler {
   public:
    explicit Handler(std::string* lines) : lines_(lines) {}
    void Handle(Log::LogLevel, const char*, int, const char* message,
                const opentelemetry::sdk::common::AttributeMap&) noexcept override {
      *lines_ += std::string(message) + "\n";
    }

   private:
    std::string* const lines_;
  };
};

}  // namespace tracebridge::prometheus_exporter
