#include "otel_core/exporters/otlp/src/span_groups.h"

#include <algorithm>
#include <map>
#include <new>

#include "opentelemetry/nostd/variant.h"
#include "otel_core/sdk/src/common/utf8.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::common::AttributeValue;
using opentelemetry::nostd::string_view;

// Returns the member of `groups` for which `matches`, or a new one. Looks at the last one first: spans
// of one scope come in runs, and there are few groups.
template <typename Group, typename Matches, typename Make>
Group& FindOrAdd(std::vector<Group>* groups, Matches matches, Make make) {
  const auto found = std::find_if(groups->rbegin(), groups->rend(), matches);
  if (found != groups->rend()) return *found;
  groups->push_back(make());
  return groups->back();
}

// Calls `set` with the value as the API would pass it. One case an alternative of OwnedAttributeValue;
// strings and vector<bool> need an array of what the API passes.
template <typename Set>
struct Borrow {
  static_assert(std::variant_size_v<opentelemetry::sdk::common::OwnedAttributeValue> == 15);

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

}  // namespace

SpanGroups GroupSpans(const Batch& batch) {
  SpanGroups groups;
  ScopeGroup* last = nullptr;
  const Resource* last_resource = nullptr;
  for (const auto& recordable : batch) {
    const SpanRecord* const record = AsSpanRecord(recordable.get());
    if (record == nullptr) continue;
    if (last == nullptr || last_resource != record->resource() || last->scope != record->scope()) {
      last_resource = record->resource();
      ResourceGroup& resource = FindOrAdd(
          &groups.resources,
          [record](const ResourceGroup& group) { return group.resource == record->resource(); },
          [record] {
            return ResourceGroup{record->resource(), {}};
          });
      last = &FindOrAdd(
          &resource.scopes,
          [record](const ScopeGroup& group) { return group.scope == record->scope(); },
          [record] {
            return ScopeGroup{record->scope(), {}};
          });
    }
    last->spans.push_back(record);
    ++groups.spans;
  }
  return groups;
}

std::unique_ptr<SpanRecord> AttributesOf(const opentelemetry::sdk::common::AttributeMap& map) {
  std::unique_ptr<SpanRecord> record = SpanRecord::Create();
  if (record == nullptr) throw std::bad_alloc();
  record->SetSpanLimits(opentelemetry::sdk::trace::SpanLimits::NoLimits());

  std::map<std::string_view, const opentelemetry::sdk::common::OwnedAttributeValue*> sorted;
  for (const auto& [key, value] : map) sorted.emplace(key, &value);
  for (const auto& entry : sorted) {
    const string_view key = entry.first;
    const auto set = [&record, key](const AttributeValue& value) {
      record->SetAttribute(key, value);
    };
    opentelemetry::nostd::visit(Borrow<decltype(set)>{set}, *entry.second);
  }
  return record;
}

std::string ValidText(const std::string& text) {
  return IsValidUtf8(text) ? text : ReplaceInvalidUtf8(text);
}

}  // namespace tracebridge::otlp
