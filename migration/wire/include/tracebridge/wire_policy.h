// Which header formats a process reads and writes while a fleet leaves the old ones.
//
//   {"phase": "both"}                                         read all formats, write all
//   {"phase": "w3c", "read": ["tracecontext", "baggage"]}     the end: the old format is not even read
//   {"phase": "legacy", "precedence": ["jaeger"],
//    "baggage": ["tenant", "billing: user.*"]}                and what baggage may leave, by destination
//
// A format is called by its name in OTEL_PROPAGATORS. How to go through the phases: docs/leaving-a-format.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracebridge/expected.h"

namespace tracebridge::wire {

// What is written; all formats are read in each phase unless `read` says otherwise.
enum class Phase {
  kLegacy,  // all but W3C: the neighbours do not read it yet
  kBoth,
  kW3c,  // nobody is left who needs the old ones
};

// Which baggage may leave the process: a key for a destination. Both may end in `*`, which stands for anything.
struct BaggageRule {
  std::string destination = "*";  // a peer (tracebridge/peer.h); `*` also matches "not known"
  std::string key;
};

struct Policy {
  Phase phase = Phase::kBoth;
  std::optional<std::vector<std::string>> read;   // in place of all
  std::optional<std::vector<std::string>> write;  // in place of what the phase says
  // Whose word counts when formats disagree, the first most. Those that are not named follow: W3C, then the others
  // in the order in which the propagator has them.
  std::vector<std::string> precedence;
  // Absent: as before. Before anybody has said anything all of it leaves, as the specification has it; `*` says so again.
  std::optional<std::vector<BaggageRule>> baggage;
};

// Returns the policy that the JSON object `json` describes; members that are absent have their defaults above. Fails on
// anything unknown or of the wrong type, and says where.
Expected<Policy> ParsePolicy(std::string_view json);

// Returns the rule `text` stands for: `key`, or `destination: key`.
Expected<BaggageRule> ParseBaggageRule(std::string_view text);

// The word for a phase in JSON and in the environment.
std::string_view Name(Phase phase);
Expected<Phase> ParsePhase(std::string_view word);

}  // namespace tracebridge::wire
