#include "otel_core/sdk/src/trace/unended_spans.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

// Written under the lock before the count says so; read without it. Constant-initialised, never destroyed.
constexpr std::size_t kMost = 8;
std::array<nostd::string_view, kMost> scopes;
std::atomic<std::size_t> scope_count{0};
std::mutex scopes_mutex;

bool IsListed(nostd::string_view name) noexcept {
  const std::size_t count = scope_count.load(std::memory_order_acquire);
  for (std::size_t i = 0; i < count; ++i) {
    if (scopes[i] == name) return true;
  }
  return false;
}

}  // namespace

bool DiscardUnendedSpansOf(nostd::string_view scope_name) noexcept {
  const std::lock_guard<std::mutex> lock(scopes_mutex);
  if (IsListed(scope_name)) return true;
  const std::size_t count = scope_count.load(std::memory_order_relaxed);
  if (count == kMost) return false;
  scopes[count] = scope_name;
  scope_count.store(count + 1, std::memory_order_release);
  return true;
}

bool IsDiscardedUnended(const instrumentationscope::InstrumentationScope* scope) noexcept {
  return scope != nullptr && IsListed(scope->GetName());
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
