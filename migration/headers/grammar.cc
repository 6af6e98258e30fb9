#include "migration/headers/grammar.h"

#include "migration/headers/binary_grammar.h"
#include "migration/headers/field_grammar.h"
#include "migration/headers/list_grammar.h"
#include "migration/tail/text.h"
#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/percent.h"
#include "otel_core/propagators/plain_value.h"

namespace tracebridge::headers {
namespace {

struct Row {
  std::string_view header;
  std::optional<std::string> (*why_malformed)(std::string_view value);
};

// The headers that propagators read; of those that are not here they take every value.
constexpr Row kRows[] = {
    {"traceparent", WhyNoTraceparent},
    {"tracestate", WhyNoTraceState},
    {"baggage", WhyNoBaggage},
    {"b3", WhyNoB3},
    {"x-b3-traceid", WhyNoTraceId},
    {"x-b3-spanid", WhyNoSpanId},
    {"x-b3-sampled", WhyNoB3Sampled},
    {"uber-trace-id", WhyNoUberTraceId},
    {"jaeger-baggage", WhyNoJaegerBaggage},
    {"ot-tracer-traceid", WhyNoTraceId},
    {"ot-tracer-spanid", WhyNoSpanId},
    {"ot-tracer-sampled", WhyNoBool},
    {"x-ot-span-context", WhyNoLightStepContext},
    {"grpc-trace-bin", WhyNoGrpcTrace},
    {"grpc-tags-bin", WhyNoGrpcTags},
    {"x-cloud-trace-context", WhyNoCloudTrace},
    {"x-amzn-trace-id", WhyNoXRay},
    {"x-datadog-trace-id", WhyNoDecimal},
    {"x-datadog-parent-id", WhyNoDecimal},
    {"x-datadog-sampling-priority", WhyNoPriority},
    {"x-datadog-origin", WhyNoDatadogOrigin},
    {"x-datadog-tags", WhyNoDatadogTags},
};

// Formats with a header for each item, and what its value stands for.
struct ItemHeader {
  std::string_view prefix;
  propagators::ValueCodec decode;
};
constexpr ItemHeader kItemHeaders[] = {
    {"uberctx-",
     [](std::string_view text, std::string* value) {
       if (!propagators::AppendPercentDecoded(text, value)) *value = text;
     }},
    {"ot-baggage-", propagators::AppendFromPlain},
};

const ItemHeader* ItemHeaderOf(std::string_view name) {
  for (const ItemHeader& row : kItemHeaders) {
    if (name.substr(0, row.prefix.size()) == row.prefix) return &row;
  }
  return nullptr;
}

// No identifier holds a comma, so where there is one a carrier has joined two headers.
bool IsList(std::string_view name) {
  return name == "tracestate" || name == "baggage" || name == "jaeger-baggage" ||
         name == "x-datadog-tags";
}

}  // namespace

std::optional<std::string> WhyMalformed(std::string_view name, std::string_view value) {
  value = tail::Trim(value);
  if (value.empty()) return "it is empty";
  for (const Row& row : kRows) {
    if (row.header != name) continue;
    auto why = row.why_malformed(value);
    const bool is_joined = !IsList(name) && value.find(',') != std::string_view::npos;
    return why && is_joined ? "it is there more than once" : why;
  }
  if (const ItemHeader* row = ItemHeaderOf(name)) {
    std::string decoded;
    row->decode(value, &decoded);
    return WhyNoItem(name.substr(row->prefix.size()), value, decoded);
  }
  return {};
}

std::optional<std::string_view> ItemKey(std::string_view name) {
  const ItemHeader* row = ItemHeaderOf(name);
  if (row == nullptr) return {};
  return name.substr(row->prefix.size());
}

}  // namespace tracebridge::headers
