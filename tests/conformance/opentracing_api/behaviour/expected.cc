#include <memory>
#include <utility>
#include <vector>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
using opentracing::expected;
using opentracing::make_expected;
using opentracing::make_unexpected;

const std::error_code kError = std::make_error_code(std::errc::io_error);

void Values() {
  expected<int> seven = 7;
  expected<int> failed = make_unexpected(kError);
  expected<int> by_default;
  SHOW(seven);
  SHOW(failed);
  SHOW(by_default);
  SHOW(seven.has_value());
  SHOW(static_cast<bool>(failed));
  SHOW(seven.value_or(1));
  SHOW(failed.value_or(1));
  SHOW(expected<int>(3).value_or(1));
  SHOW(failed.get_unexpected().value() == kError);
  SHOW(*seven.operator->());
  SHOW(expected<std::string>("text")->size());
  SHOW(expected<std::string>(opentracing::in_place, "place"));
  SHOW(expected<std::string>(opentracing::in_place, std::string("list")));
  SHOW(make_expected(5));
  SHOW(make_expected());
  SHOW((opentracing::make_expected_from_error<int>(kError)));
  SHOW(Text(std::move(*expected<std::string>("moved"))));
}

void Assignments() {
  expected<std::string> x = std::string("first");
  expected<std::string> y = make_unexpected(kError);
  swap(x, y);
  SHOW(x);
  SHOW(y);
  x = y;
  SHOW(x);
  x = make_unexpected(kError);
  SHOW(x);
  x = std::string("second");
  SHOW(x);
  x.emplace("third");
  SHOW(x);
  const auto error = make_unexpected(kError);
  x = error;
  SHOW(x);
  x = std::move(y);
  SHOW(x);
  expected<std::unique_ptr<int>> owned = std::unique_ptr<int>(new int(4));
  expected<std::unique_ptr<int>> taken = std::move(owned);
  SHOW(**taken);
  SHOW(owned->get() == nullptr);

  expected<void> done;
  expected<void> not_done = make_unexpected(kError);
  SHOW(done);
  SHOW(not_done);
  swap(done, not_done);
  SHOW(done);
  SHOW(not_done);
  done = not_done;
  SHOW(done);
  SHOW(Thrown([] { expected<void>(make_unexpected(kError)).value(); }));
}

void Exceptions() {
  SHOW(Thrown([] {
    const expected<int> failed = make_unexpected(kError);
    failed.value();
  }));
  expected<int, int> five = make_unexpected(5);
  SHOW(Thrown([&] { five.value(); }));
  try {
    five.value();
  } catch (const opentracing::bad_expected_access<int>& e) {
    SHOW(e.error());
  }
  const expected<int, std::string> why = make_unexpected(std::string("why"));
  SHOW(Thrown([&] { why.value(); }));
  expected<int, std::exception_ptr> range =
      make_unexpected(std::make_exception_ptr(std::range_error("range")));
  SHOW(Thrown([&] { range.value(); }));
  try {
    throw std::range_error("current");
  } catch (...) {
    expected<int, std::exception_ptr> failed =
        opentracing::make_unexpected_from_current_exception();
    SHOW(Thrown([&] { failed.value(); }));
  }
}

void Comparisons() {
  const std::vector<expected<int>> all = {1, 2, make_unexpected(kError),
                                          make_unexpected(std::error_code())};
  for (const auto& x : all) {
    for (const auto& y : all) {
      std::cout << Text(x) << " and " << Text(y) << ": " << (x == y) << (x != y) << (x < y)
                << (x > y) << (x <= y) << (x >= y) << "\n";
    }
    const int one = 1;
    std::cout << Text(x) << " and 1: " << (x == one) << (x != one) << (x < one) << (x > one)
              << (x <= one) << (x >= one) << (one == x) << (one != x) << (one < x) << (one > x)
              << (one <= x) << (one >= x) << "\n";
    const auto error = make_unexpected(kError);
    std::cout << Text(x) << " and the error: " << (x == error) << (x != error) << (x < error)
              << (x > error) << (x <= error) << (x >= error) << (error == x) << (error != x)
              << (error < x) << (error > x) << (error <= x) << (error >= x) << "\n";
  }
  SHOW(make_unexpected(1) < make_unexpected(2));
  SHOW(make_unexpected(1) >= make_unexpected(2));
  SHOW(make_unexpected(1) == make_unexpected(1));
}
}  // namespace

void ExpectedResults() {
  Values();
  Assignments();
  Exceptions();
  Comparisons();
}
}  // namespace behaviour
