#include "migration/run/text_search.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/migration/run/text_bytes.h"

namespace tracebridge::run::text_search_test {
namespace {

using Found = std::vector<bool>;

TEST(TextSearchTest, FindsEachText) {
  const TextBytes bytes(std::string("\0abc\0xyz", 8));
  EXPECT_EQ(Search(bytes, {"abc", "abd", "xyz", "abcd"}), (Found{true, false, true, false}));
  EXPECT_EQ(Search(TextBytes(""), {"abc"}), (Found{false}));
  EXPECT_EQ(Search(bytes, {}), (Found{}));
}

TEST(TextSearchTest, FindsWhatLiesAcrossPieces) {
  constexpr std::size_t kPiece = 1u << 20;
  for (std::size_t at = kPiece - 4; at <= kPiece + 1; ++at) {
    for (const std::size_t size : {2 * kPiece, 2 * kPiece + 7, at + 3}) {
      std::string text(size, '.');
      text.replace(at, 3, "abc");
      EXPECT_EQ(Search(TextBytes(text), {"abc", "longer than abc"}), (Found{true, false})) << at;
    }
  }
}

}  // namespace
}  // namespace tracebridge::run::text_search_test
