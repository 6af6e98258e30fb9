// What the programs of this folder record: spans, annotations and messages, as the examples of opencensus-cpp do.
#ifndef SPANS_H_
#define SPANS_H_

#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"

namespace opencensus {
namespace trace {
namespace exporter {
class SpanExporterTestPeer {
 public:
  static void Export() { SpanExporter::ExportForTesting(); }
};
}  // namespace exporter
}  // namespace trace
}  // namespace opencensus

inline void RecordSpans() {
  static ::opencensus::trace::AlwaysSampler sampler;
  ::opencensus::trace::StartSpanOptions opts = {&sampler};

  auto span1 = ::opencensus::trace::Span::StartSpan("Span1", nullptr, opts);
  span1.AddAnnotation("Annotation1", {{"TestBool", true}});
  auto span2 = ::opencensus::trace::Span::StartSpan("Span2", &span1, opts);
  span2.AddAttributes({{"key1", "value1"}, {"int_key", 123}, {"bool_key", true}});
  span2.AddAnnotation("Annotation2", {{"TestString", "Test"}, {"TestInt", 123}});
  span2.AddSentMessageEvent(2, 3, 4);
  span2.AddReceivedMessageEvent(3, 4, 5);
  span2.SetStatus(::opencensus::trace::StatusCode::NOT_FOUND, "no such user");
  span2.End();
  span1.End();
  ::opencensus::trace::exporter::SpanExporterTestPeer::Export();
}

#endif  // SPANS_H_
