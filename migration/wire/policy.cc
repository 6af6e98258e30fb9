#include <algorithm>
#include <nlohmann/json.hpp>

#include "tracebridge/wire_policy.h"

namespace tracebridge::wire {
namespace {

struct PhaseName {
  Phase phase;
  std::string_view name;
};
constexpr PhaseName kPhases[] = {
    {Phase::kLegacy, "legacy"}, {Phase::kBoth, "both"}, {Phase::kW3c, "w3c"}};

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

Error Wrong(std::string_view member, const std::string& what) {
  return Error{ErrorCode::kUnknownValue, "\"" + std::string(member) + "\" " + what};
}

Expected<std::vector<std::string>> Words(std::string_view member, const nlohmann::json& value) {
  std::vector<std::string> words;
  if (!value.is_array()) return Wrong(member, "must be a list of names");
  for (const auto& word : value) {
    if (!word.is_string()) return Wrong(member, "must be a list of names");
    words.push_back(word.get<std::string>());
  }
  return words;
}

Expected<std::vector<BaggageRule>> Rules(std::string_view member, const nlohmann::json& value) {
  const auto words = Words(member, value);
  if (!words) return words.error();
  std::vector<BaggageRule> rules;
  for (const std::string& word : *words) {
    auto rule = ParseBaggageRule(word);
    if (!rule) return rule.error().WithPrefix("\"baggage\": ");
    rules.push_back(*std::move(rule));
  }
  return rules;
}

// Moves what `from` has into `to`, or returns the error.
template <typename T, typename To>
std::optional<Error> Take(Expected<T> from, To* to) {
  if (!from) return from.error();
  *to = *std::move(from);
  return {};
}

std::optional<Error> TakeMember(const std::string& name, const nlohmann::json& value,
                                Policy* policy) {
  if (name == "phase") {
    if (!value.is_string()) return Wrong(name, "must be a word");
    return Take(ParsePhase(value.get<std::string>()), &policy->phase);
  }
  if (name == "read") return Take(Words(name, value), &policy->read);
  if (name == "write") return Take(Words(name, value), &policy->write);
  if (name == "precedence") return Take(Words(name, value), &policy->precedence);
  if (name == "baggage") return Take(Rules(name, value), &policy->baggage);
  return Wrong(name, "is not a member; they are phase, read, write, precedence, baggage");
}

}  // namespace

std::string_view Name(Phase phase) {
  for (const PhaseName& row : kPhases) {
    if (row.phase == phase) return row.name;
  }
  return {};
}

Expected<Phase> ParsePhase(std::string_view word) {
  for (const PhaseName& row : kPhases) {
    if (row.name == word) return row.phase;
  }
  return Error{ErrorCode::kUnknownValue,
               "\"" + std::string(word) + "\" is no phase; they are legacy, both, w3c"};
}

Expected<BaggageRule> ParseBaggageRule(std::string_view text) {
  BaggageRule rule;
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    rule.destination = std::string(Trim(text.substr(0, colon)));
    text.remove_prefix(colon + 1);
  }
  rule.key = std::string(Trim(text));
  if (rule.key.empty() || rule.destination.empty()) {
    return Error{ErrorCode::kMalformedList, "a rule is \"key\" or \"destination: key\""};
  }
  return rule;
}

Expected<Policy> ParsePolicy(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false,
                                          /*ignore_comments=*/true);
  if (json.is_discarded()) return Error{ErrorCode::kMalformedList, "not JSON"};
  if (!json.is_object()) return Error{ErrorCode::kMalformedList, "not a JSON object"};
  Policy policy;
  for (const auto& [name, value] : json.items()) {
    if (auto error = TakeMember(name, value, &policy)) return *std::move(error);
  }
  return policy;
}

}  // namespace tracebridge::wire
