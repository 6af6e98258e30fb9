#include "shims/grpc/census_headers.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {
namespace {

constexpr std::uintptr_t kHead = 3800;  // of a call; parts of two calls are further apart

// From a call to its parts at most; less than two heads, so that no part of another call is as near.
constexpr std::uintptr_t kReach = 6000;

// Headers that are never asked for are those of calls that ended before their interceptor was made.
constexpr std::size_t kMaxCalls = 10000;

struct Waiting {
  std::mutex mutex;
  std::map<std::uintptr_t, CensusHeaders> by_part;
  std::atomic<std::size_t> size{0};  // without the lock: mostly 0
};

Waiting& TheWaiting() {
  static auto* const waiting = new Waiting;  // never destroyed: servers may outlive main
  return *waiting;
}

// What is noted nearer to the part of a call than another call can be is of a call that is gone, and whose memory is in part
// this call's now.
void ForgetAround(std::uintptr_t part, std::map<std::uintptr_t, CensusHeaders>& by_part) {
  const auto begin = by_part.upper_bound(part < kHead ? 0 : part - kHead);
  by_part.erase(begin, by_part.lower_bound(part + kHead));
}

}  // namespace

void NoteCensusHeaders(const void* part, CensusHeaders headers) noexcept {
  Waiting& waiting = TheWaiting();
  const auto address = reinterpret_cast<std::uintptr_t>(part);
  const bool is_empty = headers.trace_bin.empty() && headers.tags_bin.empty();
  if (is_empty && waiting.size.load(std::memory_order_acquire) == 0) return;
  try {
    const std::lock_guard<std::mutex> lock(waiting.mutex);
    ForgetAround(address, waiting.by_part);
    if (!is_empty) {
      if (waiting.by_part.size() == kMaxCalls) {
        Count(Diagnostic::kHeaderFieldDropped, kMaxCalls);
        waiting.by_part.clear();
      }
      waiting.by_part.insert_or_assign(address, std::move(headers));
    }
    waiting.size.store(waiting.by_part.size(), std::memory_order_release);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

CensusHeaders TakeCensusHeaders(const void* call) noexcept {
  Waiting& waiting = TheWaiting();
  if (waiting.size.load(std::memory_order_acquire) == 0) return {};
  const auto address = reinterpret_cast<std::uintptr_t>(call);
  const std::lock_guard<std::mutex> lock(waiting.mutex);
  const auto found = waiting.by_part.upper_bound(address);
  if (found == waiting.by_part.end() || found->first - address > kReach) return {};
  CensusHeaders headers = std::move(found->second);
  waiting.by_part.erase(found);
  waiting.size.store(waiting.by_part.size(), std::memory_order_release);
  return headers;
}

}  // namespace tracebridge::grpc_interceptors
