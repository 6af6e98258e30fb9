#include "migration/wire/compiled_policy.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tracebridge::wire {
namespace {

using Names = std::vector<std::string>;
using Places = std::vector<std::size_t>;

bool Has(const Places& places, std::size_t place) {
  return std::find(places.begin(), places.end(), place) != places.end();
}

Expected<Places> PlacesOf(const Names& names, const char* member, const Names& formats) {
  Places places;
  for (const std::string& name : names) {
    const auto found = std::find(formats.begin(), formats.end(), name);
    if (found == formats.end()) {
      std::string known;
      for (const std::string& format : formats) known += (known.empty() ? "" : ", ") + format;
      return Error{ErrorCode::kUnknownValue,
                   "\"" + std::string(member) + "\": \"" + name +
                       "\" is not one of this process's formats (OTEL_PROPAGATORS): " + known};
    }
    const auto place = static_cast<std::size_t>(found - formats.begin());
    if (!Has(places, place)) places.push_back(place);
  }
  return places;
}

bool IsWritten(Phase phase, bool is_w3c) {
  switch (phase) {
    case Phase::kLegacy:
      return !is_w3c;
    case Phase::kBoth:
      return true;
    case Phase::kW3c:
      return is_w3c;
  }
  return true;
}

Names WrittenIn(Phase phase, const Names& formats) {
  Names written;
  for (const std::string& format : formats) {
    if (IsWritten(phase, IsW3c(format))) written.push_back(format);
  }
  return written;
}

std::string ToJson(const Policy& policy, const CompiledPolicy& compiled, const Names& formats) {
  nlohmann::ordered_json json;
  json["phase"] = Name(policy.phase);
  json["read"] = nlohmann::json::array();
  json["write"] = nlohmann::json::array();
  for (const std::size_t place : compiled.read) json["read"].push_back(formats[place]);
  for (const std::size_t place : compiled.write) json["write"].push_back(formats[place]);
  if (policy.baggage) {
    json["baggage"] = nlohmann::json::array();
    for (const BaggageRule& rule : *policy.baggage) {
      json["baggage"].push_back(rule.destination + ": " + rule.key);
    }
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

bool IsW3c(std::string_view format) noexcept {
  return format == kTraceContext || format == "baggage";
}

Expected<CompiledPolicy> Compile(const Policy& policy, const Names& formats) {
  auto ranked = PlacesOf(policy.precedence, "precedence", formats);
  if (!ranked) return ranked.error();
  for (const bool w3c : {true, false}) {
    for (std::size_t place = 0; place < formats.size(); ++place) {
      if (IsW3c(formats[place]) == w3c && !Has(*ranked, place)) ranked->push_back(place);
    }
  }
  const auto read = PlacesOf(policy.read.value_or(formats), "read", formats);
  if (!read) return read.error();
  auto write = PlacesOf(policy.write.value_or(WrittenIn(policy.phase, formats)), "write", formats);
  if (!write) return write.error();

  CompiledPolicy compiled;
  for (const std::size_t place : *ranked) {
    if (!Has(*read, place)) continue;
    compiled.read.push_back(place);
    if (formats[place] == kTraceContext) compiled.reads_w3c_ids = true;
  }
  compiled.write = *std::move(write);
  compiled.baggage = policy.baggage;
  compiled.json = ToJson(policy, compiled, formats);
  return compiled;
}

}  // namespace tracebridge::wire
