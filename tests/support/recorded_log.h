// What the SDK logs, a line each: `Error: OTLP export to ... fails`.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/common/global_log_handler.h"

namespace tracebridge::test {

// While it lives, it has the log of the process, from `level` on; then handler and level are those of before.
class RecordedLog {
 public:
  using Level = opentelemetry::sdk::common::internal_log::LogLevel;

  explicit RecordedLog(Level level = Level::Warning) {
    Global::SetLogHandler(lines_);
    Global::SetLogLevel(level);
  }
  ~RecordedLog() {
    Global::SetLogLevel(level_before_);
    Global::SetLogHandler(before_);
  }
  RecordedLog(const RecordedLog&) = delete;
  RecordedLog& operator=(const RecordedLog&) = delete;

  std::string text() const { return lines_->Get(); }

 private:
  using Global = opentelemetry::sdk::common::internal_log::GlobalLogHandler;

  class Lines final : public opentelemetry::sdk::common::internal_log::LogHandler {
   public:
    void Handle(Level level, const char*, int, const char* message,
                const opentelemetry::sdk::common::AttributeMap&) noexcept override {
      const std::lock_guard<std::mutex> lock(mutex_);
      text_ +=
          opentelemetry::sdk::common::internal_log::LevelToString(level) + ": " + message + "\n";
    }
    std::string Get() {
      const std::lock_guard<std::mutex> lock(mutex_);
      return text_;
    }

   private:
    std::mutex mutex_;
    std::string text_;
  };

  const opentelemetry::nostd::shared_ptr<opentelemetry::sdk::common::internal_log::LogHandler>
      before_ = Global::GetLogHandler();
  const Level level_before_ = Global::GetLogLevel();
  const std::shared_ptr<Lines> lines_ = std::make_shared<Lines>();
};

}  // namespace tracebridge::test
