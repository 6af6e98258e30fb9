// What differs from the original, or could not be compared with it:
// tests/conformance/opentracing_api has the rest.
#include <gtest/gtest.h>

#include <memory>
#include <opentracing/expected/expected.hpp>
#include <string>
#include <unordered_set>

namespace {
using opentracing::expected;
using opentracing::make_unexpected;

// Counts its objects.
struct Counted {
  explicit Counted(int a_number) : number(a_number) { ++alive; }
  Counted(const Counted& other) : number(other.number) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }
  int number;
  static int alive;
};
int Counted::alive = 0;

struct Reason : Counted {
  using Counted::Counted;
};

TEST(ExpectedTest, ExchangesValueAndErrorWithoutLosingEither) {
  {
    expected<Counted, Reason> value = Counted(1);
    expected<Counted, Reason> error = make_unexpected(Reason(2));
    EXPECT_EQ(Counted::alive, 2);
    swap(value, error);
    EXPECT_EQ(value.error().number, 2);
    EXPECT_EQ(error->number, 1);
    EXPECT_EQ(Counted::alive, 2);
    value = error;
    EXPECT_EQ(value->number, 1);
    value = make_unexpected(Reason(3));
    error = value;
    EXPECT_EQ(error.error().number, 3);
    EXPECT_EQ(Counted::alive, 2);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(ExpectedTest, OfVoidReleasesItsErrorWhenItSucceeds) {
  {
    expected<void, Reason> done = make_unexpected(Reason(1));
    EXPECT_EQ(Counted::alive, 1);
    done.emplace();
    EXPECT_TRUE(done.has_value());
    EXPECT_EQ(Counted::alive, 0);
    done = expected<void, Reason>(make_unexpected(Reason(2)));
    EXPECT_EQ(done.error().number, 2);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(ExpectedTest, IsUnchangedWhenAssignedToItself) {
  expected<std::string> text = std::string("text");
  const auto& same = text;
  text = same;
  EXPECT_EQ(*text, "text");
}

TEST(ExpectedTest, GivesAwayItsValue) {
  expected<std::unique_ptr<int>> owner = std::unique_ptr<int>(new int(4));
  const std::unique_ptr<int> taken = std::move(owner).value();
  EXPECT_EQ(*taken, 4);
  EXPECT_THROW(expected<int>(make_unexpected(std::error_code())).value(), std::system_error);
}

TEST(ExpectedTest, ConstructsInPlace) {
  EXPECT_EQ(*expected<std::string>(opentracing::in_place, 3U, 'x'), "xxx");
  EXPECT_EQ(*expected<std::string>(opentracing::in_place, {'a', 'b'}), "ab");
  const expected<int, std::string> failed(opentracing::unexpect, 2U, 'e');
  EXPECT_EQ(failed.error(), "ee");
  expected<std::string> text;
  text.emplace({'l', 'i'});
  EXPECT_EQ(*text, "li");
}

TEST(ExpectedTest, KnowsTheTypeOfItsError) {
  const expected<int, Reason> failed = make_unexpected(Reason(1));
  EXPECT_TRUE(failed.has_exception<Counted>());
  EXPECT_FALSE(failed.has_exception<std::string>());
}

TEST(ExpectedTest, IsHashedByItsValue) {
  const std::hash<expected<std::string>> hash;
  EXPECT_EQ(hash(std::string("x")), std::hash<std::string>()("x"));
  EXPECT_EQ(hash(make_unexpected(std::error_code())), 0U);
  std::unordered_set<expected<int>> set = {1, 2, 1};
  EXPECT_EQ(set.size(), 2U);
}

TEST(ExpectedTest, ErrorIsAConstantExpression) {
  constexpr opentracing::unexpected_type<int> error(3);
  static_assert(error.value() == 3, "");
  static_assert(opentracing::is_unexpected<opentracing::unexpected_type<int>>::value, "");
  static_assert(!opentracing::is_unexpected<int>::value, "");
}

}  // namespace
