#include "opentelemetry/nostd/span.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <type_traits>
#include <vector>

namespace opentelemetry::nostd {
namespace {

struct Base {};
struct Derived : Base {};

static_assert(std::is_default_constructible_v<span<int>>);
static_assert(std::is_default_constructible_v<span<int, 0>>);
static_assert(!std::is_default_constructible_v<span<int, 1>>);
static_assert(std::is_convertible_v<std::vector<int>&, span<const int>>);
static_assert(std::is_convertible_v<const std::vector<int>&, span<const int>>);
static_assert(!std::is_convertible_v<const std::vector<int>&, span<int>>);
static_assert(std::is_convertible_v<std::array<int, 2>&, span<const int>>);
static_assert(std::is_convertible_v<int (&)[2], span<int, 2>>);
static_assert(!std::is_convertible_v<int (&)[3], span<int, 2>>);
static_assert(std::is_convertible_v<span<int>, span<const int>>);
static_assert(!std::is_convertible_v<span<const int>, span<int>>);
static_assert(std::is_convertible_v<span<int, 2>, span<const int>>);
static_assert(!std::is_convertible_v<span<int>, span<int, 2>>);
static_assert(!std::is_convertible_v<std::vector<Derived>&, span<Base>>);
static_assert(std::is_trivially_copyable_v<span<int>>);
static_assert(sizeof(span<int, 4>) == sizeof(int*));
static_assert(span<int, 4>::extent == 4 && span<int>::extent == dynamic_extent);

std::string Text(span<const int> numbers) {
  std::string text;
  for (const int n : numbers) text += std::to_string(n);
  return text;
}

TEST(SpanOfElementsTest, SeesWhatItWasMadeFrom) {
  const int array[] = {1, 2, 3};
  const std::array<int, 2> std_array = {4, 5};
  std::vector<int> vector = {6, 7};
  EXPECT_EQ(Text(array) + Text(std_array) + Text(vector), "1234567");
  EXPECT_EQ(Text({vector.data() + 1, 1}), "7");
  EXPECT_EQ(Text({vector.data(), vector.data() + 2}), "67");
  EXPECT_EQ(Text(span<int, 2>(vector)), "67");

  const span<int> writable = vector;
  writable[0] = 8;
  EXPECT_EQ(vector[0], 8);
}

TEST(SpanOfElementsTest, IsEmptyByDefault) {
  EXPECT_TRUE(span<int>().empty());
  EXPECT_TRUE((span<int, 0>().empty()));
  EXPECT_EQ(Text({}), "");
}

TEST(SpanOfElementsTest, GivesParts) {
  const int array[] = {1, 2, 3, 4};
  const span<const int> all = array;
  EXPECT_EQ(Text(all.first(1)) + "|" + Text(all.last(2)) + "|" + Text(all.subspan(1, 2)) + "|" +
                Text(all.subspan(3)),
            "1|34|23|4");
  EXPECT_EQ(all.front() + all.back(), 5);
  EXPECT_EQ(std::vector<int>(all.rbegin(), all.rend()), (std::vector<int>{4, 3, 2, 1}));
}

TEST(SpanOfElementsDeathTest, EndsTheProgramWhenTheNumberIsWrong) {
  std::vector<int> three(3);
  EXPECT_DEATH((span<int, 2>(three)), "");
  EXPECT_DEATH((span<int, 4>(three.data(), 3)), "");
}

}  // namespace
}  // namespace opentelemetry::nostd
