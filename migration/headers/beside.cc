#include "migration/headers/beside.h"

#include <algorithm>
#include <cstdint>

#include "migration/tail/text.h"
#include "otel_core/propagators/decimal.h"

namespace tracebridge::headers {
namespace {

// A header whose name is, or begins with, `name` needs one of the others.
struct Needs {
  std::string_view name;
  bool is_prefix;
  std::string_view one_of[2];
};

constexpr Needs kNeeds[] = {
    {"tracestate", false, {"traceparent", ""}},
    {"x-b3-traceid", false, {"x-b3-spanid", ""}},
    {"x-b3-spanid", false, {"x-b3-traceid", ""}},
    {"x-b3-parentspanid", false, {"x-b3-traceid", ""}},
    {"ot-tracer-traceid", false, {"ot-tracer-spanid", ""}},
    {"ot-tracer-", true, {"ot-tracer-traceid", ""}},
    {"ot-baggage-", true, {"ot-tracer-traceid", "x-datadog-trace-id"}},
    {"x-datadog-", true, {"x-datadog-trace-id", ""}},
};

struct Overrules {
  std::string_view name;
  std::string_view prefix;  // of those that do not count where `name` is
};

constexpr Overrules kOverrules[] = {
    {"b3", "x-b3-"},
    {"ot-tracer-traceid", "x-ot-span-context"},
    {"ot-tracer-spanid", "x-ot-span-context"},
};

bool IsAbout(const Needs& row, std::string_view name) {
  return row.is_prefix ? name.substr(0, row.name.size()) == row.name : name == row.name;
}

std::string_view ValueOf(const Carrier& carrier, std::string_view name) {
  const auto value = carrier.Get({name.data(), name.size()});
  return tail::Trim(std::string_view(value.data(), value.size()));
}

bool IsThere(const Carrier& carrier, std::string_view name) {
  return !name.empty() && !ValueOf(carrier, name).empty();
}

// 0 is half of an id of 128 bits, of which `x-datadog-tags` has the other.
bool IsZeroTrace(const Carrier& carrier) {
  std::uint64_t id = 1;
  return propagators::ReadDecimal(ValueOf(carrier, "x-datadog-trace-id"), &id) && id == 0 &&
         ValueOf(carrier, "x-datadog-tags").find("_dd.p.tid=") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> WhatIsMissing(std::string_view name, const Carrier& carrier) {
  for (const Needs& row : kNeeds) {
    const auto is_there = [&](std::string_view other) { return IsThere(carrier, other); };
    if (!IsAbout(row, name) ||
        std::any_of(std::begin(row.one_of), std::end(row.one_of), is_there)) {
      continue;
    }
    std::string why = "it is not used without ";
    why += row.one_of[0];
    if (!row.one_of[1].empty()) why.append(" or ").append(row.one_of[1]);
    return why;
  }
  if (name == "x-datadog-trace-id" && IsZeroTrace(carrier)) return "the id is zero";
  return {};
}

bool IsOverruled(std::string_view name, const Carrier& carrier) {
  return std::any_of(std::begin(kOverrules), std::end(kOverrules), [&](const Overrules& row) {
    return name.substr(0, row.prefix.size()) == row.prefix && IsThere(carrier, row.name);
  });
}

}  // namespace tracebridge::headers
