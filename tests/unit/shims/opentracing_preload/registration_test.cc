#include "shims/opentracing_preload/registration.h"

#include <gtest/gtest.h>
#include <opentracing/noop.h>

#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "shims/opentracing_tee/tracer.h"

namespace tracebridge::opentracing_preload {
namespace {

using TracerPointer = std::shared_ptr<opentracing::Tracer>;

// The library's registry.
TracerPointer global;

TracerPointer InitGlobal(TracerPointer tracer) {
  global.swap(tracer);
  return tracer;
}

class RegistrationTest : public testing::TestWithParam<RunPolicy> {
 public:
  RegistrationTest() { global = noop; }
  ~RegistrationTest() override { global = nullptr; }

  void Start() { registration.Start(ours, GetParam(), InitGlobal); }
  TracerPointer Register(TracerPointer tracer) {
    return registration.Register(std::move(tracer), InitGlobal);
  }
  static bool IsTee(const TracerPointer& tracer) {
    return dynamic_cast<opentracing_tee::Tracer*>(tracer.get()) != nullptr;
  }
  // Whether what the policy makes of `theirs` is used.
  bool IsUsed(const TracerPointer& theirs) const {
    switch (GetParam()) {
      case RunPolicy::kBoth:
        return IsTee(global);
      case RunPolicy::kReplace:
        return global == ours;
      case RunPolicy::kKeep:
        return global == theirs;
    }
    return false;
  }

  const TracerPointer noop = opentracing::MakeNoopTracer();
  const TracerPointer ours = opentracing::MakeNoopTracer();
  const TracerPointer theirs = opentracing::MakeNoopTracer();
  Registration registration;
};

TEST_P(RegistrationTest, IsOursUntilTheProgramRegistersOne) {
  Start();
  EXPECT_EQ(global, ours);
  EXPECT_EQ(registration.IsRegistered(), GetParam() == RunPolicy::kReplace);
}

TEST_P(RegistrationTest, IsWhatThePolicySaysOnceItRegistersOne) {
  Start();
  EXPECT_EQ(Register(theirs), ours);
  EXPECT_TRUE(IsUsed(theirs));
  EXPECT_TRUE(registration.IsRegistered());
}

TEST_P(RegistrationTest, TakesOverWhatALibraryRegisteredBefore) {
  EXPECT_EQ(Register(theirs), noop);
  EXPECT_EQ(global, theirs);
  EXPECT_TRUE(registration.IsRegistered());
  Start();
  EXPECT_TRUE(IsUsed(theirs));
  EXPECT_EQ(Register(noop), theirs);
}

TEST_P(RegistrationTest, GivesTheProgramBackWhatItGave) {
  Start();
  Register(theirs);
  const TracerPointer second = opentracing::MakeNoopTracer();
  EXPECT_EQ(Register(second), theirs);
  EXPECT_TRUE(IsUsed(second));
  EXPECT_EQ(Register(nullptr), second);
  EXPECT_EQ(global, nullptr);
  EXPECT_TRUE(registration.IsRegistered());
  EXPECT_EQ(Register(theirs), nullptr);
  EXPECT_TRUE(IsUsed(theirs));
}

TEST_P(RegistrationTest, LeavesWhatTheProgramTookFromUs) {
  Start();
  const TracerPointer saved = Register(theirs);
  EXPECT_EQ(Register(saved), theirs);
  EXPECT_EQ(global, ours);
  Register(theirs);
  const TracerPointer used = global;
  Register(used);
  EXPECT_EQ(global, used);
}

TEST_P(RegistrationTest, KeepsTheProgramsTracerAsLongAsTheLibraryWould) {
  Start();
  auto tracer = opentracing::MakeNoopTracer();
  const std::weak_ptr<opentracing::Tracer> watched = tracer;
  Register(std::move(tracer));
  EXPECT_FALSE(watched.expired());
  registration.LetGo();
  EXPECT_EQ(watched.expired(), GetParam() == RunPolicy::kReplace);
  global = nullptr;  // the library ends
  EXPECT_TRUE(watched.expired());
}

TEST_P(RegistrationTest, IsCalledFromManyThreads) {
  Start();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this] {
      for (int n = 0; n < 100; ++n) {
        Register(n % 2 == 0 ? theirs : nullptr);
        EXPECT_TRUE(registration.IsRegistered());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  Register(theirs);
  EXPECT_TRUE(IsUsed(theirs));
}

std::string PolicyName(const testing::TestParamInfo<RunPolicy>& info) {
  switch (info.param) {
    case RunPolicy::kBoth:
      return "Both";
    case RunPolicy::kReplace:
      return "Replace";
    case RunPolicy::kKeep:
      return "Keep";
  }
  return "";
}

INSTANTIATE_TEST_SUITE_P(Policies, RegistrationTest,
                         testing::Values(RunPolicy::kBoth, RunPolicy::kReplace, RunPolicy::kKeep),
                         PolicyName);

}  // namespace
}  // namespace tracebridge::opentracing_preload
