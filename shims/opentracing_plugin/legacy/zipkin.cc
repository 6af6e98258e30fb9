// Zipkin's configuration, as its plugin reads it: JSON.
//
//   {"service_name": "edge", "sample_rate": 0.1}  ->  service_name: "edge", sampler_ratio: 0.1
//   {"collector_host": "zipkin"}                  ->  a warning: there is no exporter for Zipkin
//
// Source: zipkin-cpp-opentracing 0.5.2, zipkin_opentracing/tracer_configuration.schema.json and src/tracer_factory.cc.
#include <string>
#include <string_view>

#include "shims/opentracing_plugin/legacy/format.h"

namespace tracebridge::opentracing_plugin {
namespace {

constexpr std::string_view kSchema = "tracer_configuration.schema.json";

constexpr Row kRows[] = {
    {"service_name", "", Type::kText, 0, 0, "`service_name`", "", kSchema},
    {"service_address", "", Type::kText, 0, 0, "",
     "is not sent; `\"resource_attributes\": {\"host.ip\": ...}` in settings of ours is", kSchema},
    {"collector_host", "", Type::kText, 0, 0,
     "a warning: spans leave over OTLP, which a collector turns into Zipkin's", "", kSchema},
    {"collector_port", "", Type::kWhole, 1, 65535, "the same", "", kSchema},
    {"collector_timeout", "", Type::kWhole, 0, kAnyNumber, "`otlp_timeout`; 0 leaves the default",
     "", "src/tracer_factory.cc"},
    {"reporting_period", "", Type::kWhole, 1, kAnyNumber,
     "`batch_schedule_delay`, from microseconds", "", kSchema},
    {"max_buffered_spans", "", Type::kWhole, 1, kAnyNumber, "`batch_max_queue_size`", "", kSchema},
    {"sample_rate", "", Type::kNumber, 0, 1,
     "`sampler`: `parentbased_traceidratio`, `sampler_ratio`", "", kSchema},
};

void ToExporter(const Values& values, Translation* to) {
  if (to->exports_elsewhere) return;
  Value all;
  for (const std::string_view key : {"collector_host", "collector_port"}) {
    if (const Value* const value = values.Find(key)) {
      all.where += (all.where.empty() ? "" : ", ") + value->where;
    }
  }
  if (all.where.empty()) all.where = "collector_host";
  to->Warn(all,
           "there is no exporter for Zipkin: spans leave over OTLP, to " +
               to->options.otlp_endpoint +
               ". OTEL_EXPORTER_OTLP_ENDPOINT names an OpenTelemetry Collector; its otlp receiver "
               "and its zipkin exporter pass them on to Zipkin");
}

void Translate(const Values& values, Translation* to) {
  SdkOptions& options = to->options;
  if (const Value* const name = values.Find("service_name")) options.service_name = name->text;
  if (const Value* const rate = values.Find("sample_rate")) {
    options.sampler = TracesSampler::kParentBasedTraceIdRatio;
    options.sampler_ratio = rate->number;
  }
  to->SetQueue(values.Find("max_buffered_spans"));
  to->SetDuration(values.Find("reporting_period"), 0.001, &options.batch_schedule_delay);
  to->SetDuration(values.Find("collector_timeout"), 1, &options.otlp_timeout);
  options.propagators = {Propagator::kB3Multi, Propagator::kTraceContext, Propagator::kBaggage};
  ToExporter(values, to);
}

}  // namespace

extern const Format kZipkin{
    "Zipkin", "zipkin-cpp-opentracing 0.5", kRows, std::size(kRows), '=', false, "", Translate};

}  // namespace tracebridge::opentracing_plugin
