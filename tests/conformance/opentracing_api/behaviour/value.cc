#include <opentracing/value.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
using opentracing::Dictionary;
using opentracing::string_view;
using opentracing::Value;
using opentracing::Values;

struct ToText {
  std::string operator()(bool x) const { return "bool " + Text(x); }
  std::string operator()(double x) const { return "double " + Text(x); }
  std::string operator()(std::int64_t x) const { return "int64 " + std::to_string(x); }
  std::string operator()(std::uint64_t x) const { return "uint64 " + std::to_string(x); }
  std::string operator()(const std::string& x) const { return "string " + Text(x); }
  std::string operator()(string_view x) const { return "string_view " + Text(x); }
  std::string operator()(std::nullptr_t) const { return "null"; }
  std::string operator()(const char* x) const { return "const char* " + Text(x); }
  std::string operator()(const Values& values) const {
    std::string text = "[";
    for (const Value& value : values) text += Text(value) + ";";
    return text + "]";
  }
  std::string operator()(const Dictionary& values) const {
    std::vector<std::string> items;
    for (const auto& item : values) items.push_back(item.first + ": " + Text(item.second) + ";");
    std::sort(items.begin(), items.end());
    std::string text = "{";
    for (const auto& item : items) text += item;
    return text + "}";
  }
};

enum Unscoped { kSecond = 2 };
}  // namespace

std::string Text(const Value& value) {
  return std::to_string(value.which()) + " " + apply_visitor(ToText(), value);
}

void ValuesOfTags() {
  const std::string text = "std";
  const char* const pointer = "pointer";
  char array[8] = "array";
  SHOW(Value());
  SHOW(Value(nullptr));
  SHOW(Value(true));
  SHOW(Value(1));
  SHOW(Value(-1));
  SHOW(Value(1u));
  SHOW(Value('c'));
  SHOW(Value(static_cast<unsigned char>(7)));
  SHOW(Value(static_cast<short>(-7)));
  SHOW(Value(static_cast<std::size_t>(8)));
  SHOW(Value(std::numeric_limits<long long>::min()));
  SHOW(Value(std::numeric_limits<unsigned long long>::max()));
  SHOW(Value(1.5f));
  SHOW(Value(1.5));
  SHOW(Value(1.5L));
  SHOW(Value("literal"));
  SHOW(Value("cut\0off"));
  SHOW(Value(array));
  SHOW(Value(pointer));
  SHOW(Value(text));
  SHOW(Value(std::string("moved")));
  SHOW(Value(string_view("view")));
  SHOW(Value(Values{1, "two", 3.0, nullptr}));
  SHOW(Value(Dictionary{{"a", 1}, {"b", Values{true, Dictionary{{"c", "d"}}}}}));

  Values list = {1, "x"};
  Value copied = list;
  Value moved = std::move(list);
  SHOW(copied == moved);
  SHOW(copied.get<Values>().size());
  copied.get<Values>().push_back(2.5);
  SHOW(copied);
  SHOW(copied == moved);
  SHOW(Value(1) == Value(1u));
  SHOW(Value("a") == Value(std::string("a")));
  SHOW(Value(string_view("a")) == Value(std::string("a")));
  SHOW(Value(pointer) == Value(pointer));
  SHOW(Value(Dictionary{{"a", 1}}) == Value(Dictionary{{"a", 1}}));
  SHOW(Value() == Value(nullptr));
  Value assigned = 1;
  assigned = "now text";
  SHOW(assigned);
  assigned = std::move(moved);
  SHOW(assigned);
  assigned.set<bool>(true);
  SHOW(assigned);
  SHOW(Thrown([] { Value(1).get<bool>(); }));
  SHOW(Value(static_cast<int>(kSecond)));
}
}  // namespace behaviour
