// Contexts that were received and not believed, until the span that they should have been the parent of starts: they
// become its links.
//
// A span context has no room for them, so they wait here, under the ids of the parent that was believed. Bounded: 256
// requests at a time; what finds no place is lost, and Remember says so. Nothing blocks: a place that another thread holds
// is tried a few times more, and then what waits there is lost and counted (tracebridge.header.field_dropped).
#pragma once

#include <array>
#include <atomic>
#include <cstddef>

#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/trace/span_context.h"

namespace tracebridge::wire {

struct OtherParent {
  opentelemetry::trace::SpanContext context = opentelemetry::trace::SpanContext::GetInvalid();
  std::array<char, 24> format{};  // its name, cut to 23 characters
};

constexpr std::size_t kMaxOtherParents = 3;  // of one request

using OtherParents =
    std::array<OtherParent, kMaxOtherParents>;  // the first that is not valid ends it

// Keeps `others` for the first span that starts under `parent`. Returns how many were lost: these, without a place, or
// those of an older request whose span never started.
std::size_t Remember(const opentelemetry::trace::SpanContext& parent, OtherParents others) noexcept;

// Holds the place of `parent`, unless another thread does: so do both functions while they move what waits there.
class HeldPlace {
 public:
  explicit HeldPlace(const opentelemetry::trace::SpanContext& parent) noexcept;
  HeldPlace(const HeldPlace&) = delete;
  HeldPlace& operator=(const HeldPlace&) = delete;
  ~HeldPlace();
  explicit operator bool() const noexcept { return has_; }

 private:
  std::atomic<bool>& is_held_;
  const bool has_;
};

// Calls `link` with each context that waits for a span under `parent`, which then waits no longer.
void TakeOthers(const opentelemetry::trace::SpanContext& parent,
                opentelemetry::nostd::function_ref<void(const OtherParent&)> link) noexcept;

}  // namespace tracebridge::wire
