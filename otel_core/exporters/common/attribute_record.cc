#include "otel_core/exporters/common/attribute_record.h"

#include <algorithm>
#include <map>
#include <new>
#include <string_view>
#include <variant>
#include <vector>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/variant.h"
#include "otel_core/sdk/src/common/utf8.h"

namespace tracebridge::exporters {
namespace {

using opentelemetry::common::AttributeValue;
using opentelemetry::nostd::string_view;
using opentelemetry::sdk::common::OwnedAttributeValue;
using opentelemetry::sdk::trace::SpanRecord;

// Calls `set` with the value as the API would pass it. One case an alternative of OwnedAttributeValue;
// strings and vector<bool> need an array of what the API passes.
template <typename Set>
struct Borrow {
  static_assert(std::variant_size_v<OwnedAttributeValue> == 15);

  void operator()(bool v) { set(v); }
  void operator()(int32_t v) { set(v); }
  void operator()(uint32_t v) { set(v); }
  void operator()(int64_t v) { set(v); }
  void operator()(uint64_t v) { set(v); }
  void operator()(double v) { set(v); }
  void operator()(const std::string& v) { set(string_view(v)); }
  void operator()(const std::vector<bool>& v) {
    const auto array = std::make_unique<bool[]>(v.size());
    std::copy(v.begin(), v.end(), array.get());
    set(opentelemetry::nostd::span<const bool>(array.get(), v.size()));
  }
  void operator()(const std::vector<std::string>& v) {
    const std::vector<string_view> views(v.begin(), v.end());
    set(opentelemetry::nostd::span<const string_view>(views.data(), views.size()));
  }
  void operator()(const std::vector<int32_t>& v) { SetArray(v); }
  void operator()(const std::vector<uint32_t>& v) { SetArray(v); }
  void operator()(const std::vector<int64_t>& v) { SetArray(v); }
  void operator()(const std::vector<uint64_t>& v) { SetArray(v); }
  void operator()(const std::vector<double>& v) { SetArray(v); }
  void operator()(const std::vector<uint8_t>& v) { SetArray(v); }

  template <typename T>
  void SetArray(const std::vector<T>& v) {
    set(opentelemetry::nostd::span<const T>(v.data(), v.size()));
  }

  Set set;
};

const OwnedAttributeValue& ValueOf(const OwnedAttributeValue& value) { return value; }
const OwnedAttributeValue& ValueOf(const OwnedAttributeValue* value) { return *value; }

template <typename Sorted>
std::unique_ptr<SpanRecord> RecordOf(const Sorted& sorted) {
  std::unique_ptr<SpanRecord> record = SpanRecord::Create();
  if (record == nullptr) throw std::bad_alloc();
  record->SetSpanLimits(opentelemetry::sdk::trace::SpanLimits::NoLimits());
  for (const auto& entry : sorted) {
    const string_view key = entry.first;
    const auto set = [&record, key](const AttributeValue& value) {
      record->SetAttribute(key, value);
    };
    opentelemetry::nostd::visit(Borrow<decltype(set)>{set}, ValueOf(entry.second));
  }
  return record;
}

}  // namespace

std::unique_ptr<SpanRecord> AttributesOf(const opentelemetry::sdk::common::AttributeMap& map) {
  std::map<std::string_view, const OwnedAttributeValue*> sorted;
  for (const auto& [key, value] : map) sorted.emplace(key, &value);
  return RecordOf(sorted);
}

std::unique_ptr<SpanRecord> AttributesOf(
    const opentelemetry::sdk::common::OrderedAttributeMap& map) {
  return RecordOf(map);
}

std::string ValidText(const std::string& text) {
  return IsValidUtf8(text) ? text : ReplaceInvalidUtf8(text);
}

}  // namespace tracebridge::exporters
