// An OpenCensus handler that passes the name of each span on.
#pragma once

#include <string>
#include <vector>

#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"

namespace tracebridge::modules {

class NameHandler final : public opencensus::trace::exporter::SpanExporter::Handler {
 public:
  explicit NameHandler(void (*see)(const char*)) : see_(see) {}
  void Export(const std::vector<opencensus::trace::exporter::SpanData>& spans) override {
    for (const auto& span : spans) see_(std::string(span.name()).c_str());
  }

 private:
  void (*const see_)(const char*);
};

}  // namespace tracebridge::modules
