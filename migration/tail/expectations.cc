#include "migration/tail/expectations.h"

#include "migration/tail/trace_tree.h"

namespace tracebridge::tail {
namespace {

class Judge {
 public:
  void Equal(const std::string& what, size_t found, size_t expected) {
    if (found != expected) Add(what, found, std::to_string(expected));
  }
  void AtLeast(const std::string& what, size_t found, std::optional<size_t> expected) {
    if (expected && found < *expected) Add(what, found, std::to_string(*expected) + " or more");
  }
  void Add(const std::string& what, size_t found, const std::string& expected) {
    unmet_.push_back(what + ": expected " + expected + ", found " + std::to_string(found));
  }

  const std::vector<std::string>& unmet() const { return unmet_; }

 private:
  std::vector<std::string> unmet_;
};

}  // namespace

std::vector<std::string> Unmet(const Expectations& expectations,
                               const std::vector<const Trace*>& traces, const StoreCounts& counts) {
  Judge judge;
  const bool whole = expectations.one_trace || expectations.traces;
  if (expectations.one_trace) judge.Equal("traces", counts.traces, 1);
  if (expectations.traces) judge.Equal("traces", counts.traces, *expectations.traces);
  const bool each = whole || expectations.spans || expectations.apis || expectations.services;
  if (each) judge.Equal("traces evicted to save memory", counts.evicted_traces, 0);
  if (each && !whole && counts.traces == 0) judge.Add("traces", 0, "1 or more");

  for (const Trace* trace : traces) {
    const TraceSummary summary = Summarize(BuildTree(trace->spans));
    const std::string in = " in trace " + ToHex(trace->trace_id);
    if (whole) {
      judge.Equal("roots" + in, summary.roots, 1);
      judge.Equal("parents that were not received" + in, summary.missing_parents, 0);
      judge.Equal("rings of parents" + in, summary.cycles, 0);
    }
    judge.AtLeast("spans" + in, trace->spans.size(), expectations.spans);
    judge.AtLeast("APIs" + in, summary.Origins(), expectations.apis);
    judge.AtLeast("services" + in, summary.services.size(), expectations.services);
  }
  return judge.unmet();
}

}  // namespace tracebridge::tail
