#include "shims/opentracing/block_pool.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <thread>
#include <vector>

#include "tests/support/sanitizers.h"

namespace tracebridge::opentracing_shim {
namespace {

std::vector<void*> Take(size_t count) {
  std::vector<void*> blocks;
  for (size_t i = 0; i < count; ++i) {
    blocks.push_back(TakeBlock());
    std::memset(blocks.back(), 0x5a, kBlockSize);
  }
  return blocks;
}

void Give(const std::vector<void*>& blocks) {
  for (void* block : blocks) GiveBlock(block);
}

TEST(BlockPoolTest, GivesEachBlockOnce) {
  const std::vector<void*> first = Take(300);
  Give(first);
  const std::vector<void*> again = Take(300);
  EXPECT_EQ(std::set<void*>(again.begin(), again.end()).size(), 300u);
  Give(again);
}

TEST(BlockPoolTest, TakesBlocksBackOnAnyThread) {
  std::vector<void*> blocks;
  std::thread([&] { blocks = Take(300); }).join();
  std::thread([&] { Give(blocks); }).join();
  Give(Take(300));
}

TEST(BlockPoolTest, TakesBlocksBackWhileItsThreadEnds) {
  struct GivesInItsDestructor {
    std::vector<void*> blocks;
    ~GivesInItsDestructor() { Give(blocks); }
  };
  std::thread([] {
    thread_local GivesInItsDestructor late;  // made before the pool's own, so destroyed after it
    late.blocks = Take(3);
    Give(Take(3));
  }).join();
}

#ifdef TRACEBRIDGE_ADDRESS_SANITIZED
TEST(BlockPoolTest, KeepsNoBlockFromTheSanitizer) {
  void* const block = TakeBlock();
  GiveBlock(block);
  EXPECT_TRUE(__asan_address_is_poisoned(block));
}
#endif

TEST(BlockPoolTest, TakesNull) { GiveBlock(nullptr); }

}  // namespace
}  // namespace tracebridge::opentracing_shim
