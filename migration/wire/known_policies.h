// Every policy that a process has had. A request may still read an old one, so all are kept until the propagator goes;
// one that comes back, as when somebody goes a phase forth and back, is the same object again.
//
// Why: docs/RATIONALE.md, "Why is a policy never freed while it may be used?".
#pragma once

#include <atomic>

#include "migration/wire/compiled_policy.h"

namespace tracebridge::wire {

class KnownPolicies {
 public:
  KnownPolicies() = default;
  KnownPolicies(const KnownPolicies&) = delete;
  KnownPolicies& operator=(const KnownPolicies&) = delete;
  ~KnownPolicies();

  // Returns the policy that says what `policy` says, which lives as long as this object. Takes no lock; two threads that
  // bring the same new one at once may each get their own.
  const CompiledPolicy* Keep(CompiledPolicy policy);

 private:
  struct Entry {
    CompiledPolicy policy;
    Entry* older;
  };

  std::atomic<Entry*> newest_{nullptr};
};

}  // namespace tracebridge::wire
