// opentracing::Value: what a tag or a log field can hold.
//
//   bool, double, int64_t, uint64_t, std::string, string_view, nullptr, const char*,
//   a vector of Values, a map from std::string to Value
//
// A literal, any other `const char*` and a string_view refer to characters that must live as long as
// the Value; a std::string or an array that is not constant is copied into it.
#pragma once

#include <opentracing/string_view.h>
#include <opentracing/version.h>

#include <cstddef>
#include <cstdint>
#include <opentracing/variant/variant.hpp>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
class Value;

typedef std::unordered_map<std::string, Value> Dictionary;
typedef std::vector<Value> Values;
typedef util::variant<bool, double, int64_t, uint64_t, std::string, opentracing::string_view,
                      std::nullptr_t, const char*, util::recursive_wrapper<Values>,
                      util::recursive_wrapper<Dictionary>>
    variant_type;

// The variant alone would take the first alternative that an argument converts to, and make a bool
// of 123; so there is a constructor for each kind of argument.
class Value : public variant_type {
 public:
  Value() noexcept : variant_type(nullptr) {}
  Value(std::nullptr_t) noexcept : variant_type(nullptr) {}

  Value(bool x) noexcept : variant_type(x) {}

  // int64_t
  template <typename T, typename std::enable_if<std::is_integral<T>::value &&
                                                std::is_signed<T>::value>::type* = nullptr>
  Value(T t) noexcept : variant_type(static_cast<int64_t>(t)) {}

  // uint64_t
  template <typename T, typename std::enable_if<std::is_integral<T>::value &&
                                                std::is_unsigned<T>::value>::type* = nullptr>
  Value(T t) noexcept : variant_type(static_cast<uint64_t>(t)) {}

  // double
  template <typename T, typename std::enable_if<std::is_floating_point<T>::value>::type* = nullptr>
  Value(T t) noexcept : variant_type(static_cast<double>(t)) {}

  // Refers to the characters of `s`.
  Value(const char* s) noexcept : variant_type(s) {}

  // Copies the array up to its first NUL. A literal takes the constructor above.
  template <int N>
  Value(const char (&cstr)[N]) : variant_type(std::string(cstr)) {}

  Value(const std::string& s) : variant_type(s) {}
  Value(std::string&& s) : variant_type(std::move(s)) {}

  // Refers to the characters of `s`.
  Value(opentracing::string_view s) noexcept : variant_type(s) {}

  Value(const Values& values) : variant_type(values) {}
  Value(Values&& values) : variant_type(std::move(values)) {}

  Value(const Dictionary& values) : variant_type(values) {}
  Value(Dictionary&& values) : variant_type(std::move(values)) {}
};
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
