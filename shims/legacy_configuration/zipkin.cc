// Zipkin's configuration, as its plugin reads it: JSON.
//
//   {"service_name": "edge", "sample_rate": 0.1}  ->  service_name: "edge", sampler_ratio: 0.1
//   {"collector_host": "zipkin"}                  ->  traces_exporters: "zipkin", zipkin_endpoint: "http://zipkin:9411/api/v2/spans"
//
// Source: zipkin-cpp-opentracing 0.5.2, zipkin_opentracing/tracer_configuration.schema.json, include/zipkin/opentracing.h and
// src/tracer_factory.cc. Its spans went to /api/v1/spans in Zipkin's first form; servers take both since 1.31 (2017).
#include <string>
#include <string_view>

#include "shims/legacy_configuration/format.h"

namespace tracebridge::legacy_configuration {
namespace {

constexpr std::string_view kSchema = "tracer_configuration.schema.json";

constexpr Row kRows[] = {
    {"service_name", "", Type::kText, 0, 0, "`service_name`", "", kSchema},
    {"service_address", "", Type::kText, 0, 0, "",
     "is not sent; `\"resource_attributes\": {\"host.ip\": ...}` in settings of ours is", kSchema},
    {"collector_host", "", Type::kText, 0, 0,
     "`traces_exporters`: `zipkin`, `zipkin_endpoint`: `http://<host>:<port>/api/v2/spans`", "",
     kSchema},
    {"collector_port", "", Type::kWhole, 1, 65535, "the port in `zipkin_endpoint`", "", kSchema},
    {"collector_timeout", "", Type::kWhole, 0, kAnyNumber, "`zipkin_timeout`; 0 leaves the default",
     "", "src/tracer_factory.cc"},
    {"reporting_period", "", Type::kWhole, 1, kAnyNumber,
     "`batch_schedule_delay`, from microseconds", "", kSchema},
    {"max_buffered_spans", "", Type::kWhole, 1, kAnyNumber, "`batch_max_queue_size`", "", kSchema},
    {"sample_rate", "", Type::kNumber, 0, 1,
     "`sampler`: `parentbased_traceidratio`, `sampler_ratio`", "", kSchema},
};

constexpr std::string_view kHost = "localhost";
constexpr std::string_view kPort = "9411";  // include/zipkin/opentracing.h

void ToExporter(const Values& values, Translation* to) {
  if (!to->exports_elsewhere) to->options.traces_exporters = {TracesExporter::kZipkin};
  const Value* const host = values.Find("collector_host");
  const Value* const port = values.Find("collector_port");
  std::string name(host == nullptr || host->text.empty() ? kHost : host->text);
  if (name.find(':') != name.npos && name.front() != '[') name = "[" + name + "]";
  const std::string number(port == nullptr ? kPort : port->text);
  Value where;
  where.where = "collector_host";
  if (port != nullptr) where = *port;
  if (host != nullptr) where = *host;
  to->Set(where, &to->options.zipkin_endpoint, "http://" + name + ":" + number + "/api/v2/spans");
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
  to->SetDuration(values.Find("collector_timeout"), 1, &options.zipkin_timeout);
  options.propagators = {Propagator::kB3Multi, Propagator::kTraceContext, Propagator::kBaggage};
  ToExporter(values, to);
}

}  // namespace

extern const Format kZipkin{
    "Zipkin", "zipkin-cpp-opentracing 0.5", kRows, std::size(kRows), '=', false, "", Translate};

}  // namespace tracebridge::legacy_configuration
