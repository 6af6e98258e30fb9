#include "otel_core/exporters/otlp/src/span_groups.h"

#include <algorithm>

namespace tracebridge::otlp {
namespace {

// Returns the member of `groups` for which `matches`, or a new one. Looks at the last one first: spans
// of one scope come in runs, and there are few groups.
template <typename Group, typename Matches, typename Make>
Group& FindOrAdd(std::vector<Group>* groups, Matches matches, Make make) {
  const auto found = std::find_if(groups->rbegin(), groups->rend(), matches);
  if (found != groups->rend()) return *found;
  groups->push_back(make());
  return groups->back();
}

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

}  // namespace tracebridge::otlp
