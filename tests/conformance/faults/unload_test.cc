// Libraries that trace, closed and opened again with dlclose and dlopen.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "tests/conformance/faults/exit/traces.h"
#include "tests/conformance/faults/output.h"
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
  for (int i = 0; i < 5; ++i) {
    const Output output;
    std::unique_ptr<Lingering> thread;
    {
      const Library library(TRACEBRIDGE_BRIDGE_PLUGIN);
      library.Get<void(const char*)>("Begin")(output.path().c_str());
      const auto serve = library.Get<void()>("Serve");
      serve();
      thread = std::make_unique<Lingering>(serve);
      library.Get<void()>("End")();
    }
    thread.reset();
    EXPECT_EQ(Count(output, "plugin"), 2 * 3);
    // It has left destructors of thread-specific data behind.
    EXPECT_TRUE(IsLoaded(TRACEBRIDGE_BRIDGE_PLUGIN));
  }
}

}  // namespace
}  // namespace tracebridge::faults
