// Libraries that trace, closed and opened again with dlclose and dlopen.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "tests/conformance/faults/exit/traces.h"
#include "tests/conformance/faults/output.h"
#include "tests/support/exported_spans.h"
#include "tests/support/threads.h"
#include "tracebridge/bridge.h"

namespace tracebridge::faults {
namespace {

class Library {
 public:
  explicit Library(const char* path) : handle_(dlopen(path, RTLD_NOW | RTLD_LOCAL)) {
    EXPECT_NE(handle_, nullptr) << dlerror();
  }
  ~Library() { dlclose(handle_); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  template <class Function>
  Function* Get(const char* name) const {
    auto* const function = reinterpret_cast<Function*>(dlsym(handle_, name));
    EXPECT_NE(function, nullptr) << name;
    return function;
  }

 private:
  void* const handle_;
};

bool IsLoaded(const char* path) {
  void* const handle = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
  if (handle != nullptr) dlclose(handle);
  return handle != nullptr;
}

// A thread that calls `first`, waits to be told, and ends: what it has of the library, it has until then.
class Lingering {
 public:
  explicit Lingering(const std::function<void()>& first)
      : thread_([this, first] {
          first();
          step_.store(1);
          while (step_.load() != 2) std::this_thread::yield();
        }) {
    while (step_.load() != 1) std::this_thread::yield();
  }
  ~Lingering() {
    step_.store(2);
    thread_.join();
  }

 private:
  std::atomic<int> step_{0};
  std::thread thread_;
};

int Count(const Output& output, const std::string& name) {
  int count = 0;
  for (const tail::Span& span : output.Spans()) count += span.name == name ? 1 : 0;
  return count;
}

TEST(UnloadTest, AnApiUserComesAndGoesWhileItsThreadsLive) {
  const Output output;
  Bridge bridge = Bridge::FromOptions(ToFile(output.path()));
  constexpr int kTimes = 20;
  for (int i = 0; i < kTimes; ++i) {
    std::unique_ptr<Lingering> thread;
    {
      const Library library(TRACEBRIDGE_API_PLUGIN);
      const auto serve = library.Get<void()>("Serve");
      serve();
      thread = std::make_unique<Lingering>(serve);
    }
    EXPECT_FALSE(IsLoaded(TRACEBRIDGE_API_PLUGIN));
    TraceOnce("host");  // with what the plugin left behind on this thread
    thread.reset();
  }
  ASSERT_TRUE(bridge.ForceFlush(kAMinute));
  EXPECT_EQ(Count(output, "plugin"), 2 * 2 * kTimes);
  EXPECT_EQ(Count(output, "host"), 3 * kTimes);
}

TEST(UnloadTest, ALibraryWithTheBridgeStartsAnewEachTime) {
  const std::size_t threads = test::ThreadsAtRest();
  for (int i = 0; i < 5; ++i) {
    const Output output;
    std::unique_ptr<Lingering> thread;
    {
      const Library library(TRACEBRIDGE_BRIDGE_PLUGIN);
      library.Get<void(const char*)>("Begin")(output.path().c_str());
      const auto serve = library.Get<void()>("Serve");
      serve();
      EXPECT_EQ(test::ThreadsOnce(threads + 1), threads + 1);  // it exports
      thread = std::make_unique<Lingering>(serve);
      library.Get<void()>("End")();
    }
    thread.reset();
    EXPECT_EQ(test::ThreadsOnce(threads), threads);
    EXPECT_EQ(Count(output, "plugin"), 2 * 3);
    // It has left destructors of thread-specific data behind.
    EXPECT_TRUE(IsLoaded(TRACEBRIDGE_BRIDGE_PLUGIN));
  }
}

// Loads the plugin, serves one request with it, and unloads it. Returns the keys that Inject wrote.
std::string ServeOnce(const std::string& file, int priority, const char* baggage) {
  const Library library(TRACEBRIDGE_BRIDGE_PLUGIN);
  library.Get<void(const char*)>("Begin")(file.c_str());
  const std::string keys =
      library.Get<const char*(int, const char*)>("InjectedKeys")(priority, baggage);
  library.Get<void()>("End")();
  return keys;
}

// A proxy: its master looks once at the keys that Inject writes, with a span that is not to be sampled, and unloads the
// plugin; each worker is forked, loads it again, and passes on those keys only.
TEST(UnloadTest, AProxyLooksUnloadsForksAndLoadsAgain) {
  const Output master;
  const std::size_t threads = test::ThreadsAtRest();
  const std::string keys = ServeOnce(master.path(), 0, nullptr);
  EXPECT_EQ(keys, "baggage\ntraceparent\ntracestate\n");
  EXPECT_EQ(test::ThreadsOnce(threads), threads);

  for (int i = 0; i < 2; ++i) {
    const std::string file = master.path() + ".worker";
    const pid_t worker = fork();
    if (worker == 0) {
      alarm(60);
      const std::size_t before = test::ThreadsAtRest();
      const bool same_keys = ServeOnce(file, 1, "alice") == keys;
      _exit(same_keys && test::ThreadsOnce(before) == before ? 0 : 1);
    }
    int status = 0;
    waitpid(worker, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
    EXPECT_EQ(test::ReadSpans(file).size(), 1u);
    std::remove(file.c_str());
  }
  EXPECT_EQ(Count(master, "request"), 0);
}

}  // namespace
}  // namespace tracebridge::faults
