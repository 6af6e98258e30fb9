#include "migration/wire/policy_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <new>
#include <utility>

#include "otel_core/state/src/block_signals.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge::wire {
namespace {

constexpr auto kInterval = std::chrono::seconds(1);
constexpr std::size_t kMaxSize = 64 * 1024;  // bytes

}  // namespace

PolicyFile::PolicyFile(std::string path, Taker take)
    : path_(std::move(path)), take_(std::move(take)) {}

PolicyFile::~PolicyFile() {
  if (watched_in_.load(std::memory_order_relaxed) != tracebridge_state_v1_process()) {
    new (&thread_) std::thread;  // the parent's, if any: not in this process
    return;
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool PolicyFile::Stamp::operator==(const Stamp& that) const noexcept {
  return device == that.device && inode == that.inode && size == that.size &&
         seconds == that.seconds && nanoseconds == that.nanoseconds;
}

PolicyFile::Stamp PolicyFile::StampNow() const noexcept {
  struct stat status {};
  if (stat(path_.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
          status.st_mtim.tv_nsec};
}

Expected<Policy> PolicyFile::Load() const {
  std::ifstream file(path_, std::ios::binary);
  if (!file) return Error{ErrorCode::kFile, path_ + ": " + std::strerror(errno)};
  std::string text(kMaxSize + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMaxSize) return Error{ErrorCode::kFile, path_ + ": larger than 64 KiB"};
  auto policy = ParsePolicy(text);
  if (!policy) return policy.error().WithPrefix(path_ + ": ");
  return policy;
}

void PolicyFile::Read() {
  const Stamp stamp = StampNow();
  if (was_read_ && stamp == seen_) return;
  seen_ = stamp;
  was_read_ = true;
  take_(Load());
}

void PolicyFile::Watch() noexcept {
  if (watched_in_.load(std::memory_order_relaxed) != tracebridge_state_v1_process()) Start();
}

void PolicyFile::Start() noexcept {
  const std::uint32_t process = tracebridge_state_v1_process();
  std::uint32_t before = watched_in_.load(std::memory_order_relaxed);
  if (before == process || !watched_in_.compare_exchange_strong(before, process)) return;
  if (before != 0) {
    // A forked child: the thread stayed in the parent, perhaps with the lock.
    new (&mutex_) std::mutex;
    new (&stop_) std::condition_variable;
    new (&thread_) std::thread;
  }
  const state::BlockSignals blocked;
  try {
    thread_ = std::thread([this] { Run(); });
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);  // the policy stays as it is
  }
}

void PolicyFile::Run() noexcept {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stop_.wait_for(lock, kInterval, [this] { return is_stopping_; })) {
    lock.unlock();
    try {
      Read();
    } catch (...) {
      Count(Diagnostic::kCallbackThrew);
    }
    lock.lock();
  }
}

}  // namespace tracebridge::wire
