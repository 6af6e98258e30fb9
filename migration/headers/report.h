// Every context in a set of headers, side by side: for the person who debugs a broken trace at night.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "migration/headers/header_text.h"
#include "opentelemetry/context/context.h"
#include "tracebridge/wire_propagator.h"

namespace tracebridge::headers {

// What is said of sampling; with ids, or for a trace that begins here.
enum class Decision {
  kNone,  // nothing, as there are no ids either
  kNo,
  kYes,
  kUndecided,  // ids without a decision: the receiver makes it
  kDebug,      // yes, whatever a sampler says
};

// What one format says.
struct FormatRow {
  enum class Verdict {
    kWins,       // its parent is believed
    kAgrees,     // it names the same parent
    kDisagrees,  // it names another parent: a link
    kNoParent,   // baggage, or a decision, alone; or less
    kMalformed,  // it is ignored: `problems` say why
  };

  std::string format;
  Verdict verdict = Verdict::kNoParent;
  std::string trace_id;  // hex; empty without a parent
  std::string span_id;   // hex
  Decision decision = Decision::kNone;
  std::string trace_state;  // as a header
  std::vector<std::pair<std::string, std::string>> baggage;
  std::vector<std::string> problems;  // `traceparent: the trace id has 31 hex digits, not 32`
};

struct Report {
  // By precedence; only formats that are there, and of two that read the same headers the first.
  std::vector<FormatRow> rows;
  std::vector<std::string> unknown;         // names of headers that no format uses
  opentelemetry::context::Context context;  // what a process that reads all formats goes on with
};

// Returns what `formats`, read by `policy`, find in `headers`. Fails when `policy` names a format that is not there.
Expected<Report> Decode(const std::vector<Header>& headers,
                        const std::vector<wire::NamedFormat>& formats, const wire::Policy& policy);

// Returns, for each of `formats`, the headers with which it sends `context`; those that cannot say it have none.
std::vector<std::pair<std::string, std::vector<Header>>> Encode(
    const opentelemetry::context::Context& context, const std::vector<wire::NamedFormat>& formats);

}  // namespace tracebridge::headers
