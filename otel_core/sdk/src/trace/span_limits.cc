#include "opentelemetry/sdk/trace/span_limits.h"

#include "opentelemetry/sdk/common/env_variables.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace::span_limits_env {
namespace {

template <class Limit>
void Read(const char* name, Limit* limit) {
  std::uint32_t value = 0;
  if (common::GetUintEnvironmentVariable(name, value)) *limit = value;
}

}  // namespace

SpanLimits GetSpanLimitsFromEnv(const SpanLimits& defaults) {
  SpanLimits limits = defaults;
  Read("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", &limits.attribute_value_length_limit);
  Read("OTEL_ATTRIBUTE_COUNT_LIMIT", &limits.attribute_count_limit);
  // What is said of spans goes before what is said of everything.
  Read("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", &limits.attribute_value_length_limit);
  Read("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", &limits.attribute_count_limit);
  Read("OTEL_SPAN_EVENT_COUNT_LIMIT", &limits.event_count_limit);
  Read("OTEL_SPAN_LINK_COUNT_LIMIT", &limits.link_count_limit);
  Read("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", &limits.event_attribute_count_limit);
  Read("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", &limits.link_attribute_count_limit);
  return limits;
}

}  // namespace sdk::trace::span_limits_env
OPENTELEMETRY_END_NAMESPACE
