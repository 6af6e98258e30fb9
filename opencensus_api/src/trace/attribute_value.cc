#include "opencensus/trace/exporter/attribute_value.h"

#include <cassert>
#include <new>

namespace opencensus {
namespace trace {
namespace exporter {

AttributeValue::AttributeValue(AttributeValueRef ref) : type_(ref.type()) {
  switch (type_) {
    case Type::kString:
      new (&string_value_) std::string(ref.string_value());
      break;
    case Type::kBool:
      bool_value_ = ref.bool_value();
      break;
    case Type::kInt:
      int_value_ = ref.int_value();
      break;
  }
}

AttributeValue::AttributeValue(const AttributeValue& v) : type_(v.type_) {
  switch (type_) {
    case Type::kString:
      new (&string_value_) std::string(v.string_value_);
      break;
    case Type::kBool:
      bool_value_ = v.bool_value_;
      break;
    case Type::kInt:
      int_value_ = v.int_value_;
      break;
  }
}

AttributeValue::AttributeValue(AttributeValue&& v) noexcept : type_(v.type_) {
  switch (type_) {
    case Type::kString:
      new (&string_value_) std::string(std::move(v.string_value_));
      break;
    case Type::kBool:
      bool_value_ = v.bool_value_;
      break;
    case Type::kInt:
      int_value_ = v.int_value_;
      break;
  }
}

AttributeValue& AttributeValue::operator=(const AttributeValue& v) {
  return *this = AttributeValue(v);
}

AttributeValue& AttributeValue::operator=(AttributeValue&& v) noexcept {
  if (this == &v) return *this;
  this->~AttributeValue();
  return *new (this) AttributeValue(std::move(v));
}

AttributeValue::~AttributeValue() {
  using std::string;
  if (type_ == Type::kString) string_value_.~string();
}

const std::string& AttributeValue::string_value() const {
  assert(type_ == Type::kString);
  return string_value_;
}

bool AttributeValue::bool_value() const {
  assert(type_ == Type::kBool);
  return bool_value_;
}

int64_t AttributeValue::int_value() const {
  assert(type_ == Type::kInt);
  return int_value_;
}

bool AttributeValue::operator==(const AttributeValue& v) const {
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

bool AttributeValue::operator!=(const AttributeValue& v) const { return !(*this == v); }

std::string AttributeValue::DebugString() const {
  switch (type_) {
    case Type::kString:
      return "\"" + string_value_ + "\"";
    case Type::kBool:
      return bool_value_ ? "true" : "false";
    case Type::kInt:
      return std::to_string(int_value_);
  }
  return "";
}

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
