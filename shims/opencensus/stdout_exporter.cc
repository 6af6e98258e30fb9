#include "opencensus/exporters/trace/stdout/stdout_exporter.h"

#include <memory>
#include <vector>

#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"

namespace opencensus {
namespace exporters {
namespace trace {
namespace {
using ::opencensus::trace::exporter::SpanData;
using ::opencensus::trace::exporter::SpanExporter;

class Printer final : public SpanExporter::Handler {
 public:
  explicit Printer(std::ostream* stream) : stream_(*stream) {}

  void Export(const std::vector<SpanData>& spans) override {
    for (const SpanData& span : spans) stream_ << span.DebugString() << '\n';
    stream_.flush();
  }

 private:
  std::ostream& stream_;
};

}  // namespace

void StdoutExporter::Register(std::ostream* stream) {
  SpanExporter::RegisterHandler(std::make_unique<Printer>(stream));
}

}  // namespace trace
}  // namespace exporters
}  // namespace opencensus
