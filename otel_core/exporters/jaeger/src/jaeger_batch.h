// Spans of one resource as a Jaeger batch: the whole mapping but for the bytes.
//
//   resource {service.name: "shop", zone: 4}    ->  process shop {zone: 4}
//   attribute [1, "a"]                          ->  tag of text [1,"a"]
//   event miss {key: "u42"}                     ->  log {event: "miss", key: "u42"}
//   link to T/S                                 ->  reference FOLLOWS_FROM T/S
//   link to T/S {n: 1}                          ->  the same, and log {event: "link", trace_id: "T", span_id: "S", n: 1}
//   link to T/S {opentracing.ref_type: "child_of"}  ->  reference CHILD_OF T/S
//
// Source: OpenTelemetry specification 1.31.0, trace/sdk_exporters/jaeger.md, and what span_tags.h names.
// Why: docs/RATIONALE.md, "Why does a Jaeger span have no CHILD_OF reference to its parent?".
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "otel_core/exporters/jaeger/thrift/encoder.h"
#include "otel_core/exporters/otlp/src/span_groups.h"

namespace tracebridge::jaeger {

// Refers to the records, and owns what they do not hold. The records must outlive it. Throws std::bad_alloc.
class JaegerBatch {
 public:
  explicit JaegerBatch(const otlp::ResourceGroup& group);
  JaegerBatch(const JaegerBatch&) = delete;
  JaegerBatch& operator=(const JaegerBatch&) = delete;

  const Batch& batch() const { return batch_; }

 private:
  using SpanRecord = opentelemetry::sdk::trace::SpanRecord;
  using Tags = std::vector<Tag>;

  void AddProcess(const opentelemetry::sdk::resource::Resource* resource);
  // `scope` has the attributes of the span's scope, or is null.
  void AddSpan(const SpanRecord& record, const SpanRecord* scope);
  void AddAttributes(const opentelemetry::sdk::trace::AttributeRange& attributes, Tags* tags);
  void AddScopeAttributes(const SpanRecord& scope, Tags* tags);
  void AddSpanTags(const SpanRecord& record, Tags* tags);
  void AddEvents(const SpanRecord& record, std::vector<Log>* logs);
  void AddLinks(const SpanRecord& record, std::vector<Reference>* references,
                std::vector<Log>* logs);

  Tag ToTag(std::string_view key, const opentelemetry::sdk::trace::ValueView& value);
  Text Keep(std::string text);
  template <typename T>
  Array<T> Keep(std::vector<T> list, std::deque<std::vector<T>>* kept);

  Batch batch_{};
  std::vector<Span> spans_;
  std::deque<std::string> texts_;
  std::deque<Tags> tags_;
  std::deque<std::vector<Log>> logs_;
  std::deque<std::vector<Reference>> references_;
  std::vector<std::unique_ptr<SpanRecord>> records_;  // of the resource and the scopes
};

}  // namespace tracebridge::jaeger
