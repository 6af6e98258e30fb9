// State of an exporter that no two processes may share.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge::exporters {

// A `State` for each process: a forked child must not touch the connection, the buffers or the locks
// that it inherited, which another thread may have been using; it gets a State of its own, and the
// inherited one stays as it is. Safe from any thread.
template <typename State>
class PerProcess {
 public:
  PerProcess() = default;
  PerProcess(const PerProcess&) = delete;
  PerProcess& operator=(const PerProcess&) = delete;
  ~PerProcess() {
    Entry* const entry = entry_.load(std::memory_order_acquire);
    if (entry != nullptr && entry->process == tracebridge_state_v1_process()) delete entry;
  }

  // Returns this process's State, made of `arguments` when there is none; null without memory.
  template <typename... Arguments>
  State* Get(const Arguments&... arguments) noexcept {
    const std::uint32_t process = tracebridge_state_v1_process();
    Entry* entry = entry_.load(std::memory_order_acquire);
    if (entry != nullptr && entry->process == process) return &entry->state;
    try {
      auto made = std::make_unique<Entry>(process, arguments...);
      if (entry_.compare_exchange_strong(entry, made.get())) return &made.release()->state;
      return &entry->state;
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return nullptr;
    }
  }

 private:
  struct Entry {
    template <typename... Arguments>
    explicit Entry(std::uint32_t process_number, const Arguments&... arguments)
        : process(process_number), state(arguments...) {}
    const std::uint32_t process;
    State state;
  };

  std::atomic<Entry*> entry_{nullptr};
};

}  // namespace tracebridge::exporters
