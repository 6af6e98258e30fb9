#include "opentelemetry/context/runtime_context.h"

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "tracebridge/diagnostics.h"

namespace opentelemetry::context {
namespace {

Context Named(int64_t number) { return Context("number", number); }

int64_t Current() {
  const ContextValue value = RuntimeContext::GetValue("number");
  const int64_t* number = nostd::get_if<int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

TEST(RuntimeContextTest, AttachedContextsNestAndAreRestored) {
  EXPECT_EQ(Current(), 0);
  {
    const auto outer = RuntimeContext::Attach(Named(1));
    EXPECT_EQ(Current(), 1);
    EXPECT_TRUE(*outer == RuntimeContext::GetCurrent());
    {
      const auto inner = RuntimeContext::Attach(Named(2));
      EXPECT_EQ(Current(), 2);
    }
    EXPECT_EQ(Current(), 1);
  }
  EXPECT_EQ(Current(), 0);
}

TEST(RuntimeContextTest, DetachSaysWhetherThereWasSomethingToEnd) {
  const auto token = RuntimeContext::Attach(Named(1));
  EXPECT_TRUE(RuntimeContext::Detach(*token));
  EXPECT_FALSE(RuntimeContext::Detach(*token));
  EXPECT_EQ(Current(), 0);
}

TEST(RuntimeContextTest, DetachCountsASecondEndAndTheDestructorIsNone) {
  using tracebridge::Counted;
  constexpr auto kTwice = tracebridge::Diagnostic::kScopeEndedTwice;
  const auto before = Counted(kTwice);
  auto token = RuntimeContext::Attach(Named(1));
  RuntimeContext::Detach(*token);
  EXPECT_EQ(Counted(kTwice) - before, 0u);
  RuntimeContext::Detach(*token);
  EXPECT_EQ(Counted(kTwice) - before, 1u);
  token.reset();
  EXPECT_EQ(Counted(kTwice) - before, 1u);
}

TEST(RuntimeContextTest, DetachOutOfOrderKeepsTheInnerContext) {
  auto outer = RuntimeContext::Attach(Named(1));
  auto inner = RuntimeContext::Attach(Named(2));
  outer.reset();
  EXPECT_EQ(Current(), 2);
  inner.reset();
  EXPECT_EQ(Current(), 0);
}

TEST(RuntimeContextTest, SameContextMayBeAttachedTwice) {
  const Context context = Named(1);
  auto first = RuntimeContext::Attach(context);
  auto second = RuntimeContext::Attach(context);
  second.reset();
  EXPECT_EQ(Current(), 1);
  first.reset();
  EXPECT_EQ(Current(), 0);
}

TEST(RuntimeContextTest, EachThreadHasItsOwn) {
  const auto token = RuntimeContext::Attach(Named(1));
  const Context captured = RuntimeContext::GetCurrent();
  std::thread([captured] {
    EXPECT_EQ(Current(), 0);
    const auto handed_over = RuntimeContext::Attach(captured);
    EXPECT_EQ(Current(), 1);
  }).join();
  EXPECT_EQ(Current(), 1);
}

TEST(RuntimeContextTest, ReplaceKeepsTheTokenValid) {
  EXPECT_FALSE(RuntimeContext::Replace(Named(9))) << "nothing is attached";
  const auto outer = RuntimeContext::Attach(Named(1));
  {
    const auto inner = RuntimeContext::Attach(Named(2));
    EXPECT_TRUE(RuntimeContext::Replace(Named(3)));
    EXPECT_EQ(Current(), 3);
  }
  EXPECT_EQ(Current(), 1);
}

TEST(RuntimeContextTest, SetValueChangesNothingThatIsAttached) {
  const auto token = RuntimeContext::Attach(Named(1));
  const Context changed = RuntimeContext::SetValue("number", int64_t{5});
  EXPECT_EQ(Current(), 1);
  Context explicit_one = Named(7);
  const ContextValue seven = RuntimeContext::GetValue("number", &explicit_one);
  EXPECT_EQ(nostd::get<int64_t>(seven), 7);
  EXPECT_TRUE(changed.HasKey("number"));
}

// One context for the whole process, as a program with fibers of its own might keep it.
class OneContext : public RuntimeContextStorage {
 public:
  Context GetCurrent() noexcept override { return stack_.empty() ? Context() : stack_.back(); }
  nostd::unique_ptr<Token> Attach(const Context& context) noexcept override {
    stack_.push_back(context);
    return CreateToken(context);
  }
  bool Detach(Token& token) noexcept override {
    if (stack_.empty() || !(token == stack_.back())) return false;
    stack_.pop_back();
    return true;
  }

 private:
  std::vector<Context> stack_;
};

class CustomStorageTest : public testing::Test {
 protected:
  ~CustomStorageTest() override { RuntimeContext::SetRuntimeContextStorage(nullptr); }
};

TEST_F(CustomStorageTest, TakesEveryCall) {
  const auto before = RuntimeContext::Attach(Named(1));
  const auto storage = std::make_shared<OneContext>();
  RuntimeContext::SetRuntimeContextStorage(storage);
  EXPECT_EQ(RuntimeContext::GetConstRuntimeContextStorage(), storage);
  EXPECT_EQ(Current(), 0);
  {
    const auto token = RuntimeContext::Attach(Named(2));
    std::thread([] { EXPECT_EQ(Current(), 2); }).join();
    EXPECT_FALSE(RuntimeContext::Replace(Named(3)));
  }
  EXPECT_EQ(Current(), 0);
  EXPECT_TRUE(RuntimeContext::Detach(*before)) << "a built-in token stays built-in";
}

TEST_F(CustomStorageTest, MayWrapTheBuiltInOne) {
  RuntimeContext::SetRuntimeContextStorage(std::make_shared<ThreadLocalContextStorage>());
  {
    const auto token = RuntimeContext::Attach(Named(4));
    EXPECT_EQ(Current(), 4);
  }
  EXPECT_EQ(Current(), 0);
}

}  // namespace
}  // namespace opentelemetry::context
