// A finished trace as one line of JSON, for scripts:
//
//   {"traceId": "4bf9...", "whole": true, "roots": 1, "missingParents": 0, "apis": 3,
//    "services": ["auth", "edge"], "durationNano": 12400000, "spans": [
//     {"spanId": "00f0...", "parentSpanId": "", "depth": 0, "name": "GET", "api": "OpenTracing",
//      "scope": "opentracing-shim", "service": "edge", "kind": "server", "startTimeUnixNano":
//      "1700...", "durationNano": 12400000, "status": {"code": "error", "message": "denied"},
//      "attributes": [["http.status", 200]], "events": [...], "links": [...]}]}
#pragma once

#include <string>

#include "migration/tail/trace_store.h"

namespace tracebridge::tail {

// Returns the line, ended by a newline, in plain ASCII. Spans come in the order of the tree.
// Numbers that JSON has no word for and bytes are text; attributes are pairs, since keys can be
// repeated.
std::string TraceJson(const Trace& trace);

}  // namespace tracebridge::tail
