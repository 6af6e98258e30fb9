#include "shims/bridge/opencensus_limits.h"

#include <algorithm>
#include <cstdint>

#include "shims/opencensus/default_provider.h"

namespace tracebridge::bridge {
namespace {

using opencensus_shim::Limits;

struct LimitRow {
  std::uint32_t SdkOptions::*limit;
  std::uint32_t (*legacy)(const Limits&);
  const char* setting;
  const char* general_setting;  // null: there is none
};

const LimitRow kLimits[] = {
    {&SdkOptions::attribute_count_limit, [](const Limits& limits) { return limits.attributes; },
     "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT"},
    {&SdkOptions::event_count_limit,
     [](const Limits& limits) { return limits.annotations + limits.message_events; },
     "OTEL_SPAN_EVENT_COUNT_LIMIT", nullptr},
    {&SdkOptions::link_count_limit, [](const Limits& limits) { return limits.links; },
     "OTEL_SPAN_LINK_COUNT_LIMIT", nullptr},
};

void Raise(const LimitRow& row, SdkOptions* options) noexcept {
  std::uint32_t& limit = options->*row.limit;
  limit = std::max(limit, row.legacy(opencensus_shim::CurrentLimits()));
}

}  // namespace

void RaiseLimits(SdkOptions* options) noexcept {
  for (const LimitRow& row : kLimits) Raise(row, options);
}

void RaiseUnsetLimits(EnvironmentReading* read) {
  for (const LimitRow& row : kLimits) {
    if (read->WasSet(row.setting)) continue;
    if (row.general_setting != nullptr && read->WasSet(row.general_setting)) continue;
    Raise(row, &read->options);
  }
}

}  // namespace tracebridge::bridge
