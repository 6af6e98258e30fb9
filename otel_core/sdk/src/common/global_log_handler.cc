#include "opentelemetry/sdk/common/global_log_handler.h"

#include <atomic>
#include <iostream>
#include <new>

#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace common {
namespace internal_log {
namespace {

// A handler stays for ever once it was set: another thread may be inside it. There is no lock,
// which a forked child could inherit locked.
struct Handler {
  nostd::shared_ptr<LogHandler> handler;
  const Handler* previous;
};

struct State {
  std::atomic<const Handler*> handler{
      new Handler{nostd::shared_ptr<LogHandler>(new DefaultLogHandler), nullptr}};
  std::atomic<LogLevel> level{LogLevel::Warning};
};

// One for the process, and never destroyed: exporters report troubles after main too. Null without memory; then the next
// caller tries again.
State* TheState() noexcept {
  static std::atomic<State*> known{nullptr};
  State* state = known.load(std::memory_order_acquire);
  if (state == nullptr) {
    state = static_cast<State*>(tracebridge_state_v1_object("opentelemetry.sdk.log.v1",
                                                            []() -> void* { return new State; }));
    known.store(state, std::memory_order_release);
  }
  return state;
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
  State* const state = TheState();
  if (state == nullptr) return nullptr;
  return state->handler.load(std::memory_order_acquire)->handler;
}

void GlobalLogHandler::SetLogHandler(const nostd::shared_ptr<LogHandler>& handler) noexcept try {
  State* const state = TheState();
  if (state == nullptr) return;
  auto* const next = new Handler{handler, state->handler.load(std::memory_order_acquire)};
  while (!state->handler.compare_exchange_weak(next->previous, next)) {
  }
} catch (...) {
  // Out of memory: the previous handler stays.
}

LogLevel GlobalLogHandler::GetLogLevel() noexcept {
  const State* const state = TheState();
  return state == nullptr ? LogLevel::None : state->level.load(std::memory_order_relaxed);
}

void GlobalLogHandler::SetLogLevel(LogLevel level) noexcept {
  if (State* const state = TheState()) state->level.store(level, std::memory_order_relaxed);
}

}  // namespace internal_log
}  // namespace common
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
