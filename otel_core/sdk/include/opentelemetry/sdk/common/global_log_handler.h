// Where the SDK reports its own troubles: one handler and one level for the process.
//
//   [Warning] tracebridge: OTEL_BSP_SCHEDULE_DELAY: "soon" is not a number; ignored
//
// Never called on the request path; what is dropped there is counted (tracebridge/diagnostics.h).
#pragma once

#include <cstdint>
#include <memory>
#include <sstream>
#include <string>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/version.h"

#define OTEL_INTERNAL_LOG_LEVEL_NONE 0
#define OTEL_INTERNAL_LOG_LEVEL_ERROR 1
#define OTEL_INTERNAL_LOG_LEVEL_WARN 2
#define OTEL_INTERNAL_LOG_LEVEL_INFO 3
#define OTEL_INTERNAL_LOG_LEVEL_DEBUG 4

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace common {
namespace internal_log {

enum class LogLevel : std::uint8_t {
  None = OTEL_INTERNAL_LOG_LEVEL_NONE,
  Error = OTEL_INTERNAL_LOG_LEVEL_ERROR,
  Warning = OTEL_INTERNAL_LOG_LEVEL_WARN,
  Info = OTEL_INTERNAL_LOG_LEVEL_INFO,
  Debug = OTEL_INTERNAL_LOG_LEVEL_DEBUG
};

// Returns the name of the enumerator: "Warning".
std::string LevelToString(LogLevel level);

// Receives what the SDK has to say. Handle() may be called from any thread, at any time.
class LogHandler {
 public:
  LogHandler() = default;
  virtual ~LogHandler();
  LogHandler(const LogHandler&) = default;
  LogHandler(LogHandler&&) = default;
  LogHandler& operator=(const LogHandler&) = default;
  LogHandler& operator=(LogHandler&&) = default;

  // `file` and `message` end with NUL, live for the call only, and may be null.
  virtual void Handle(LogLevel level, const char* file, int line, const char* message,
                      const AttributeMap& attributes) noexcept = 0;
};

// Writes one line to the standard error stream.
class DefaultLogHandler : public LogHandler {
 public:
  void Handle(LogLevel level, const char* file, int line, const char* message,
              const AttributeMap& attributes) noexcept override;
};

class NoopLogHandler : public LogHandler {
 public:
  void Handle(LogLevel level, const char* file, int line, const char* message,
              const AttributeMap& attributes) noexcept override;
};

// The handler and the level of this process. All functions may be called from any thread.
class GlobalLogHandler {
 public:
  // Returns the handler; a DefaultLogHandler until one is set; null after a null one was set.
  static nostd::shared_ptr<LogHandler> GetLogHandler() noexcept;
  // Handlers that were replaced are kept until the process ends.
  static void SetLogHandler(const nostd::shared_ptr<LogHandler>& handler) noexcept;

  // Messages above this level are not made. Default: Warning.
  static LogLevel GetLogLevel() noexcept;
  static void SetLogLevel(LogLevel level) noexcept;
};

}  // namespace internal_log
}  // namespace common
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE

// `message` is what one would write after `stream <<`; `attributes` is an AttributeMap.
#define OTEL_INTERNAL_LOG_DISPATCH(level, message, attributes)                            \
  do {                                                                                    \
    using opentelemetry::sdk::common::internal_log::GlobalLogHandler;                     \
    if ((level) > GlobalLogHandler::GetLogLevel()) break;                                 \
    const auto otel_log_handler = GlobalLogHandler::GetLogHandler();                      \
    if (!otel_log_handler) break;                                                         \
    std::ostringstream otel_log_text;                                                     \
    otel_log_text << message; /* NOLINT(bugprone-macro-parentheses): a chain of << */     \
    otel_log_handler->Handle((level), __FILE__, __LINE__, otel_log_text.str().c_str(),    \
                             attributes); /* NOLINT(bugprone-macro-parentheses): or {} */ \
  } while (false)

// OTEL_INTERNAL_LOG_WARN(message) or (message, attributes): without the second it is {}.
#define OTEL_INTERNAL_LOG_AT(level, message, attributes, ...)                                    \
  OTEL_INTERNAL_LOG_DISPATCH(opentelemetry::sdk::common::internal_log::LogLevel::level, message, \
                             attributes)
#define OTEL_INTERNAL_LOG_ERROR(...) OTEL_INTERNAL_LOG_AT(Error, __VA_ARGS__, {}, )
#define OTEL_INTERNAL_LOG_WARN(...) OTEL_INTERNAL_LOG_AT(Warning, __VA_ARGS__, {}, )
#define OTEL_INTERNAL_LOG_INFO(...) OTEL_INTERNAL_LOG_AT(Info, __VA_ARGS__, {}, )
#define OTEL_INTERNAL_LOG_DEBUG(...) OTEL_INTERNAL_LOG_AT(Debug, __VA_ARGS__, {}, )
