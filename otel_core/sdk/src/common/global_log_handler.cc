#include "opentelemetry/sdk/common/global_log_handler.h"

#include <atomic>
#include <iostream>
#include <mutex>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace common {
namespace internal_log {
namespace {

struct State {
  std::mutex mutex;
  nostd::shared_ptr<LogHandler> handler{std::make_shared<DefaultLogHandler>()};
  std::atomic<LogLevel> level{LogLevel::Warning};
};

// Never destroyed: exporters report troubles after main too.
State& TheState() noexcept {
  static State* const state = new State;
  return *state;
}

}  // namespace

std::string LevelToString(LogLevel level) {
  switch (level) {
    case LogLevel::None:
      return "None";
    case LogLevel::Error:
      return "Error";
    case LogLevel::Warning:
      return "Warning";
    case LogLevel::Info:
      return "Info";
    case LogLevel::Debug:
      return "Debug";
  }
  return {};
}

LogHandler::~LogHandler() = default;

// One write a line, so that lines of several threads do not mix. Standard output belongs to the
// program, so every level goes to standard error.
void DefaultLogHandler::Handle(LogLevel level, const char* /*file*/, int /*line*/,
                               const char* message, const AttributeMap& /*attributes*/) noexcept {
  try {
    std::cerr << "[" + LevelToString(level) + "] tracebridge: " + (message ? message : "") + "\n";
  } catch (...) {
    // Nothing is left to report it to.
  }
}

void NoopLogHandler::Handle(LogLevel, const char*, int, const char*, const AttributeMap&) noexcept {
}

nostd::shared_ptr<LogHandler> GlobalLogHandler::GetLogHandler() noexcept {
  const std::lock_guard<std::mutex> lock(TheState().mutex);
  return TheState().handler;
}

void GlobalLogHandler::SetLogHandler(const nostd::shared_ptr<LogHandler>& handler) noexcept {
  nostd::shared_ptr<LogHandler> previous = handler;  // destroyed outside the lock
  const std::lock_guard<std::mutex> lock(TheState().mutex);
  TheState().handler.swap(previous);
}

LogLevel GlobalLogHandler::GetLogLevel() noexcept {
  return TheState().level.load(std::memory_order_relaxed);
}

void GlobalLogHandler::SetLogLevel(LogLevel level) noexcept {
  TheState().level.store(level, std::memory_order_relaxed);
}

}  // namespace internal_log
}  // namespace common
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
