// What is current in a call is found by the address of its context, from any thread, as long as it is open.
#include "shims/grpc/open_calls.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "opentelemetry/nostd/variant.h"
#include "tests/support/forked.h"
#include "tracebridge/state.h"

namespace tracebridge::grpc_interceptors {
namespace open_calls_test {
namespace {

using opentelemetry::context::Context;

const grpc::ServerContextBase* At(std::uintptr_t address) {
  return reinterpret_cast<const grpc::ServerContextBase*>(address);
}

Context Saying(std::int64_t number) { return Context("number", number); }

// Returns what the open call at `address` says; -1 without one.
std::int64_t Find(std::uintptr_t address) {
  const auto value = OpenCall::Find(At(address)).GetValue("number");
  const auto* number = opentelemetry::nostd::get_if<std::int64_t>(&value);
  return number == nullptr ? -1 : *number;
}

TEST(GrpcOpenCallsTest, AreFoundAsLongAsTheyAreOpen) {
  EXPECT_EQ(Find(64), -1);
  {
    OpenCall call;
    call.Open(At(64), Saying(1));
    EXPECT_EQ(Find(64), 1);
    EXPECT_EQ(Find(128), -1);
  }
  EXPECT_EQ(Find(64), -1);
}

TEST(GrpcOpenCallsTest, TheLatestAtAnAddressIsTheOne) {
  OpenCall later;
  {
    OpenCall earlier;
    earlier.Open(At(64), Saying(1));
    later.Open(At(64), Saying(2));
    EXPECT_EQ(Find(64), 2);
  }
  EXPECT_EQ(Find(64), 2);
}

TEST(GrpcOpenCallsTest, CloseInAnyOrder) {
  std::vector<std::unique_ptr<OpenCall>> calls;
  for (int i = 0; i < 1000; ++i) {  // several in each list
    calls.push_back(std::make_unique<OpenCall>());
    calls.back()->Open(At(64 * (i + 1)), Saying(i));
  }
  for (int i = 0; i < 1000; i += 3) calls[i].reset();
  for (int i = 999; i > 0; i -= 7) calls[i].reset();
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(Find(64 * (i + 1)), calls[i] == nullptr ? -1 : i);
}

TEST(GrpcOpenCallsTest, AreFoundFromOtherThreadsWhileOthersComeAndGo) {
  constexpr int kThreads = 4;
  OpenCall known;
  known.Open(At(64), Saying(7));
  std::vector<std::thread> threads;
  for (int thread = 1; thread <= kThreads; ++thread) {
    threads.emplace_back([thread] {
      for (int i = 0; i < 2000; ++i) {
        const std::uintptr_t address = 64 * (1 + thread + kThreads * (i % 300));
        OpenCall call;
        call.Open(At(address), Saying(i));
        EXPECT_EQ(Find(address), i);
        EXPECT_EQ(Find(64), 7);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(GrpcOpenCallsTest, AreFoundByEveryCopyOfTheLibrary) {
  EXPECT_EQ(Find(64), -1);
  const auto none = []() -> void* { return nullptr; };
  EXPECT_NE(tracebridge_state_v1_object("tracebridge.grpc.open_calls.v1", none), nullptr);
}

TEST(GrpcOpenCallsTest, AreFoundInAForkedChildWhateverOtherThreadsDid) {
  std::atomic<bool> is_over{false};
  const Context context = Saying(1);
  std::thread other([&] {
    while (!is_over) {
      OpenCall call;
      call.Open(At(64), context);
    }
  });
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(test::InChild([] {
      for (std::uintptr_t address = 64; address < 64 * 1000; address += 64) {
        OpenCall::Find(At(address));
      }
      return true;
    })) << i;
  }
  is_over = true;
  other.join();
}

}  // namespace
}  // namespace open_calls_test
}  // namespace tracebridge::grpc_interceptors
