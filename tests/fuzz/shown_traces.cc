#include "tests/fuzz/shown_traces.h"

#include <cstdlib>
#include <string>
#include <utility>

#include "migration/tail/html_trace.h"
#include "migration/tail/text.h"
#include "migration/tail/trace_json.h"
#include "migration/tail/trace_store.h"
#include "migration/tail/tree_printer.h"

namespace tracebridge::tail {
namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

bool OnlyShows(std::string_view text) {
  while (!text.empty()) {
    const char32_t code_point = TakeCodePoint(text);
    if (IsUnsafe(code_point) && code_point != '\n') return false;
  }
  return true;
}

bool IsAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > 0x7e) return false;
  }
  return true;
}

}  // namespace

void RequireShowable(DecodeResult result) {
  auto* traces = std::get_if<DecodedTraces>(&result);
  if (traces == nullptr) return;
  for (const Span& span : traces->spans) {
    Require(!IsZero(span.trace_id) && !IsZero(span.span_id));
    Require(span.resource != nullptr && span.scope != nullptr);
  }

  const size_t sent = traces->spans.size();
  StoreOptions options;
  options.max_spans = 100;
  TraceStore store(options);
  store.Add(std::move(traces->spans), TraceStore::Time());
  const StoreCounts& counts = store.counts();
  Require(counts.spans + counts.duplicate_spans + counts.dropped_spans == sent);
  for (const Trace* trace : store.TakeUnfinished()) {
    Require(OnlyShows(PrintTree(*trace, {})));
    const std::string json = TraceJson(*trace);
    Require(IsAscii(json) && OnlyShows(json));
    Require(HtmlTrace(*trace, 100).find("<script") == std::string::npos);
  }
}

}  // namespace tracebridge::tail
