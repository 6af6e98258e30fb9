// Traces to a stream, with no set-up of OpenTelemetry.
#include <iostream>
#include <sstream>

#include "opencensus/exporters/trace/stdout/stdout_exporter.h"
#include "opencensus/tags/with_tag_map.h"
#include "opencensus/trace/context_util.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/with_span.h"

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

int main() {
  std::ostringstream stream;
  opencensus::exporters::trace::StdoutExporter::Register(&stream);
  opencensus::trace::AlwaysSampler sampler;
  {
    auto span = opencensus::trace::Span::StartSpan("Work", nullptr, {&sampler});
    opencensus::tags::WithTagMap wt({{opencensus::tags::TagKey::Register("k"), "v"}});
    opencensus::trace::WithSpan ws(span, true, /*end_span=*/true);
    opencensus::trace::GetCurrentSpan().AddAnnotation("Needle.");
  }
  opencensus::trace::exporter::SpanExporterTestPeer::Export();
  std::cout << stream.str();
  return stream.str().find("Needle.") == std::string::npos ? 1 : 0;
}
