#include <gtest/gtest.h>

#include <memory>
#include <thread>

#include "tracebridge/state.h"

namespace tracebridge {
namespace {

constexpr unsigned kSlot = state::kSlotCount - 1;  // no global uses it

std::shared_ptr<void> Get() {
  std::shared_ptr<void> value;
  tracebridge_state_v1_get(kSlot, &value);
  return value;
}

void Set(const std::shared_ptr<void>& value) { tracebridge_state_v1_set(kSlot, &value); }

TEST(SlotsTest, HoldWhatWasSetUntilNull) {
  EXPECT_EQ(Get(), nullptr);
  EXPECT_EQ(tracebridge_state_v1_is_set(kSlot), 0);
  const auto value = std::make_shared<int>(1);
  Set(value);
  EXPECT_EQ(Get(), value);
  EXPECT_EQ(tracebridge_state_v1_is_set(kSlot), 1);
  Set(nullptr);
  EXPECT_EQ(Get(), nullptr);
  EXPECT_EQ(value.use_count(), 1);
}

TEST(SlotsTest, CountHowOftenTheyAreSet) {
  const uint64_t before = tracebridge_state_v1_version(kSlot);
  Set(std::make_shared<int>(1));
  EXPECT_EQ(tracebridge_state_v1_version(kSlot), before + 1);
  Get();
  EXPECT_EQ(tracebridge_state_v1_version(kSlot), before + 1);
  Set(nullptr);
  EXPECT_EQ(tracebridge_state_v1_version(kSlot), before + 2);
}

TEST(SlotsTest, ReleaseThePreviousValueOutsideTheLock) {
  struct ReadsTheSlot {
    ~ReadsTheSlot() { EXPECT_NE(Get(), nullptr); }
  };
  Set(std::make_shared<ReadsTheSlot>());
  Set(std::make_shared<int>(2));
  Set(nullptr);
}

TEST(SlotsTest, AreReadWhileTheyAreSet) {
  std::thread writer([] {
    for (int i = 0; i < 2000; ++i) Set(std::make_shared<int>(42));
  });
  for (int i = 0; i < 2000; ++i) {
    const auto value = Get();
    if (value != nullptr) {
      EXPECT_EQ(*static_cast<int*>(value.get()), 42);
    }
  }
  writer.join();
  Set(nullptr);
}

}  // namespace
}  // namespace tracebridge
