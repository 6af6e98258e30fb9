// The one description of each setting. The reader, the checks and docs/settings.md come from it.
//
// A setting with a `fallback` is read from `variable`, and else from `fallback`.
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md and
// protocol/exporter.md. OTEL_CPP_* variables are those of opentelemetry-cpp 1.28.
#pragma once

#include <boost/hana.hpp>
#include <string_view>
#include <utility>

#include "tracebridge/sdk_options.h"

namespace tracebridge::core {

// Reads or writes one member of a struct.
template <auto member>
struct MemberAccess {
  template <typename Struct>
  constexpr decltype(auto) operator()(Struct&& of) const {
    return std::forward<Struct>(of).*member;
  }
};

}  // namespace tracebridge::core

// What BOOST_HANA_ADAPT_STRUCT does for up to 39 members.
template <>
struct boost::hana::accessors_impl<tracebridge::SdkOptions> {
#define TRACEBRIDGE_MEMBER(name)                   \
  boost::hana::make_pair(BOOST_HANA_STRING(#name), \
                         tracebridge::core::MemberAccess<&tracebridge::SdkOptions::name>{})
  static constexpr auto apply() {
    return boost::hana::make_tuple(
        TRACEBRIDGE_MEMBER(disabled), TRACEBRIDGE_MEMBER(config_file),
        TRACEBRIDGE_MEMBER(log_level), TRACEBRIDGE_MEMBER(service_name),
        TRACEBRIDGE_MEMBER(resource_attributes), TRACEBRIDGE_MEMBER(propagators),
        TRACEBRIDGE_MEMBER(traces_exporters), TRACEBRIDGE_MEMBER(metrics_exporters),
        TRACEBRIDGE_MEMBER(metric_export_interval), TRACEBRIDGE_MEMBER(metric_export_timeout),
        TRACEBRIDGE_MEMBER(metrics_exemplar_filter), TRACEBRIDGE_MEMBER(sampler),
        TRACEBRIDGE_MEMBER(sampler_ratio), TRACEBRIDGE_MEMBER(sampler_rate_limit),
        TRACEBRIDGE_MEMBER(sampler_url), TRACEBRIDGE_MEMBER(sampler_interval),
        TRACEBRIDGE_MEMBER(sampler_initial_ratio), TRACEBRIDGE_MEMBER(sampler_max_operations),
        TRACEBRIDGE_MEMBER(batch_schedule_delay), TRACEBRIDGE_MEMBER(batch_export_timeout),
        TRACEBRIDGE_MEMBER(batch_max_queue_size), TRACEBRIDGE_MEMBER(batch_max_export_size),
        TRACEBRIDGE_MEMBER(attribute_value_length_limit), TRACEBRIDGE_MEMBER(attribute_count_limit),
        TRACEBRIDGE_MEMBER(event_count_limit), TRACEBRIDGE_MEMBER(link_count_limit),
        TRACEBRIDGE_MEMBER(event_attribute_count_limit),
        TRACEBRIDGE_MEMBER(link_attribute_count_limit), TRACEBRIDGE_MEMBER(otlp_endpoint),
        TRACEBRIDGE_MEMBER(otlp_traces_endpoint), TRACEBRIDGE_MEMBER(otlp_headers),
        TRACEBRIDGE_MEMBER(otlp_timeout), TRACEBRIDGE_MEMBER(otlp_compression),
        TRACEBRIDGE_MEMBER(otlp_protocol), TRACEBRIDGE_MEMBER(otlp_certificate),
        TRACEBRIDGE_MEMBER(otlp_client_key), TRACEBRIDGE_MEMBER(otlp_client_certificate),
        TRACEBRIDGE_MEMBER(otlp_retry_max_attempts), TRACEBRIDGE_MEMBER(otlp_retry_initial_backoff),
        TRACEBRIDGE_MEMBER(otlp_retry_max_backoff),
        TRACEBRIDGE_MEMBER(otlp_retry_backoff_multiplier),
        TRACEBRIDGE_MEMBER(otlp_metrics_endpoint), TRACEBRIDGE_MEMBER(otlp_metrics_headers),
        TRACEBRIDGE_MEMBER(otlp_metrics_timeout), TRACEBRIDGE_MEMBER(otlp_metrics_compression),
        TRACEBRIDGE_MEMBER(otlp_metrics_protocol), TRACEBRIDGE_MEMBER(otlp_metrics_certificate),
        TRACEBRIDGE_MEMBER(otlp_metrics_client_key),
        TRACEBRIDGE_MEMBER(otlp_metrics_client_certificate),
        TRACEBRIDGE_MEMBER(otlp_metrics_retry_max_attempts),
        TRACEBRIDGE_MEMBER(otlp_metrics_retry_initial_backoff),
        TRACEBRIDGE_MEMBER(otlp_metrics_retry_max_backoff),
        TRACEBRIDGE_MEMBER(otlp_metrics_retry_backoff_multiplier),
        TRACEBRIDGE_MEMBER(otlp_metrics_temporality), TRACEBRIDGE_MEMBER(otlp_metrics_histogram),
        TRACEBRIDGE_MEMBER(otlp_file), TRACEBRIDGE_MEMBER(prometheus_host),
        TRACEBRIDGE_MEMBER(prometheus_port), TRACEBRIDGE_MEMBER(jaeger_agent),
        TRACEBRIDGE_MEMBER(jaeger_protocol), TRACEBRIDGE_MEMBER(jaeger_endpoint),
        TRACEBRIDGE_MEMBER(jaeger_user), TRACEBRIDGE_MEMBER(jaeger_password),
        TRACEBRIDGE_MEMBER(jaeger_headers), TRACEBRIDGE_MEMBER(jaeger_max_packet_size),
        TRACEBRIDGE_MEMBER(zipkin_endpoint), TRACEBRIDGE_MEMBER(zipkin_timeout),
        TRACEBRIDGE_MEMBER(implicit_parent), TRACEBRIDGE_MEMBER(opentracing_activation),
        TRACEBRIDGE_MEMBER(inject_all_keys), TRACEBRIDGE_MEMBER(opencensus_tags),
        TRACEBRIDGE_MEMBER(opencensus_tags_prefix), TRACEBRIDGE_MEMBER(opencensus_tags_allow),
        TRACEBRIDGE_MEMBER(wire_phase), TRACEBRIDGE_MEMBER(wire_read),
        TRACEBRIDGE_MEMBER(wire_write), TRACEBRIDGE_MEMBER(wire_precedence),
        TRACEBRIDGE_MEMBER(wire_file), TRACEBRIDGE_MEMBER(baggage_allow),
        TRACEBRIDGE_MEMBER(jaeger_trace_header), TRACEBRIDGE_MEMBER(jaeger_baggage_prefix),
        TRACEBRIDGE_MEMBER(jaeger_debug_header), TRACEBRIDGE_MEMBER(jaeger_baggage_header),
        TRACEBRIDGE_MEMBER(run_policy), TRACEBRIDGE_MEMBER(run_follow));
  }
#undef TRACEBRIDGE_MEMBER
};

namespace tracebridge::core {

// What the text of a string setting must be.
enum class Form { kAny, kHttpUrl, kHttpHeaders, kHostPort, kHeaderName };

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
    {"metrics_exporters", "OTEL_METRICS_EXPORTER", nullptr, "",
     "Where `tracebridge::Bridge` sends metrics; `prometheus` needs "
     "`tracebridge::otel_prometheus_configuration` linked. Unset, nothing is sent before something "
     "was "
     "measured ([metrics.md](metrics.md))."},
    {"metric_export_interval", "OTEL_METRIC_EXPORT_INTERVAL", nullptr, "ms",
     "Time between two exports of metrics.", 1},
    {"metric_export_timeout", "OTEL_METRIC_EXPORT_TIMEOUT", nullptr, "ms",
     "Longest time that one export of metrics may take; 0 is no limit."},
    {"metrics_exemplar_filter", "OTEL_METRICS_EXEMPLAR_FILTER", nullptr, "",
     "Which measurements may be examples of a point: `trace_based`, those under a sampled span."},
    {"sampler", "OTEL_TRACES_SAMPLER", nullptr, "", "Which spans are recorded."},
    {"sampler_ratio", "OTEL_TRACES_SAMPLER_ARG", nullptr, "",
     "Share of traces that the `traceidratio` samplers and `parentbased_jaeger_probabilistic` "
     "record. With the samplers below, "
     "the variable holds what they need.",
     0, 1},
    {"sampler_rate_limit", "TRACEBRIDGE_SAMPLER_RATE_LIMIT", nullptr, "traces a second",
     "What `parentbased_jaeger_ratelimiting` records at most. Also as `OTEL_TRACES_SAMPLER_ARG`.",
     0, 1e9},
    {"sampler_url", "TRACEBRIDGE_SAMPLER_URL", nullptr, "",
     "Whom the `jaeger_remote` samplers ask, over HTTP. Also as `endpoint` in "
     "`OTEL_TRACES_SAMPLER_ARG`, which may leave out "
     "`/sampling`.",
     0, 0, Form::kHttpUrl},
    {"sampler_interval", "TRACEBRIDGE_SAMPLER_INTERVAL", nullptr, "ms",
     "Time between two questions of theirs. Also as `pollingIntervalMs`.", 1},
    {"sampler_initial_ratio", "TRACEBRIDGE_SAMPLER_INITIAL_RATIO", nullptr, "",
     "Share of traces that they record until the first answer. Also as `initialSamplingRate`.", 0,
     1},
    {"sampler_max_operations", "TRACEBRIDGE_SAMPLER_MAX_OPERATIONS", nullptr, "operations",
     "Span names for which they keep a lower bound of their own.", 1, 100000},
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
     "Base URL of the collector; spans go to `v1/traces` below it, metrics to `v1/metrics`.", 0, 0,
     Form::kHttpUrl},
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
    {"otlp_metrics_endpoint", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", nullptr, "",
     "URL that metrics go to, used as it is.", 0, 0, Form::kHttpUrl},
    {"otlp_metrics_headers", "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS", "",
     "As `otlp_headers`, for metrics.", 0, 0, Form::kHttpHeaders},
    {"otlp_metrics_timeout", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT",
     "ms", "As `otlp_timeout`, for metrics."},
    {"otlp_metrics_compression", "OTEL_EXPORTER_OTLP_METRICS_COMPRESSION",
     "OTEL_EXPORTER_OTLP_COMPRESSION", "", "As `otlp_compression`, for metrics."},
    {"otlp_metrics_protocol", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL",
     "", "As `otlp_protocol`, for metrics."},
    {"otlp_metrics_certificate", "OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE",
     "OTEL_EXPORTER_OTLP_CERTIFICATE", "", "As `otlp_certificate`, for metrics."},
    {"otlp_metrics_client_key", "OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY",
     "OTEL_EXPORTER_OTLP_CLIENT_KEY", "", "As `otlp_client_key`, for metrics."},
    {"otlp_metrics_client_certificate", "OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE",
     "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "", "As `otlp_client_certificate`, for metrics."},
    {"otlp_metrics_retry_max_attempts", "OTEL_CPP_EXPORTER_OTLP_METRICS_RETRY_MAX_ATTEMPTS",
     "OTEL_CPP_EXPORTER_OTLP_RETRY_MAX_ATTEMPTS", "", "As `otlp_retry_max_attempts`, for metrics."},
    {"otlp_metrics_retry_initial_backoff", "OTEL_CPP_EXPORTER_OTLP_METRICS_RETRY_INITIAL_BACKOFF",
     "OTEL_CPP_EXPORTER_OTLP_RETRY_INITIAL_BACKOFF", "s",
     "As `otlp_retry_initial_backoff`, for metrics."},
    {"otlp_metrics_retry_max_backoff", "OTEL_CPP_EXPORTER_OTLP_METRICS_RETRY_MAX_BACKOFF",
     "OTEL_CPP_EXPORTER_OTLP_RETRY_MAX_BACKOFF", "s", "As `otlp_retry_max_backoff`, for metrics."},
    {"otlp_metrics_retry_backoff_multiplier",
     "OTEL_CPP_EXPORTER_OTLP_METRICS_RETRY_BACKOFF_MULTIPLIER",
     "OTEL_CPP_EXPORTER_OTLP_RETRY_BACKOFF_MULTIPLIER", "",
     "As `otlp_retry_backoff_multiplier`, for metrics.", 1},
    {"otlp_metrics_temporality", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", nullptr, "",
     "Whether metrics tell what happened since the start or since the last export. `delta`: the "
     "latter, but for up-down counters; `lowmemory`: only for counters and histograms that are not "
     "observable."},
    {"otlp_metrics_histogram", "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", nullptr,
     "", "What histograms become for which no view says it."},
    {"otlp_file", "TRACEBRIDGE_OTLP_FILE", nullptr, "",
     "Where `otlp_file` writes; `%N` is the number of the file, others as in strftime."},
    {"prometheus_host", "OTEL_EXPORTER_PROMETHEUS_HOST", nullptr, "",
     "Where `prometheus` listens: a name, or an address such as `0.0.0.0` or `::`."},
    {"prometheus_port", "OTEL_EXPORTER_PROMETHEUS_PORT", nullptr, "",
     "The port of that; 0 is any that is free, which the log tells.", 0, 65535},
    {"jaeger_agent", "TRACEBRIDGE_JAEGER_AGENT", nullptr, "",
     "Where the datagrams of `jaeger` go, `host:port`. Unset: `OTEL_EXPORTER_JAEGER_AGENT_HOST` "
     "and "
     "`OTEL_EXPORTER_JAEGER_AGENT_PORT`; by default `localhost`, 6831 for the compact encoding and "
     "6832 for the binary one.",
     0, 0, Form::kHostPort},
    {"jaeger_protocol", "OTEL_EXPORTER_JAEGER_PROTOCOL", nullptr, "",
     "Encoding of the datagrams of `jaeger`, or HTTP to a collector on this host. "
     "`udp/thrift.compact` and `udp/thrift.binary` are the specification's names of the first "
     "two."},
    {"jaeger_endpoint", "OTEL_EXPORTER_JAEGER_ENDPOINT", nullptr, "",
     "URL of a collector, used as it is, such as `http://collector:14268/api/traces`. When set, "
     "`jaeger` "
     "sends requests in place of datagrams.",
     0, 0, Form::kHttpUrl},
    {"jaeger_user", "OTEL_EXPORTER_JAEGER_USER", nullptr, "",
     "User of the collector, for basic authentication."},
    {"jaeger_password", "OTEL_EXPORTER_JAEGER_PASSWORD", nullptr, "", "The password of that user."},
    {"jaeger_headers", "TRACEBRIDGE_JAEGER_HEADERS", nullptr, "",
     "Headers of each request to the collector, `key=value,key=value`, percent-encoded.", 0, 0,
     Form::kHttpHeaders},
    {"jaeger_max_packet_size", "TRACEBRIDGE_JAEGER_MAX_PACKET_SIZE", nullptr, "bytes",
     "Largest datagram to an agent. A span that is larger alone is dropped and counted.", 1, 65507},
    {"zipkin_endpoint", "OTEL_EXPORTER_ZIPKIN_ENDPOINT", nullptr, "",
     "URL that the spans of `zipkin` go to, used as it is.", 0, 0, Form::kHttpUrl},
    {"zipkin_timeout", "OTEL_EXPORTER_ZIPKIN_TIMEOUT", nullptr, "ms",
     "Longest time for one batch of `zipkin`, retries included; 0 is no limit."},
    {"implicit_parent", "TRACEBRIDGE_IMPLICIT_PARENT", nullptr, "",
     "When legacy code starts a span without naming a parent, is the current span it? `foreign`: "
     "only if another API made it current."},
    {"opentracing_activation", "TRACEBRIDGE_OPENTRACING_ACTIVATION", nullptr, "",
     "`thread`: starting an OpenTracing span makes it current on its thread until it finishes."},
    {"inject_all_keys", "TRACEBRIDGE_INJECT_ALL_KEYS", nullptr, "",
     "OpenTracing's Inject writes every key that the formats know, with empty values for what a "
     "context lacks. For hosts that look once at the keys."},
    {"opencensus_tags", "TRACEBRIDGE_OPENCENSUS_TAGS", nullptr, "",
     "What `opencensus` does with `grpc-tags-bin`. `baggage`: tags are OpenTelemetry Baggage, both "
     "ways."},
    {"opencensus_tags_prefix", "TRACEBRIDGE_OPENCENSUS_TAGS_PREFIX", nullptr, "",
     "Tags are Baggage inside the process, and Baggage tags: the tag `k` is the entry of this and "
     "`k`. Unset, and `opencensus_tags_allow` too: they are not."},
    {"opencensus_tags_allow", "TRACEBRIDGE_OPENCENSUS_TAGS_ALLOW", nullptr, "",
     "Keys of the only tags that this is so for, with commas between. Unset: all."},
    {"wire_phase", "TRACEBRIDGE_WIRE_PHASE", nullptr, "",
     "Which of the formats of `OTEL_PROPAGATORS` are written: `legacy` all but W3C's, `w3c` only "
     "those. [leaving-a-format.md](leaving-a-format.md) has the whole story."},
    {"wire_read", "TRACEBRIDGE_WIRE_READ", nullptr, "",
     "The formats of `OTEL_PROPAGATORS` that are read. Unset: all."},
    {"wire_write", "TRACEBRIDGE_WIRE_WRITE", nullptr, "",
     "The formats of `OTEL_PROPAGATORS` that are written, whatever the phase says."},
    {"wire_precedence", "TRACEBRIDGE_WIRE_PRECEDENCE", nullptr, "",
     "Formats that are believed first when a request names two parents. Unset: W3C's."},
    {"wire_file", "TRACEBRIDGE_WIRE_FILE", nullptr, "",
     "JSON file with `phase`, `read`, `write`, `precedence` and `baggage`, read again whenever it "
     "changes."},
    {"baggage_allow", "TRACEBRIDGE_BAGGAGE_ALLOW", nullptr, "",
     "Baggage that may leave the process: `key` or `destination: key`, with commas between; `none` "
     "for none. Unset: all."},
    {"jaeger_trace_header", "TRACEBRIDGE_JAEGER_TRACE_HEADER", nullptr, "",
     "Name of the header that `jaeger` reads and writes.", 0, 0, Form::kHeaderName},
    {"jaeger_baggage_prefix", "TRACEBRIDGE_JAEGER_BAGGAGE_PREFIX", nullptr, "",
     "What the names of its baggage headers begin with.", 0, 0, Form::kHeaderName},
    {"jaeger_debug_header", "TRACEBRIDGE_JAEGER_DEBUG_HEADER", nullptr, "",
     "Name of the header that asks for a debug trace.", 0, 0, Form::kHeaderName},
    {"jaeger_baggage_header", "TRACEBRIDGE_JAEGER_BAGGAGE_HEADER", nullptr, "",
     "Name of the header with baggage written by hand.", 0, 0, Form::kHeaderName},
    {"run_policy", "TRACEBRIDGE_RUN_POLICY", nullptr, "",
     "`tracebridge run`: what becomes of a tracer that the program registers itself. "
     "[run.md](run.md) compares them."},
    {"run_follow", "TRACEBRIDGE_RUN_FOLLOW", nullptr, "",
     "`tracebridge run`: programs that the program starts are traced too."},
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
