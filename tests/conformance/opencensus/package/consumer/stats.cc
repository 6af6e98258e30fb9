// A distribution by method, read in the process and by an exporter.
#include "opencensus/stats/stats.h"

#include <sstream>

#include "opencensus/exporters/stats/stdout/stdout_exporter.h"
#include "opencensus/stats/testing/test_utils.h"

namespace stats = opencensus::stats;

int main() {
  const auto measure = stats::MeasureDouble::Register("latency", "", "ms");
  const auto method = opencensus::tags::TagKey::Register("method");
  const auto descriptor = stats::ViewDescriptor()
                              .set_name("latency")
                              .set_measure("latency")
                              .set_aggregation(stats::Aggregation::Distribution(
                                  stats::BucketBoundaries::Linear(2, 0, 10)))
                              .add_column(method);
  descriptor.RegisterForExport();
  stats::View view(descriptor);
  stats::Record({{measure, 12.5}}, {{method, "GET"}});
  stats::testing::TestUtils::Flush();
  const auto data = view.GetData();
  if (data.distribution_data().size() != 1) return 1;
  if (data.distribution_data().begin()->second.bucket_counts()[2] != 1) return 2;
  std::ostringstream out;
  opencensus::exporters::stats::StdoutExporter::Register(&out);
  stats::StatsExporter::Shutdown();
  return out.str().find("method=GET") == std::string::npos ? 3 : 0;
}
