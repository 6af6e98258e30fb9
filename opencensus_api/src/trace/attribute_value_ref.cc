#include "opencensus/trace/attribute_value_ref.h"

#include "absl/strings/str_cat.h"

namespace opencensus {
namespace trace {

bool AttributeValueRef::operator==(const AttributeValueRef& v) const {
  if (type_ != v.type_) return false;
  switch (type_) {
    case Type::kString:
      return string_value_ == v.string_value_;
    case Type::kBool:
      return bool_value_ == v.bool_value_;
    case Type::kInt:
      return int_value_ == v.int_value_;
  }
  return false;
}

bool AttributeValueRef::operator!=(const AttributeValueRef& v) const { return !(*this == v); }

std::string AttributeValueRef::DebugString() const {
  switch (type_) {
    case Type::kString:
      return absl::StrCat("\"", string_value_, "\"");
    case Type::kBool:
      return bool_value_ ? "true" : "false";
    case Type::kInt:
      return absl::StrCat(int_value_);
  }
  return "";
}

}  // namespace trace
}  // namespace opencensus
