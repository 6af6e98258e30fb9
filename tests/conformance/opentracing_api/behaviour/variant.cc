#include <functional>
#include <opentracing/variant/variant.hpp>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
using namespace opentracing::util;

// Counts its copies, and throws when a copy is asked for by name.
struct Tracked {
  explicit Tracked(const char* a_name) : name(a_name) { ++alive; }
  Tracked(const Tracked& other) : name(other.name) {
    if (name == "throws") throw std::runtime_error("copied");
    ++alive;
  }
  ~Tracked() { --alive; }
  std::string name;
  static int alive;
};
int Tracked::alive = 0;

using Number = variant<bool, int, double, std::string>;

struct Describe {
  std::string operator()(bool x) const { return "bool " + Text(x); }
  std::string operator()(int x) const { return "int " + Text(x); }
  std::string operator()(double x) const { return "double " + Text(x); }
  std::string operator()(const std::string& x) const { return "string " + Text(x); }
};

struct DescribeTwo {
  template <typename X, typename Y>
  std::string operator()(const X& x, const Y& y) const {
    return Describe()(x) + ", " + Describe()(y);
  }
};

struct WithResultType {
  using result_type = double;
  template <typename T>
  int operator()(const T&) const {
    return 3;
  }
};

struct Negate {
  void operator()(bool& x) const { x = !x; }
  void operator()(int& x) const { x = -x; }
  void operator()(double& x) const { x = -x; }
  void operator()(std::string& x) const { x += '-'; }
};

void Alternatives() {
  const double half = 0.5;
  const char* const pointer = "text";
  SHOW(Number().which());
  SHOW(Number(true).which());
  SHOW(Number(1).which());
  SHOW(Number(0.5).which());
  SHOW(Number(half).which());  // not its own type, because const: the first that it converts to
  SHOW(Number('c').which());
  SHOW(Number(1.5f).which());
  SHOW(Number(pointer).which());
  SHOW(Number(std::string("text")).which());
  SHOW(Number(no_init()).which());
  SHOW(Number(no_init()).valid());
  SHOW(Number(5).is<int>());
  SHOW(Number(5).is<double>());
  SHOW(Number(5).get<int>());
  SHOW(get<int>(Number(6)));
  SHOW(Thrown([] { Number(5).get<double>(); }));
  SHOW(Thrown([] { get<std::string>(Number(no_init())); }));
}

void Visits() {
  Number all[] = {true, 7, 2.5, std::string("s")};
  Number copy;
  for (Number& x : all) {
    SHOW(apply_visitor(Describe(), x));
    const Number& constant = x;
    SHOW(apply_visitor(Describe(), constant));
    SHOW(apply_visitor(WithResultType(), x));
    apply_visitor(Negate(), x);
    SHOW(apply_visitor(Describe(), x));
    SHOW(apply_visitor(DescribeTwo(), x, all[1]));
    SHOW(apply_visitor(DescribeTwo(), all[2], x));
    copy = x;
    SHOW(copy == x);
  }
  SHOW(Thrown([] { apply_visitor(Describe(), Number(no_init())); }));
  SHOW(Number::visit(all[1], Describe()));
}

void Orders() {
  const Number all[] = {true, false, 1, 2, 1.5, std::string("a"), std::string("b")};
  for (const Number& x : all) {
    for (const Number& y : all) {
      std::cout << apply_visitor(DescribeTwo(), x, y) << ": " << (x == y) << (x != y) << (x < y)
                << (x > y) << (x <= y) << (x >= y) << "\n";
    }
  }
}

void Lifetimes() {
  using Holder = variant<int, Tracked>;
  {
    Holder x = Tracked("x");
    Holder y = x;
    SHOW(Tracked::alive);
    y = 5;
    SHOW(Tracked::alive);
    x.set<int>(6);
    SHOW(x.get<int>());
    SHOW(Tracked::alive);
    x.set<Tracked>("throws");
    const Holder& constant = x;
    SHOW(Thrown([&] { y = constant; }));
    SHOW(y.valid());
    SHOW(Tracked::alive);
  }
  SHOW(Tracked::alive);
}

void Wrappers() {
  using Tree = variant<int, recursive_wrapper<std::string>>;
  Tree tree = recursive_wrapper<std::string>(std::string("leaf"));
  SHOW(tree.is<recursive_wrapper<std::string>>());
  SHOW(tree.get<std::string>());
  tree.get<std::string>() += "s";
  SHOW(tree.get<recursive_wrapper<std::string>>().get());
  int number = 3;
  variant<bool, std::reference_wrapper<int>> reference = std::ref(number);
  reference.get<int>() = 4;
  SHOW(number);
  recursive_wrapper<std::string> x(std::string("x"));
  recursive_wrapper<std::string> y(std::string("y"));
  swap(x, y);
  SHOW(x.get());
  x = std::move(y);
  SHOW(x.get());
  SHOW(*y.get_pointer());
  const recursive_wrapper<std::string> moved(std::move(x));
  SHOW(moved.get());
  SHOW(x.get());
}
}  // namespace

void Variants() {
  Alternatives();
  Visits();
  Orders();
  Lifetimes();
  Wrappers();
}
}  // namespace behaviour
