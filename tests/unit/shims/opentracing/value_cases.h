// One OpenTracing value of each alternative, and the odd ones of each.
#pragma once

#include <opentracing/value.h>

#include <cstdint>
#include <limits>
#include <ostream>
#include <string>

namespace tracebridge::opentracing_shim {

struct ValueCase {
  std::string name;
  opentracing::Value value;
  std::string attribute;  // as tests/support/attribute_text.h writes it
  std::string text;
};

inline std::ostream& operator<<(std::ostream& out, const ValueCase& value) {
  return out << value.name;
}

inline const ValueCase kValueCases[] = {
    {"True", true, "true", "true"},
    {"False", false, "false", "false"},
    {"Double", 0.75, "0.75", "0.75"},
    {"NotANumber", std::numeric_limits<double>::quiet_NaN(), "nan", "NaN"},
    {"MinusInfinity", -std::numeric_limits<double>::infinity(), "-inf", "-Infinity"},
    {"Negative", -7, "-7", "-7"},
    {"Zero", 0, "0", "0"},
    {"SmallestInteger", std::numeric_limits<int64_t>::min(), "-9223372036854775808",
     "-9223372036854775808"},
    {"Unsigned", 7u, "7", "7"},
    {"LargestThatFits", uint64_t{9223372036854775807u}, "9223372036854775807",
     "9223372036854775807"},
    {"OneMore_IsText", uint64_t{9223372036854775808u}, R"("9223372036854775808")",
     "9223372036854775808"},
    {"String", std::string("GET"), R"("GET")", "GET"},
    {"StringWithZeroByte", std::string("a\0b", 3), std::string("\"a\0b\"", 5),
     std::string("a\0b", 3)},
    {"View", opentracing::string_view("GET POST", 3), R"("GET")", "GET"},
    {"EmptyView", opentracing::string_view(), R"("")", ""},
    {"CString", static_cast<const char*>("GET"), R"("GET")", "GET"},
    {"NullCString", static_cast<const char*>(nullptr), R"("")", ""},
    {"Null", nullptr, R"("null")", "null"},
    {"Values", opentracing::Values{1, "a", nullptr}, R"("[1,"a",null]")", R"([1,"a",null])"},
    {"NoValues", opentracing::Values{}, R"("[]")", "[]"},
    {"Dictionary", opentracing::Dictionary{{"b", true}, {"a", opentracing::Values{1.5}}},
     R"("{"a":[1.5],"b":true}")", R"({"a":[1.5],"b":true})"},
};

}  // namespace tracebridge::opentracing_shim
