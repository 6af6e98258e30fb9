#include "migration/tail/decoded.h"

#include <utility>

namespace tracebridge::tail {

void Accept(Span span, bool parent_is_well_formed, DecodedTraces& traces) {
  const char* wrong = nullptr;
  if (IsZero(span.trace_id)) {
    wrong = "its trace id must be 16 bytes (in JSON: 32 hex digits), not all zero";
  } else if (IsZero(span.span_id)) {
    wrong = "its span id must be 8 bytes (in JSON: 16 hex digits), not all zero";
  } else if (!parent_is_well_formed) {
    wrong = "its parent span id must be 8 bytes (in JSON: 16 hex digits), or absent";
  }
  if (wrong == nullptr) {
    traces.spans.push_back(std::move(span));
    return;
  }
  ++traces.rejected_spans;
  traces.rejection = "span \"" + span.name + "\": " + wrong;
}

}  // namespace tracebridge::tail
