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

std::string Joined(const Names& texts, const char* between) {
  std::string joined;
  for (const std::string& text : texts) joined.append(joined.empty() ? "" : between).append(text);
  return joined;
}

Expected<Places> PlacesOf(const Names& names, const char* member, const Names& formats) {
  Places places;
  for (const std::string& name : names) {
    const auto found = std::find(formats.begin(), formats.end(), name);
    if (found == formats.end()) {
      return Error{ErrorCode::kUnknownValue, "\"" + std::string(member) + "\": \"" + name +
                                                 "\" is not one of this process's formats "
                                                 "(OTEL_PROPAGATORS): " +
                                                 Joined(formats, ", ")};
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

std::string Quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string QuotedList(Names texts) {
  for (std::string& text : texts) text = Quoted(text);
  return "[" + Joined(texts, ",") + "]";
}

Names NamesOf(const Places& places, const Names& formats) {
  Names names;
  for (const std::size_t place : places) names.push_back(formats[place]);
  return names;
}

// Without a nlohmann array or object: destroying one allocates, and without memory that ends the program.
std::string ToJson(const Policy& policy, const CompiledPolicy& compiled, const Names& formats) {
  std::string json = "{\"phase\":" + Quoted(Name(policy.phase)) +
                     ",\"read\":" + QuotedList(NamesOf(compiled.read, formats)) +
                     ",\"write\":" + QuotedList(NamesOf(compiled.write, formats));
  if (policy.baggage) {
    Names rules;
    for (const BaggageRule& rule : *policy.baggage) {
      rules.push_back(rule.destination + ": " + rule.key);
    }
    json += ",\"baggage\":" + QuotedList(rules);
  }
  return json + "}";
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
