// LightStep's configuration, as its plugin reads it: the JSON of a Protobuf message, so names may be camelCase too.
//
//   {"component_name": "edge", "access_token": "T"}  ->  service_name: "edge", otlp_headers: lightstep-access-token=T,
//                                                        otlp_endpoint: "https://ingest.lightstep.com"
//
// Source: lightstep-tracer-cpp 0.14.0, lightstep-tracer-configuration/tracer_configuration.proto and src/tracer/json_options.cpp;
// LightStep, "Send telemetry data via OTLP/HTTP".
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "shims/legacy_configuration/format.h"

namespace tracebridge::legacy_configuration {
namespace {

constexpr std::string_view kProto = "tracer_configuration.proto";

constexpr Row kRows[] = {
    {"component_name", "", Type::kText, 0, 0, "`service_name`", "", kProto},
    {"access_token", "", Type::kText, 0, 0,
     "`otlp_headers`: `lightstep-access-token`; not sent to an endpoint that `OTEL_*` name", "",
     kProto},
    {"collector_host", "", Type::kText, 0, 0,
     "`otlp_endpoint`: `https://ingest.lightstep.com` for LightStep's own, else the host, and a "
     "warning",
     "", kProto},
    {"collector_port", "", Type::kWhole, 0, 65535, "the port of a host of your own", "", kProto},
    {"collector_plaintext", "", Type::kTruth, 0, 0, "`http` for a host of your own", "", kProto},
    {"satellite_endpoints", "", Type::kEndpoints, 1, 65535,
     "as `collector_host`: the first, in the place of `collector_host`, with `use_stream_recorder`",
     "", kProto},
    {"use_stream_recorder", "", Type::kTruth, 0, 0, "whether `satellite_endpoints` count", "",
     kProto},
    {"max_buffered_spans", "", Type::kWhole, 0, kAnyNumber, "`batch_max_queue_size`", "", kProto},
    {"reporting_period", "", Type::kWhole, 0, kAnyNumber,
     "`batch_schedule_delay`, from microseconds", "", kProto},
    {"report_timeout", "", Type::kWhole, 0, kAnyNumber, "`otlp_timeout`, from microseconds", "",
     kProto},
    {"verbose", "", Type::kTruth, 0, 0, "`log_level`: `debug`", "", kProto},
    {"tags", "", Type::kPairs, 0, 0, "`resource_attributes`", "", kProto},
    {"propagation_modes", "", Type::kTexts, 0, 0,
     "`propagators`, with W3C's beside them: `lightstep`, `b3` (`b3multi`), `trace_context` "
     "(`tracecontext`), `cloud_trace` (`gcp`); `envoy` is a warning",
     "", kProto},
    {"use_single_key_propagation", "", Type::kTruth, 0, 0,
     "a warning: the one header of Envoy's is neither read nor written", "", kProto},
    {"ssl_root_certificates", "", Type::kText, 0, 0, "",
     "is not used; put the certificates into a file, and its path into "
     "OTEL_EXPORTER_OTLP_CERTIFICATE",
     kProto},
};

struct Mode {
  std::string_view word;
  Propagator format;
};

// Source: src/tracer/json_options.cpp, GetPropagationMode.
constexpr Mode kModes[] = {
    {"lightstep", Propagator::kLightStep},
    {"b3", Propagator::kB3Multi},
    {"trace_context", Propagator::kTraceContext},
    {"cloud_trace", Propagator::kGcp},
};

constexpr std::string_view kNoEnvoy =
    "the one header x-ot-span-context is neither read nor written; neighbours should use "
    "`lightstep` or `trace_context`";

void AddFormat(std::vector<Propagator>* list, Propagator format) {
  if (std::find(list->begin(), list->end(), format) == list->end()) list->push_back(format);
}

void ToPropagators(const Values& values, Translation* to) {
  std::vector<Propagator> formats;
  const Value* const modes = values.Find("propagation_modes");
  for (const std::string& word : modes == nullptr ? std::vector<std::string>() : modes->texts) {
    const auto* const mode = std::find_if(std::begin(kModes), std::end(kModes),
                                          [&](const Mode& row) { return row.word == word; });
    if (mode != std::end(kModes)) {
      AddFormat(&formats, mode->format);
    } else if (word == "envoy") {
      to->Warn(*modes, std::string(kNoEnvoy));
      AddFormat(&formats, Propagator::kLightStep);  // which it falls back on
    } else {
      to->Refuse(*modes, {ErrorCode::kUnknownValue,
                          "\"" + word +
                              "\" is not known; known are `lightstep`, `b3`, `envoy`, "
                              "`trace_context`, `cloud_trace`"});
    }
  }
  if (const Value* const single = values.Find("use_single_key_propagation");
      single != nullptr && single->truth) {
    to->Warn(*single, std::string(kNoEnvoy));
  }
  if (formats.empty()) formats.push_back(Propagator::kLightStep);
  AddFormat(&formats, Propagator::kTraceContext);
  AddFormat(&formats, Propagator::kBaggage);
  to->options.propagators = std::move(formats);
}

bool IsLightStep(const std::string& host) {
  constexpr std::string_view kDomain = "lightstep.com";
  return host.size() >= kDomain.size() &&
         host.compare(host.size() - kDomain.size(), kDomain.size(), kDomain) == 0;
}

void ToExporter(const Values& values, Translation* to) {
  if (to->exports_elsewhere) return;
  const Value* const token = values.Find("access_token");
  if (token != nullptr && !token->text.empty()) {
    to->options.otlp_headers.emplace_back("lightstep-access-token", token->text);
  }
  const Value* const host = values.Find("collector_host");
  const Value* const port = values.Find("collector_port");
  const Value* const streams = values.Find("use_stream_recorder");
  const Value* const satellites = values.Find("satellite_endpoints");
  const Value* where = host;
  std::string name = host != nullptr ? host->text : "";
  std::string number = port != nullptr && port->number > 0 ? port->text : "443";
  if (streams != nullptr && streams->truth && satellites != nullptr && !satellites->pairs.empty()) {
    where = satellites;
    name = satellites->pairs.front().first;
    number = satellites->pairs.front().second;
  }
  if (name.empty() || IsLightStep(name)) {
    to->options.otlp_endpoint = "https://ingest.lightstep.com";
    return;
  }
  const Value* const plain = values.Find("collector_plaintext");
  const std::string scheme = plain != nullptr && plain->truth ? "http://" : "https://";
  to->Set(*where, &to->options.otlp_endpoint, scheme + name + ":" + number);
  to->Warn(*where, "spans leave over OTLP, to " + to->options.otlp_endpoint +
                       "/v1/traces. A satellite of your own must receive OTLP over HTTP there; "
                       "OTEL_EXPORTER_OTLP_ENDPOINT names another");
}

void Translate(const Values& values, Translation* to) {
  SdkOptions& options = to->options;
  if (const Value* const name = values.Find("component_name")) options.service_name = name->text;
  if (const Value* const tags = values.Find("tags")) options.resource_attributes = tags->pairs;
  if (const Value* const verbose = values.Find("verbose"); verbose != nullptr && verbose->truth) {
    options.log_level = LogLevel::kDebug;
  }
  to->SetQueue(values.Find("max_buffered_spans"));
  to->SetDuration(values.Find("reporting_period"), 0.001, &options.batch_schedule_delay);
  to->SetDuration(values.Find("report_timeout"), 0.001, &options.otlp_timeout);
  ToPropagators(values, to);
  ToExporter(values, to);
}

}  // namespace

extern const Format kLightStep{
    "LightStep", "lightstep-tracer-cpp 0.14", kRows, std::size(kRows), '=', true, "", Translate};

}  // namespace tracebridge::legacy_configuration
