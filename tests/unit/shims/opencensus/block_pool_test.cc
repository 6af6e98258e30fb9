#include "shims/opencensus/block_pool.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "tests/support/sanitizers.h"

namespace tracebridge::opencensus_shim {
namespace {

std::vector<void*> Take(std::size_t count) {
  std::vector<void*> blocks;
  for (std::size_t i = 0; i < count; ++i) blocks.push_back(TakeBlock());
  return blocks;
}

void Give(const std::vector<void*>& blocks) {
  for (void* block : blocks) GiveBlock(block);
}

TEST(BlockPoolTest, GivesEachBlockOnce) {
  Give(Take(100));
  const std::vector<void*> blocks = Take(100);
  EXPECT_EQ(std::set<void*>(blocks.begin(), blocks.end()).size(), 100u);
  Give(blocks);
}

TEST(BlockPoolTest, TakesBlocksBackOnAnyThread) {
  std::vector<void*> blocks;
  std::thread([&] { blocks = Take(100); }).join();
  std::thread([&] { Give(blocks); }).join();
  Give(Take(100));
}

#ifdef TRACEBRIDGE_ADDRESS_SANITIZED
TEST(BlockPoolTest, KeepsNoBlockFromTheSanitizer) {
  void* const block = TakeBlock();
  GiveBlock(block);
  EXPECT_TRUE(__asan_address_is_poisoned(block));
}
#elif !defined(TRACEBRIDGE_SANITIZED)
TEST(BlockPoolTest, GivesTheNextSpanOfTheThreadTheBlockOfTheLast) {
  void* const block = TakeBlock();
  GiveBlock(block);
  void* const next = TakeBlock();
  EXPECT_EQ(next, block);
  GiveBlock(next);
}
#endif

}  // namespace
}  // namespace tracebridge::opencensus_shim
