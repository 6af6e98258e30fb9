// A thread that runs what it is given, one job after the other, as a pool's thread does.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace tracebridge::test {

class JobThread {
 public:
  JobThread() : thread_([this] { Work(); }) {}

  // Runs what was posted, then ends.
  ~JobThread() {
    Post(nullptr);
    thread_.join();
  }
  JobThread(const JobThread&) = delete;
  JobThread& operator=(const JobThread&) = delete;

  void Post(std::function<void()> job) {
    const std::lock_guard<std::mutex> lock(mutex_);
    jobs_.push_back(std::move(job));
    changed_.notify_all();
  }

  // Returns when `job`, and all that was posted before, has run.
  void Run(const std::function<void()>& job) {
    bool done = false;
    Post([&] {
      job();
      const std::lock_guard<std::mutex> lock(mutex_);
      done = true;
      changed_.notify_all();
    });
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return done; });
  }

 private:
  void Work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        changed_.wait(lock, [this] { return !jobs_.empty(); });
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      if (job == nullptr) return;
      job();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  std::thread thread_;
};

}  // namespace tracebridge::test
