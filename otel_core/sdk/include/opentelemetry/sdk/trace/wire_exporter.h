// An exporter that sends spans as OTLP's Protobuf bytes (ours).
//
// The batch processor then writes a span into these bytes on the thread that ends it, and the record is free at once, for that
// thread's next span. Other exporters get the records. Why: docs/RATIONALE.md, "Who owns a finished span?".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Finished spans of one resource and one scope, null where a record had none.
struct WireGroup {
  const resource::Resource* resource;
  const instrumentationscope::InstrumentationScope* scope;
  std::string spans;  // the field `spans` of a ScopeSpans, once for each
  std::size_t count;
};

struct WireBatch {
  std::vector<WireGroup> groups;  // no two of one resource and scope; some may be empty
  std::size_t count = 0;          // of spans, in all groups
};

// What a SpanExporter inherits beside SpanExporter, whose AsWireExporter returns it. Its records are SpanRecords.
class WireExporter {
 public:
  WireExporter() = default;
  WireExporter(const WireExporter&) = delete;
  WireExporter& operator=(const WireExporter&) = delete;
  virtual ~WireExporter() = default;

  // As SpanExporter::Export, and never at the same time. `batch` is valid until the return.
  virtual common::ExportResult ExportWire(const WireBatch& batch) noexcept = 0;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
