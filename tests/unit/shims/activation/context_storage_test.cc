#include "tracebridge/context_storage.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <thread>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/variant.h"
#include "shims/activation/replace_current.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;

// Which of the contexts of a test is current; 0 for none.
std::int64_t Current() {
  const auto value = RuntimeContext::GetCurrent().GetValue("number");
  const auto* number = opentelemetry::nostd::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

Context Numbered(std::int64_t number) { return Context("number", number); }

class ContextStorageTest : public ::testing::Test {
 protected:
  ContextStorageTest() { InstallContextStorage(); }
  ~ContextStorageTest() override { EXPECT_EQ(Current(), 0) << "a context is left"; }
};

TEST_F(ContextStorageTest, NestsAndRestores) {
  const auto outer = RuntimeContext::Attach(Numbered(1));
  {
    const auto inner = RuntimeContext::Attach(Numbered(2));
    EXPECT_EQ(Current(), 2);
  }
  EXPECT_EQ(Current(), 1);
}

TEST_F(ContextStorageTest, ReplacesWhatIsCurrentUnderItsToken) {
  EXPECT_FALSE(activation::ReplaceCurrent(Numbered(9)));
  const auto outer = RuntimeContext::Attach(Numbered(1));
  {
    const auto inner = RuntimeContext::Attach(Numbered(2));
    EXPECT_TRUE(activation::ReplaceCurrent(Numbered(3)));
    EXPECT_EQ(Current(), 3);
  }
  EXPECT_EQ(Current(), 1);
}

TEST_F(ContextStorageTest, EndsAloneOutOfOrder) {
  const auto before = Counted(Diagnostic::kScopeOutOfOrder);
  auto outer = RuntimeContext::Attach(Numbered(1));
  const auto inner = RuntimeContext::Attach(Numbered(2));
  outer.reset();
  EXPECT_EQ(Current(), 2);
  EXPECT_EQ(Counted(Diagnostic::kScopeOutOfOrder), before + 1);
}

TEST_F(ContextStorageTest, EndsOnItsOwnThreadWhenItsTokenDiesOnAnother) {
  const auto before = Counted(Diagnostic::kScopeOnOtherThread);
  auto token = RuntimeContext::Attach(Numbered(1));
  std::thread([&] { token.reset(); }).join();
  EXPECT_EQ(Current(), 0);
  EXPECT_EQ(Counted(Diagnostic::kScopeOnOtherThread), before + 1);
}

// As code that gives a token back by hand does: Detach, and then its destructor.
TEST_F(ContextStorageTest, ATokenThatEndsTwiceLeavesTheSameContextOnOtherThreadsAlone) {
  const Context shared = Numbered(1);
  const auto here = RuntimeContext::Attach(shared);
  std::thread([&] {
    const auto there = RuntimeContext::Attach(shared);
    EXPECT_TRUE(RuntimeContext::Detach(*there));
    EXPECT_FALSE(RuntimeContext::Detach(*there));
    EXPECT_EQ(Current(), 0);
  }).join();
  EXPECT_EQ(Current(), 1);
}

}  // namespace
}  // namespace tracebridge
