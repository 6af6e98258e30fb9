// A program that reports its stats to Stackdriver, as users of opencensus-cpp write it.
#include <utility>

#include "opencensus/exporters/stats/stackdriver/stackdriver_exporter.h"
#include "opencensus/stats/stats.h"

int main() {
  const auto latency = opencensus::stats::MeasureDouble::Register("latency", "", "ms");
  const auto method = opencensus::tags::TagKey::Register("method");
  ::opencensus::exporters::stats::StackdriverOptions opts;
  opts.project_id = "my-project";
  opts.opencensus_task = "task";
  opts.monitored_resource.set_type("gce_instance");
  (*opts.monitored_resource.mutable_labels())["zone"] = "b";
  opts.prepare_client_context = [](grpc::ClientContext*) {};
  ::opencensus::exporters::stats::StackdriverExporter::Register(std::move(opts));
  ::opencensus::exporters::stats::StackdriverOptions again;
  again.project_id = "my-project";
  ::opencensus::exporters::stats::StackdriverExporter::Register(std::move(again));
  opencensus::stats::ViewDescriptor()
      .set_name("example.com/latency")
      .set_measure("latency")
      .set_aggregation(opencensus::stats::Aggregation::Count())
      .add_column(method)
      .RegisterForExport();
  opencensus::stats::Record({{latency, 3.0}}, {{method, "Get"}});
  opencensus::stats::Record({{latency, 4.0}}, {{method, "Get"}});
  return 0;
}
