#include "migration/tail/proto_values.h"

#include <utility>

namespace tracebridge::tail {

Value ValueFromProto(otlp::v1::AnyValue& from) {
  switch (from.value_case()) {
    case otlp::v1::AnyValue::kStringValue:
      return {std::move(*from.mutable_string_value())};
    case otlp::v1::AnyValue::kBoolValue:
      return {from.bool_value()};
    case otlp::v1::AnyValue::kIntValue:
      return {static_cast<int64_t>(from.int_value())};
    case otlp::v1::AnyValue::kDoubleValue:
      return {from.double_value()};
    case otlp::v1::AnyValue::kArrayValue: {
      std::vector<Value> values;
      for (otlp::v1::AnyValue& value : *from.mutable_array_value()->mutable_values()) {
        values.push_back(ValueFromProto(value));
      }
      return {std::move(values)};
    }
    case otlp::v1::AnyValue::kKvlistValue:
      return {AttributesFromProto(*from.mutable_kvlist_value()->mutable_values())};
    case otlp::v1::AnyValue::kBytesValue:
      return {Bytes{std::move(*from.mutable_bytes_value())}};
    case otlp::v1::AnyValue::VALUE_NOT_SET:
      break;
  }
  return {};
}

std::vector<Attribute> AttributesFromProto(
    google::protobuf::RepeatedPtrField<otlp::v1::KeyValue>& from) {
  std::vector<Attribute> attributes;
  attributes.reserve(static_cast<size_t>(from.size()));
  for (otlp::v1::KeyValue& attribute : from) {
    attributes.push_back(
        {std::move(*attribute.mutable_key()), ValueFromProto(*attribute.mutable_value())});
  }
  return attributes;
}

Scope ScopeFromProto(otlp::v1::InstrumentationScope& from) {
  return {std::move(*from.mutable_name()), std::move(*from.mutable_version()),
          AttributesFromProto(*from.mutable_attributes())};
}

}  // namespace tracebridge::tail
