#include "migration/wire/known_policies.h"

#include <memory>
#include <utility>

namespace tracebridge::wire {

KnownPolicies::~KnownPolicies() {
  Entry* entry = newest_.load(std::memory_order_relaxed);
  while (entry != nullptr) delete std::exchange(entry, entry->older);
}

const CompiledPolicy* KnownPolicies::Keep(CompiledPolicy policy) {
  Entry* newest = newest_.load(std::memory_order_acquire);
  for (const Entry* entry = newest; entry != nullptr; entry = entry->older) {
    if (entry->policy.json == policy.json) return &entry->policy;
  }
  auto added = std::make_unique<Entry>(Entry{std::move(policy), newest});
  while (!newest_.compare_exchange_weak(added->older, added.get(), std::memory_order_acq_rel)) {
  }
  return &added.release()->policy;
}

}  // namespace tracebridge::wire
