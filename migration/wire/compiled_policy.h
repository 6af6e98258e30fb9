// A policy over the formats of one process: names have become places in its list of formats.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracebridge/expected.h"
#include "tracebridge/wire_policy.h"

namespace tracebridge::wire {

// The one of them that carries ids.
constexpr std::string_view kTraceContext = "tracecontext";

// Whether `format` is one of the two that stay.
bool IsW3c(std::string_view format) noexcept;

struct CompiledPolicy {
  std::vector<std::size_t> read;  // by precedence, the first most
  std::vector<std::size_t> write;
  bool reads_w3c_ids = false;
  std::optional<std::vector<BaggageRule>> baggage;
  std::string json;  // what it comes to, for people
};

// Fails when `policy` names a format that is not among `formats`.
Expected<CompiledPolicy> Compile(const Policy& policy, const std::vector<std::string>& formats);

}  // namespace tracebridge::wire
