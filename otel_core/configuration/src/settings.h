// The one description of each setting. The reader, the checks and docs/settings.md come from it.
//
// A setting with a `fallback` is read from `variable`, and else from `fallback`.
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md and
// protocol/exporter.md. OTEL_CPP_* variables are those of opentelemetry-cpp 1.28.
#pragma once

#include <boost/hana.hpp>
#include <string_view>

#include "tracebridge/sdk_options.h"

BOOST_HANA_ADAPT_STRUCT(tracebridge::SdkOptions, disabled, config_file, log_level, service_name,
                        resource_attributes, propagators, traces_exporters, sampler, sampler_ratio,
                        batch_schedule_delay, batch_export_timeout, batch_max_queue_size,
                        batch_max_export_size, attribute_value_length_limit, attribute_count_limit,
                        event_count_limit, link_count_limit, event_attribute_count_limit,
                        link_attribute_count_limit, otlp_endpoint, otlp_traces_endpoint,
                        otlp_headers, otlp_timeout, otlp_compression, otlp_protocol,
                        otlp_certificate, otlp_client_key, otlp_client_certificate,
                        otlp_retry_max_attempts, otlp_retry_initial_backoff, otlp_retry_max_backoff,
                        otlp_retry_backoff_multiplier, otlp_file, implicit_parent,
                        opentracing_activation, opencensus_tags);

namespace tracebridge::core {

// What the text of a string setting must be.
enum class Form { kAny, kHttpUrl, kHttpHeaders };

struct Setting {
  std::string_view name;  // the member of SdkOptions
  const char* variable;
  const char* fallback;  // or null
  const char* unit;      // of a number
  const char* meaning;
  double minimum = 0;
  double maximum = 4294967295.0;
  Form form = Form::kAny;
};

// In the order of the members.
inline constexpr Setting kSettings[] = {
    {"disabled", "OTEL_SDK_DISABLED", nullptr, "",
     "`true` makes every tracer a no-op. Propagators still work."},
    {"config_file", "OTEL_CONFIG_FILE", nullptr, "",
     "Path of a declarative configuration file. Not supported yet: one warning, then ignored."},
    {"log_level", "OTEL_LOG_LEVEL", nullptr, "", "How much the SDK tells about its own troubles."},
    {"service_name", "OTEL_SERVICE_NAME", nullptr, "",
     "The resource attribute `service.name`. Unset: `unknown_service:<executable>`."},
    {"resource_attributes", "OTEL_RESOURCE_ATTRIBUTES", nullptr, "",
     "Attributes of the resource, `key=value,key=value`, percent-encoded."},
    {"propagators", "OTEL_PROPAGATORS", nullptr, "",
     "Header formats that are read and written, in this order."},
    {"traces_exporters", "OTEL_TRACES_EXPORTER", nullptr, "", "Where finished spans go."},
    {"sampler", "OTEL_TRACES_SAMPLER", nullptr, "", "Which spans are recorded."},
    {"sampler_ratio", "OTEL_TRACES_SAMPLER_ARG", nullptr, "",
     "Share of traces that the `traceidratio` samplers record.", 0, 1},
    {"batch_schedule_delay", "OTEL_BSP_SCHEDULE_DELAY", nullptr, "ms",
     "Longest time between two exports."},
    {"batch_export_timeout", "OTEL_BSP_EXPORT_TIMEOUT", nullptr, "ms",
     "Longest time that one export may take; 0 is no limit."},
    {"batch_max_queue_size", "OTEL_BSP_MAX_QUEUE_SIZE", nullptr, "spans",
     "Finished spans that wait for export; more are dropped and counted.", 1},
    {"batch_max_export_size", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", nullptr, "spans",
     "Spans in one export; at most the queue size.", 1},
    {"attribute_value_length_limit", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
     "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "characters", "Longer text values are cut."},
    {"attribute_count_limit", "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT",
     "items", "Attributes kept of a span."},
    {"event_count_limit", "OTEL_SPAN_EVENT_COUNT_LIMIT", nullptr, "items",
     "Events kept of a span."},
    {"link_count_limit", "OTEL_SPAN_LINK_COUNT_LIMIT", nullptr, "items", "Links kept of a span."},
    {"event_attribute_count_limit", "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT",
     "OTEL_ATTRIBUTE_COUNT_LIMIT", "items", "Attributes kept of an event."},
    {"link_attribute_count_limit", "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT",
     "items", "Attributes kept of a link."},
    {"otlp_endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT", nullptr, "",
     "Base URL of the collector; spans go to `v1/traces` below it.", 0, 0, Form::kHttpUrl},
    {"otlp_traces_endpoint", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", nullptr, "",
     "URL that spans go to, used as it is.", 0, 0, Form::kHttpUrl},
    {"otlp_headers", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS", "",
     "Headers of each request, `key=value,key=value`, percent-encoded.", 0, 0, Form::kHttpHeaders},
    {"otlp_timeout", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT", "ms",
     "Longest time for one batch, retries included; 0 is no limit."},
    {"otlp_compression", "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "OTEL_EXPORTER_OTLP_COMPRESSION",
     "", "Compression of request bodies."},
    {"otlp_protocol", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL", "",
     "Encoding of request bodies. `grpc` is not supported."},
    {"otlp_certificate", "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", "OTEL_EXPORTER_OTLP_CERTIFICATE",
     "", "PEM file of the certificates that a collector is trusted by."},
    {"otlp_client_key", "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY", "OTEL_EXPORTER_OTLP_CLIENT_KEY", "",
     "PEM file of the client's private key."},
    {"otlp_client_certificate", "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE",
     "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "", "PEM file of the client's certificate."},
    {"otlp_retry_max_attempts", "OTEL_CPP_EXPORTER_OTLP_TRACES_RETRY_MAX_ATTEMPTS",
     "OTEL_CPP_EXPORTER_OTLP_RETRY_MAX_ATTEMPTS", "",
     "How often a batch is sent at most; 0 and 1 are no retry."},
    {"otlp_retry_initial_backoff", "OTEL_CPP_EXPORTER_OTLP_TRACES_RETRY_INITIAL_BACKOFF",
     "OTEL_CPP_EXPORTER_OTLP_RETRY_INITIAL_BACKOFF", "s",
     "Longest wait before the first retry; the wait itself is random."},
    {"otlp_retry_max_backoff", "OTEL_CPP_EXPORTER_OTLP_TRACES_RETRY_MAX_BACKOFF",
     "OTEL_CPP_EXPORTER_OTLP_RETRY_MAX_BACKOFF", "s", "Longest wait before any retry."},
    {"otlp_retry_backoff_multiplier", "OTEL_CPP_EXPORTER_OTLP_TRACES_RETRY_BACKOFF_MULTIPLIER",
     "OTEL_CPP_EXPORTER_OTLP_RETRY_BACKOFF_MULTIPLIER", "",
     "How much longer each wait may be than the one before.", 1},
    {"otlp_file", "TRACEBRIDGE_OTLP_FILE", nullptr, "",
     "Where `otlp_file` writes; `%N` is the number of the file, others as in strftime."},
    {"implicit_parent", "TRACEBRIDGE_IMPLICIT_PARENT", nullptr, "",
     "When legacy code starts a span without naming a parent, is the current span it? `foreign`: "
     "only if another API made it current."},
    {"opentracing_activation", "TRACEBRIDGE_OPENTRACING_ACTIVATION", nullptr, "",
     "`thread`: starting an OpenTracing span makes it current on its thread until it finishes."},
    {"opencensus_tags", "TRACEBRIDGE_OPENCENSUS_TAGS", nullptr, "",
     "What `opencensus` does with `grpc-tags-bin`. `baggage`: tags are OpenTelemetry Baggage, both "
     "ways."},
};

// Calls `f(setting, member)` for every setting and the member of `options` that holds it.
template <typename Options, typename F>
void ForEachSetting(Options& options, F&& f) {
  std::size_t i = 0;
  boost::hana::for_each(boost::hana::accessors<SdkOptions>(), [&](auto&& member) {
    f(kSettings[i++], boost::hana::second(member)(options));
  });
}

// Returns whether kSettings describes the members one by one, in their order.
constexpr bool DescribesEveryMember() {
  std::size_t i = 0;
  bool same = true;
  boost::hana::for_each(boost::hana::accessors<SdkOptions>(), [&](auto&& member) {
    same = same && i < std::size(kSettings) &&
           kSettings[i].name == std::string_view(boost::hana::first(member).c_str());
    ++i;
  });
  return same && i == std::size(kSettings);
}
static_assert(DescribesEveryMember());

}  // namespace tracebridge::core
