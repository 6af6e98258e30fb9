#include "opentelemetry/nostd/function_ref.h"

#include <gtest/gtest.h>

#include <memory>
#include <type_traits>

namespace opentelemetry::nostd {
namespace {

static_assert(sizeof(function_ref<void()>) == 2 * sizeof(void*));
static_assert(std::is_trivially_copyable_v<function_ref<int(int)>>);
static_assert(!std::is_constructible_v<function_ref<int(int)>, int (*)(void*, void*)>);

int Call(function_ref<int(int)> f) { return f ? f(1) : -1; }
int Plus41(int x) { return x + 41; }

struct Doubler {
  int operator()(int x) { return calls++ == 0 ? 2 * x : 0; }
  int calls = 0;
};

TEST(FunctionRefTest, CallsWhatItRefersTo) {
  const int bound = 10;
  Doubler doubler;
  int (*nowhere)(int) = nullptr;
  EXPECT_EQ(Call(Plus41), 42);
  EXPECT_EQ(Call(&Plus41), 42);
  EXPECT_EQ(Call([&](int x) { return x + bound; }), 11);
  EXPECT_EQ(Call(doubler), 2);
  EXPECT_EQ(doubler.calls, 1);
  EXPECT_EQ(Call(nowhere), -1);
  EXPECT_EQ(Call(nullptr), -1);
}

TEST(FunctionRefTest, PassesMoveOnlyArguments) {
  const auto take = [](std::unique_ptr<int> p) { return *p; };
  const function_ref<int(std::unique_ptr<int>)> ref = take;
  EXPECT_EQ(ref(std::make_unique<int>(7)), 7);
}

}  // namespace
}  // namespace opentelemetry::nostd
