#include "otel_core/sdk/src/common/block_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <set>
#include <thread>
#include <vector>

namespace tracebridge::sdk {
namespace {

void* Take() { return AllocateBlock(BlockKind::kRecord); }
void Give(void* block) { FreeBlock(BlockKind::kRecord, block); }

TEST(BlockPoolTest, HandsABlockOutAgain) {
  void* first = Take();
  Give(first);
  void* second = Take();
  EXPECT_EQ(first, second);
  Give(second);
}

TEST(BlockPoolTest, TakesBackWhatAnotherThreadFreed) {
  // On a thread of its own, whose home holds no other block.
  std::thread([] {
    std::set<void*> made;
    // Empty the list that an earlier thread may have left behind.
    for (int i = 0; i < 3000; ++i) made.insert(Take());
    std::thread([&] {
      for (void* block : made) Give(block);
    }).join();
    std::vector<void*> again;
    for (std::size_t i = 0; i < made.size(); ++i) {
      again.push_back(Take());
      if (i < 1000) {
        EXPECT_EQ(made.count(again.back()), 1u);
      }
    }
    for (void* block : again) Give(block);
  }).join();
}

TEST(BlockPoolTest, LetsALaterThreadAdoptTheBlocksOfAnEndedOne) {
  void* block = nullptr;
  std::thread([&] {
    block = Take();
    Give(block);
  }).join();
  std::thread([&] {
    void* again = Take();
    EXPECT_EQ(again, block);
    Give(again);
  }).join();
}

TEST(BlockPoolTest, KeepsAnAttachmentWithItsBlock) {
  void* block = Take();
  Attachment& attachment = AttachmentOf(block);
  if (attachment.data == nullptr) attachment = {std::malloc(10), 10};
  void* data = attachment.data;
  Give(block);
  void* again = Take();
  ASSERT_EQ(again, block);
  EXPECT_EQ(AttachmentOf(again).data, data);
  Give(again);
}

// Every block is whole while it is held, however producers and the freeing thread interleave.
TEST(BlockPoolTest, NeverGivesABlockToTwoHolders) {
  constexpr int kProducers = 3, kRounds = 20000;
  std::atomic<void*> mailbox[kProducers] = {};
  std::atomic<int> running{kProducers};
  std::atomic<int> torn{0};

  std::thread consumer([&] {
    bool last_look = false;
    while (true) {
      for (auto& slot : mailbox) {
        void* block = slot.exchange(nullptr, std::memory_order_acquire);
        if (block == nullptr) continue;
        const auto* bytes = static_cast<unsigned char*>(block);
        for (int i = 1; i < 64; ++i) torn += bytes[i] != bytes[0];
        Give(block);
      }
      if (last_look) break;
      last_look = running.load(std::memory_order_acquire) == 0;
    }
  });
  std::vector<std::thread> producers;
  for (int p = 0; p < kProducers; ++p) {
    producers.emplace_back([&, p] {
      for (int i = 0; i < kRounds; ++i) {
        void* block = Take();
        std::memset(block, i & 0xff, 64);
        void* previous = mailbox[p].exchange(block, std::memory_order_acq_rel);
        if (previous != nullptr) Give(previous);
      }
      running.fetch_sub(1, std::memory_order_release);
    });
  }
  for (auto& producer : producers) producer.join();
  consumer.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace tracebridge::sdk
