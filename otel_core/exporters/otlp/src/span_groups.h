// The spans of a batch, grouped as OTLP sends them: by resource, then by instrumentation scope.
//
//   {r, s1, a} {r, s2, b} {r, s1, c}  ->  r: [s1: [a, c], s2: [b]]
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"

namespace tracebridge::otlp {

using opentelemetry::sdk::instrumentationscope::InstrumentationScope;
using opentelemetry::sdk::resource::Resource;
using opentelemetry::sdk::trace::Recordable;
using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::sdk::trace::WireBatch;
using opentelemetry::sdk::trace::WireGroup;
using Batch = opentelemetry::nostd::span<std::unique_ptr<Recordable>>;

// Groups in the order of their first spans; spans in the order of the batch. The pointers are those of
// the records, null for a record that was made without a provider.
struct ScopeGroup {
  const InstrumentationScope* scope;
  std::vector<const SpanRecord*> spans;
};

struct ResourceGroup {
  const Resource* resource;
  std::vector<ScopeGroup> scopes;
};

struct SpanGroups {
  std::vector<ResourceGroup> resources;
  std::size_t spans = 0;  // in all groups
};

// Returns the groups of the SpanRecords in `batch`; others are left out. Refers to the records.
SpanGroups GroupSpans(const Batch& batch);

}  // namespace tracebridge::otlp
