#include "examples/stats/latency.h"

#include <string>

#include "opencensus/tags/tag_key.h"

namespace stats_example {
namespace {

constexpr char kLatency[] = "example.com/messages/client_latency";

opencensus::tags::TagKey MethodKey() {
  static const auto key = opencensus::tags::TagKey::Register("method");
  return key;
}

opencensus::tags::TagKey StatusKey() {
  static const auto key = opencensus::tags::TagKey::Register("status");
  return key;
}

}  // namespace

opencensus::stats::MeasureDouble Latency() {
  static const auto measure = opencensus::stats::MeasureDouble::Register(
      kLatency, "The time from a request to the end of its response", "ms");
  return measure;
}

void RegisterLatencyView() {
  Latency();
  opencensus::stats::ViewDescriptor()
      .set_name(kLatency)
      .set_description("The latency of calls, by method and status")
      .set_measure(kLatency)
      .set_aggregation(opencensus::stats::Aggregation::Distribution(
          opencensus::stats::BucketBoundaries::Explicit({0, 1, 2, 5, 10, 20, 50, 100, 200, 500})))
      .add_column(MethodKey())
      .add_column(StatusKey())
      .RegisterForExport();
}

void RecordCall(absl::string_view method, int status, std::chrono::nanoseconds duration) {
  opencensus::stats::Record(
      {{Latency(), std::chrono::duration<double, std::milli>(duration).count()}},
      {{MethodKey(), method}, {StatusKey(), std::to_string(status)}});
}

}  // namespace stats_example
