// What differs from the original, or could not be compared with it:
// tests/conformance/opentracing_api has the rest.
#include <gtest/gtest.h>
#include <opentracing/value.h>

#include <opentracing/variant/variant.hpp>
#include <stdexcept>
#include <string>

namespace {
using opentracing::Dictionary;
using opentracing::Value;
using opentracing::Values;
using opentracing::util::no_init;
using opentracing::util::variant;

struct ThrowsWhenCopied {
  ThrowsWhenCopied() = default;
  ThrowsWhenCopied(const ThrowsWhenCopied&) { throw std::runtime_error("copied"); }
};

TEST(VariantTest, KeepsItsValueWhenAssignedToItself) {
  variant<int, std::string> text = std::string("a text too long to be stored in the string object");
  const auto before = text;
  const auto& same = text;
  text = same;
  EXPECT_EQ(text, before);
  auto& itself = text;  // else Clang warns
  text = std::move(itself);
  EXPECT_EQ(text, before);

  Value nested = Dictionary{{"k", Values{1, "two"}}};
  const Value copy = nested;
  const Value& alias = nested;
  nested = alias;
  EXPECT_EQ(nested, copy);
}

TEST(VariantTest, HoldsNothingAfterAFailedAssignment) {
  variant<int, ThrowsWhenCopied> source;
  source.set<ThrowsWhenCopied>();
  variant<int, ThrowsWhenCopied> target = 5;
  EXPECT_THROW(target = source, std::runtime_error);  // the original terminated here
  const auto& constant = source;
  EXPECT_THROW(target = constant, std::runtime_error);
  EXPECT_FALSE(target.valid());
  target = 6;
  EXPECT_EQ(target.get<int>(), 6);
}

TEST(VariantTest, ThatHoldsNothingIsEqualToAnotherOnly) {
  const variant<int, bool> nothing{no_init()};
  EXPECT_TRUE(nothing == nothing);
  EXPECT_FALSE(nothing < nothing);
  EXPECT_FALSE(nothing == (variant<int, bool>(0)));
  EXPECT_TRUE((variant<int, bool>(true)) < nothing);
}

TEST(VariantTest, CopiesDeeply) {
  Value original = Values{Dictionary{{"k", Values{std::string("leaf")}}}};
  const Value copy = original;
  original.get<Values>()[0].get<Dictionary>()["k"] = "changed";
  EXPECT_EQ(copy.get<Values>()[0].get<Dictionary>().at("k").get<Values>()[0].get<std::string>(),
            "leaf");
}

TEST(VariantTest, LeavesAnEmptyContainerWhenMovedFrom) {
  Value source = Values{1, 2};
  const Value target = std::move(source);
  EXPECT_EQ(target.get<Values>().size(), 2U);
  EXPECT_TRUE(source.get<Values>().empty());  // NOLINT(bugprone-use-after-move): what is tested
}

}  // namespace
