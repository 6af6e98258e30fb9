// A program that reports to Stackdriver, as users of opencensus-cpp write it.
#include <utility>

#include "opencensus/exporters/trace/stackdriver/stackdriver_exporter.h"
#include "spans.h"

int main() {
  ::opencensus::exporters::trace::StackdriverOptions opts;
  opts.project_id = "my-project";
  opts.prepare_client_context = [](grpc::ClientContext*) {};
  ::opencensus::exporters::trace::StackdriverExporter::Register(std::move(opts));
  ::opencensus::exporters::trace::StackdriverOptions again;
  again.project_id = "my-project";
  ::opencensus::exporters::trace::StackdriverExporter::Register(std::move(again));
  RecordSpans();
  return 0;
}
