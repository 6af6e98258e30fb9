// The value of an attribute of a finished span: a string, an integer or a bool, owned.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/string_view.h"
#include "opencensus/trace/attribute_value_ref.h"

namespace opencensus {
namespace trace {
namespace exporter {

class AttributeValue final {
 public:
  using Type = AttributeValueRef::Type;

  explicit AttributeValue(AttributeValueRef ref);
  ~AttributeValue();

  AttributeValue(const AttributeValue&);
  AttributeValue(AttributeValue&&) noexcept;
  AttributeValue& operator=(const AttributeValue&);
  AttributeValue& operator=(AttributeValue&&) noexcept;

  Type type() const { return type_; }

  // The value. Calling the accessor of another type than type() is an error of the caller.
  const std::string& string_value() const;
  bool bool_value() const;
  int64_t int_value() const;

  // Compare type and value.
  bool operator==(const AttributeValue& v) const;
  bool operator!=(const AttributeValue& v) const;

  // Returns text for people; its form may change.
  std::string DebugString() const;

 private:
  union {
    std::string string_value_;
    int64_t int_value_;
    bool bool_value_;
  };
  Type type_;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
