// The value of an attribute as it is passed in: a string that somebody else owns, an integer or a
// bool. Converts from all of them implicitly, so that calls read `{"key", 42}`.
#pragma once

#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/string_view.h"

namespace opencensus {
namespace trace {

class AttributeValueRef final {
 public:
  enum class Type : uint8_t { kString, kBool, kInt };

  AttributeValueRef(const AttributeValueRef&) = default;
  AttributeValueRef(AttributeValueRef&&) = default;
  AttributeValueRef& operator=(const AttributeValueRef&) = default;
  AttributeValueRef& operator=(AttributeValueRef&&) = default;

  // Text stays the caller's, and has to live as long as this object is used.
  AttributeValueRef(absl::string_view string_value)  // NOLINT(google-explicit-constructor)
      : string_value_(string_value), type_(Type::kString) {}
  AttributeValueRef(const char* string_value)  // NOLINT(google-explicit-constructor)
      : string_value_(string_value), type_(Type::kString) {}
  template <typename Allocator>
  AttributeValueRef(  // NOLINT(google-explicit-constructor)
      const std::basic_string<char, std::char_traits<char>, Allocator>& string_value)
      : string_value_(string_value.data(), string_value.size()), type_(Type::kString) {}

  // Templates, so that neither a pointer nor an int turns into a bool on the way. An unsigned
  // integer above the range of int64_t wraps.
  template <typename T, typename std::enable_if<std::is_integral<T>::value &&
                                                !std::is_same<T, bool>::value>::type* = nullptr>
  AttributeValueRef(T int_value)  // NOLINT(google-explicit-constructor)
      : int_value_(static_cast<int64_t>(int_value)), type_(Type::kInt) {}
  template <typename T, typename std::enable_if<std::is_same<T, bool>::value>::type* = nullptr>
  AttributeValueRef(T bool_value)  // NOLINT(google-explicit-constructor)
      : bool_value_(bool_value), type_(Type::kBool) {}

  Type type() const { return type_; }

  // The value. Calling the accessor of another type than type() is an error of the caller.
  absl::string_view string_value() const {
    assert(type_ == Type::kString);
    return string_value_;
  }
  bool bool_value() const {
    assert(type_ == Type::kBool);
    return bool_value_;
  }
  int64_t int_value() const {
    assert(type_ == Type::kInt);
    return int_value_;
  }

  // Compare type and value.
  bool operator==(const AttributeValueRef& v) const;
  bool operator!=(const AttributeValueRef& v) const;

  // Returns text for people; its form may change.
  std::string DebugString() const;

 private:
  union {
    absl::string_view string_value_;
    int64_t int_value_;
    bool bool_value_;
  };
  Type type_;
};

}  // namespace trace
}  // namespace opencensus
