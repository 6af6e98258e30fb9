// Headers belong to the call that lies before the part that they came with.
#include "shims/grpc/census_headers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/forked.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge::grpc_interceptors {
namespace census_headers_test {
namespace {

const void* At(std::uintptr_t address) { return reinterpret_cast<const void*>(address); }

const int kSomebody = 0;
const void* const kConnection = &kSomebody;

// Notes headers that say `name`.
void Note(std::uintptr_t part, const std::string& name) {
  NoteCensusHeaders(At(part), kConnection, {name, ""});
}
std::string Take(std::uintptr_t call) { return TakeCensusHeaders(At(call), kConnection).trace_bin; }

class CensusHeadersTest : public testing::Test {
 protected:
  // Forgets what a case leaves.
  void TearDown() override {
    for (const std::uintptr_t part : {13800u, 23800u}) NoteCensusHeaders(At(part), kConnection, {});
  }
};

TEST_F(CensusHeadersTest, AreTakenOnce) {
  Note(13800, "a");
  EXPECT_EQ(Take(10000), "a");
  EXPECT_EQ(Take(10000), "");
}

TEST_F(CensusHeadersTest, AreThoseOfTheNextPart) {
  Note(23800, "b");
  Note(13800, "a");
  EXPECT_EQ(Take(20000), "b");
  EXPECT_EQ(Take(10000), "a");
}

TEST_F(CensusHeadersTest, AreNotThoseOfAPartThatIsFarAway) {
  Note(13800, "a");
  EXPECT_EQ(Take(13800 - 6001), "");
  EXPECT_EQ(Take(13800), "") << "a call lies before its part";
  EXPECT_EQ(Take(13800 - 6000), "a");
}

TEST_F(CensusHeadersTest, OfAnEarlierCallAtTheAddressAreForgotten) {
  Note(13800, "a");
  NoteCensusHeaders(At(13800), kConnection, {});
  EXPECT_EQ(Take(10000), "");
  Note(13800, "a");
  Note(13800, "b");
  EXPECT_EQ(Take(10000), "b");
}

// The next call in the same memory need not begin where the last one did.
TEST_F(CensusHeadersTest, OfAnEarlierCallNearTheAddressAreForgotten) {
  for (const std::uintptr_t dead : {10001u, 12000u, 15000u, 17599u}) {
    Note(dead, "dead");
    Note(13800, "mine");
    EXPECT_EQ(Take(10000), "mine") << dead;
    EXPECT_EQ(Take(dead - 1), "") << dead;

    Note(dead, "dead");
    NoteCensusHeaders(At(13800), kConnection, {});
    EXPECT_EQ(Take(10000), "") << dead;
    EXPECT_EQ(Take(dead - 1), "") << dead;
  }
}

TEST_F(CensusHeadersTest, OfALivingCallAreNot) {
  Note(13800 + 3800, "after");
  Note(13800 - 3800, "before");
  Note(13800, "mine");
  EXPECT_EQ(Take(13800 - 3801), "before");
  EXPECT_EQ(Take(13799), "mine");
  EXPECT_EQ(Take(13800), "after");
}

// A server with other credentials notes nothing: what lies where its calls do is of a call that is gone.
TEST_F(CensusHeadersTest, OfAnotherConnectionAreNotTheCalls) {
  Note(13800, "another's");
  EXPECT_EQ(TakeCensusHeaders(At(10000), nullptr).trace_bin, "");
  EXPECT_EQ(Take(10000), "") << "they are forgotten";
}

TEST_F(CensusHeadersTest, HaveTagsAlone) {
  NoteCensusHeaders(At(13800), kConnection, {"", "tags"});
  EXPECT_EQ(TakeCensusHeaders(At(10000), kConnection).tags_bin, "tags");
}

// The oldest goes first.
TEST_F(CensusHeadersTest, ThatNobodyAsksForAreBoundedInNumber) {
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  for (std::uintptr_t i = 10000; i >= 1; --i) Note(i * 10000, std::to_string(i));
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before);
  Note(1, "new");
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 1);
  EXPECT_EQ(Take(0), "new");
  EXPECT_EQ(Take(10000 * 10000 - 3800), "");
  for (std::uintptr_t i = 1; i < 10000; ++i) EXPECT_EQ(Take(i * 10000 - 3800), std::to_string(i));
}

TEST_F(CensusHeadersTest, ThatNobodyAsksForAreBoundedInBytes) {
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  const std::string tags(8192, 't');
  for (std::uintptr_t i = 1; i <= 512; ++i)
    NoteCensusHeaders(At(i * 10000), kConnection, {"", tags});
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before) << "4 MiB";
  NoteCensusHeaders(At(513 * 10000), kConnection, {"", tags});
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 1);
  EXPECT_EQ(TakeCensusHeaders(At(10000 - 3800), kConnection).tags_bin, "");
  for (std::uintptr_t i = 2; i <= 513; ++i) {
    EXPECT_EQ(TakeCensusHeaders(At(i * 10000 - 3800), kConnection).tags_bin.size(), tags.size())
        << i;
  }
  for (std::uintptr_t i = 1; i <= 512; ++i)
    NoteCensusHeaders(At(i * 10000), kConnection, {"", tags});
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 1) << "what is taken makes room";
  for (std::uintptr_t i = 1; i <= 512; ++i) TakeCensusHeaders(At(i * 10000 - 3800), kConnection);
}

TEST_F(CensusHeadersTest, ThatAreTooLongAreLeftOutAndCounted) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  NoteCensusHeaders(At(13800), kConnection, {std::string(512, 'a'), std::string(8192, 'b')});
  CensusHeaders headers = TakeCensusHeaders(At(10000), kConnection);
  EXPECT_EQ(headers.trace_bin.size(), 512u);
  EXPECT_EQ(headers.tags_bin.size(), 8192u);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before);

  NoteCensusHeaders(At(13800), kConnection, {std::string(513, 'a'), "tags"});
  headers = TakeCensusHeaders(At(10000), kConnection);
  EXPECT_EQ(headers.trace_bin, "");
  EXPECT_EQ(headers.tags_bin, "tags");
  NoteCensusHeaders(At(13800), kConnection, {"trace", std::string(8193, 'b')});
  headers = TakeCensusHeaders(At(10000), kConnection);
  EXPECT_EQ(headers.trace_bin, "trace");
  EXPECT_EQ(headers.tags_bin, "");
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before + 2);
}

// Calls of one thread each lie between those of the others.
TEST_F(CensusHeadersTest, OfCallsThatComeAtOnceStayApart) {
  constexpr std::uintptr_t kThreads = 4;
  std::vector<std::thread> threads;
  for (std::uintptr_t thread = 1; thread <= kThreads; ++thread) {
    threads.emplace_back([thread] {
      for (std::uintptr_t i = 0; i < 2000; ++i) {
        const std::uintptr_t call = 10000 * (thread + kThreads * (i % 50));
        const std::string sent = std::to_string(thread) + "." + std::to_string(i);
        NoteCensusHeaders(At(call + 3800), kConnection, {i % 3 == 0 ? "" : sent, ""});
        EXPECT_EQ(Take(call), i % 3 == 0 ? "" : sent);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(CensusHeadersTest, AreThoseOfEveryCopyOfTheLibrary) {
  EXPECT_EQ(Take(10000), "");
  const auto none = []() -> void* { return nullptr; };
  EXPECT_NE(tracebridge_state_v1_object("tracebridge.grpc.census_headers.v1", none), nullptr);
}

TEST_F(CensusHeadersTest, AreTakenInAForkedChildWhateverOtherThreadsDid) {
  std::atomic<bool> is_over{false};
  Note(23800, "a");
  std::thread other([&] {  // allocates nothing: the child may
    while (!is_over) NoteCensusHeaders(At(13800), kConnection, {});
  });
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(test::InChild([] { return Take(20000) == "a"; })) << i;
  }
  is_over = true;
  other.join();
}

}  // namespace
}  // namespace census_headers_test
}  // namespace tracebridge::grpc_interceptors
