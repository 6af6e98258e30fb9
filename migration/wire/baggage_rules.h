// Which baggage may leave the process, and for where.
#pragma once

#include <string_view>
#include <vector>

#include "opentelemetry/context/context.h"
#include "tracebridge/wire_policy.h"

namespace tracebridge::wire {

// Whether one of `rules` lets the item `key` go to `destination`.
bool MayLeave(const std::vector<BaggageRule>& rules, std::string_view destination,
              std::string_view key) noexcept;

// Returns `context` without the baggage that may not go to `destination`; itself when all of it may. `*withheld` is
// increased by the number of items that stay.
opentelemetry::context::Context WithoutWithheld(const opentelemetry::context::Context& context,
                                                const std::vector<BaggageRule>& rules,
                                                std::string_view destination,
                                                std::size_t* withheld) noexcept;

}  // namespace tracebridge::wire
