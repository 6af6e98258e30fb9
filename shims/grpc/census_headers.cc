#include "shims/grpc/census_headers.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "otel_core/state/src/process_object.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {
namespace {

constexpr std::uintptr_t kHead = 3800;  // of a call; parts of two calls are further apart

// From a call to its parts at most; less than two heads, so that no part of another call is as near.
constexpr std::uintptr_t kReach = 6000;

// Headers that are never asked for are those of calls that ended before their interceptor was made.
constexpr std::size_t kMaxCalls = 10000;
constexpr std::size_t kMaxBytes = 4 << 20;  // of all

// Of one call. Both formats are shorter: 29 bytes, and what opencensus-cpp reads at most.
constexpr std::size_t kMaxTraceBin = 512;
constexpr std::size_t kMaxTagsBin = 8192;

struct Note {
  std::uintptr_t part;
  const void* connection;
  CensusHeaders headers;

  std::size_t Size() const { return headers.trace_bin.size() + headers.tags_bin.size(); }
};

struct Waiting : state::LockedInForks {
  using Notes = std::list<Note>;
  using ByPart = std::map<std::uintptr_t, Notes::iterator>;

  void Add(Note note) {
    while (!notes.empty() && (notes.size() >= kMaxCalls || bytes + note.Size() > kMaxBytes)) {
      Count(Diagnostic::kHeaderFieldDropped);
      Remove(by_part.find(notes.front().part));
    }
    notes.push_back(std::move(note));
    const auto last = std::prev(notes.end());
    try {
      by_part.emplace(last->part, last);
    } catch (...) {
      notes.pop_back();
      throw;
    }
    bytes += last->Size();
  }

  // Returns what follows.
  ByPart::iterator Remove(ByPart::iterator which) {
    bytes -= which->second->Size();
    notes.erase(which->second);
    return by_part.erase(which);
  }

  // What is noted nearer to the part of a call than another call can be is of a call that is gone, and whose memory is in part
  // this call's now.
  void RemoveAround(std::uintptr_t part) {
    auto near = by_part.upper_bound(part < kHead ? 0 : part - kHead);
    while (near != by_part.end() && near->first < part + kHead) near = Remove(near);
  }

  Notes notes;  // the oldest first
  ByPart by_part;
  std::size_t bytes = 0;
  std::atomic<std::size_t> size{0};  // without the lock: mostly 0
};

// Null when there was no memory for it at the start.
Waiting* TheWaiting() noexcept {
  static Waiting* const waiting =
      state::ProcessObjectHeldInForks<Waiting>("tracebridge.grpc.census_headers.v1");
  return waiting;
}
[[maybe_unused]] const Waiting* const made_at_start = TheWaiting();

void RemoveTooLong(std::size_t limit, std::string& header) {
  if (header.size() <= limit) return;
  Count(Diagnostic::kHeaderMalformed);
  header.clear();
}

}  // namespace

void NoteCensusHeaders(const void* part, const void* connection, CensusHeaders headers) noexcept {
  Waiting* const made = TheWaiting();
  if (made == nullptr) return Count(Diagnostic::kOutOfMemory);
  Waiting& waiting = *made;
  const auto address = reinterpret_cast<std::uintptr_t>(part);
  RemoveTooLong(kMaxTraceBin, headers.trace_bin);
  RemoveTooLong(kMaxTagsBin, headers.tags_bin);
  const bool is_empty = headers.trace_bin.empty() && headers.tags_bin.empty();
  if (is_empty && waiting.size.load(std::memory_order_acquire) == 0) return;
  const std::lock_guard<std::mutex> lock(waiting.mutex);
  waiting.RemoveAround(address);
  try {
    if (!is_empty) waiting.Add({address, connection, std::move(headers)});
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  waiting.size.store(waiting.notes.size(), std::memory_order_release);
}

CensusHeaders TakeCensusHeaders(const void* call, const void* connection) noexcept {
  Waiting* const made = TheWaiting();
  if (made == nullptr) return {};
  Waiting& waiting = *made;
  if (waiting.size.load(std::memory_order_acquire) == 0) return {};
  const auto address = reinterpret_cast<std::uintptr_t>(call);
  const std::lock_guard<std::mutex> lock(waiting.mutex);
  const auto found = waiting.by_part.upper_bound(address);
  if (found == waiting.by_part.end() || found->first - address > kReach) return {};
  CensusHeaders headers;
  if (found->second->connection == connection) {
    waiting.bytes -= found->second->Size();
    std::swap(headers, found->second->headers);
  }
  waiting.Remove(found);  // another's, here: of a call that is gone
  waiting.size.store(waiting.notes.size(), std::memory_order_release);
  return headers;
}

}  // namespace tracebridge::grpc_interceptors
