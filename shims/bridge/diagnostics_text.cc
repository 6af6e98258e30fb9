#include "shims/bridge/diagnostics_text.h"

#include "tracebridge/diagnostics.h"

namespace tracebridge::bridge {

// The names are ours, so nothing needs escaping.
std::string DiagnosticsJson() {
  std::string json = "{";
  for (const DiagnosticRow& row : kDiagnostics) {
    const std::uint64_t count = Counted(row.id);
    if (count == 0) continue;
    if (json.size() > 1) json += ", ";
    json += '"' + std::string(row.name) + "\": " + std::to_string(count);
  }
  return json + "}";
}

}  // namespace tracebridge::bridge
