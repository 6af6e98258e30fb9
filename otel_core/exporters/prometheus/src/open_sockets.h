// The sockets that a forked child closes: it inherits them, and no thread that would answer.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>

#include "otel_core/sdk/src/common/fork_aware.h"

namespace tracebridge::prometheus_exporter {

// A socket is noted after it was opened and forgotten before it is closed, so that a child never closes what has its number
// by then; a fork in between leaves the child one more open file.
class OpenSockets final {
 public:
  static constexpr std::size_t kMost = 256;

  OpenSockets() {
    for (auto& place : places_) place.store(kNone, std::memory_order_relaxed);
  }

  // Beyond kMost, the child keeps it open.
  void Note(int descriptor) noexcept { Replace(kNone, descriptor); }
  void Forget(int descriptor) noexcept { Replace(descriptor, kNone); }

 private:
  friend class sdk::ForkHandlers<OpenSockets>;
  static constexpr int kNone = -1;

  void Replace(int from, int to) noexcept {
    for (auto& place : places_) {
      int expected = from;
      if (place.compare_exchange_strong(expected, to)) return;
    }
  }

  void BeforeFork() noexcept {}
  void InParent() noexcept {}
  void InChild() noexcept;

  std::array<std::atomic<int>, kMost> places_;
  sdk::ForkHandlers<OpenSockets> handlers_{this};
};

}  // namespace tracebridge::prometheus_exporter
