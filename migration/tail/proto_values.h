// What the messages of all signals share, moved out of Protobuf's objects.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "migration/tail/model.h"
#include "otel_core/proto/otlp/common.pb.h"

namespace tracebridge::tail {

Value ValueFromProto(otlp::v1::AnyValue& from);
std::vector<Attribute> AttributesFromProto(
    google::protobuf::RepeatedPtrField<otlp::v1::KeyValue>& from);
Scope ScopeFromProto(otlp::v1::InstrumentationScope& from);

// Returns all zeros for an id of another length.
template <class Id>
Id IdFromProto(const std::string& from) {
  Id id{};
  if (from.size() == id.size()) std::copy(from.begin(), from.end(), id.begin());
  return id;
}

}  // namespace tracebridge::tail
