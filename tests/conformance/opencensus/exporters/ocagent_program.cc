// A program that reports to the OpenCensus agent, as users of opencensus-cpp write it.
#include <utility>

#include "opencensus/exporters/trace/ocagent/ocagent_exporter.h"
#include "spans.h"

int main(int argc, char**) {
  if (argc > 1) RecordSpans();  // a program that registers late
  ::opencensus::exporters::trace::OcAgentOptions opts;
  opts.address = "localhost:55678";
  opts.service_name = "TestService";
  ::opencensus::exporters::trace::OcAgentExporter::Register(std::move(opts));
  RecordSpans();
  return 0;
}
