#include "migration/tail/trace_json.h"

#include <nlohmann/json.hpp>

#include "migration/tail/origin.h"
#include "migration/tail/trace_tree.h"
#include "migration/tail/value_json.h"
#include "migration/tail/value_text.h"

namespace tracebridge::tail {
namespace {
using Json = nlohmann::ordered_json;

const char* NameOfCode(StatusCode code) {
  switch (code) {
    case StatusCode::kUnset:
      return "unset";
    case StatusCode::kOk:
      return "ok";
    case StatusCode::kError:
      return "error";
  }
  return "";
}

Json ToJson(const TreeRow& row) {
  const Span& span = *row.span;
  Json events = Json::array();
  for (const Event& event : span.events) {
    events.push_back({{"name", event.name},
                      {"timeUnixNano", std::to_string(event.time)},
                      {"attributes", ToJson(event.attributes)}});
  }
  Json links = Json::array();
  for (const Link& link : span.links) {
    links.push_back({{"traceId", ToHex(link.trace_id)},
                     {"spanId", ToHex(link.span_id)},
                     {"attributes", ToJson(link.attributes)}});
  }
  return {{"spanId", ToHex(span.span_id)},
          {"parentSpanId", IsZero(span.parent_span_id) ? "" : ToHex(span.parent_span_id)},
          {"depth", row.depth},
          {"name", span.name},
          {"api", NameOf(OriginOf(span.scope->name))},
          {"scope", span.scope->name},
          {"service", ServiceName(span)},
          {"kind", NameOf(span.kind)},
          {"startTimeUnixNano", std::to_string(span.start)},
          {"durationNano", Elapsed(span.start, span.end)},
          {"status", {{"code", NameOfCode(span.status)}, {"message", span.status_message}}},
          {"attributes", ToJson(span.attributes)},
          {"events", std::move(events)},
          {"links", std::move(links)}};
}

}  // namespace

std::string TraceJson(const Trace& trace) {
  const std::vector<TreeRow> tree = BuildTree(trace.spans);
  const TraceSummary summary = Summarize(tree);
  Json spans = Json::array();
  for (const TreeRow& row : tree) {
    if (row.span != nullptr) spans.push_back(ToJson(row));
  }
  const Json json = {{"traceId", ToHex(trace.trace_id)},
                     {"whole", summary.IsWhole()},
                     {"roots", summary.roots},
                     {"missingParents", summary.missing_parents},
                     {"apis", summary.Origins()},
                     {"services", summary.services},
                     {"durationNano", Elapsed(summary.start, summary.end)},
                     {"spans", std::move(spans)}};
  return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace tracebridge::tail
