#include "migration/wire/baggage_rules.h"

#include <algorithm>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"

namespace tracebridge::wire {
namespace {

using opentelemetry::baggage::Baggage;
using opentelemetry::context::Context;
namespace nostd = opentelemetry::nostd;

// `*` at the end stands for anything.
bool Matches(std::string_view pattern, std::string_view text) noexcept {
  if (pattern.empty() || pattern.back() != '*') return pattern == text;
  pattern.remove_suffix(1);
  return text.substr(0, pattern.size()) == pattern;
}

}  // namespace

bool MayLeave(const std::vector<BaggageRule>& rules, std::string_view destination,
              std::string_view key) noexcept {
  return std::any_of(rules.begin(), rules.end(), [&](const BaggageRule& rule) {
    return Matches(rule.destination, destination) && Matches(rule.key, key);
  });
}

Context WithoutWithheld(const Context& context, const std::vector<BaggageRule>& rules,
                        std::string_view destination, std::size_t* withheld) noexcept {
  const nostd::shared_ptr<Baggage> all = opentelemetry::baggage::GetBaggage(context);
  std::size_t staying = 0;
  all->GetAllEntries([&](nostd::string_view key, nostd::string_view) {
    if (!MayLeave(rules, destination, key)) ++staying;
    return true;
  });
  if (staying == 0) return context;  // and nothing was copied
  *withheld += staying;
  Context changed = context;
  return opentelemetry::baggage::SetBaggage(changed, all->Filtered([&](nostd::string_view key) {
    return MayLeave(rules, destination, key);
  }));
}

}  // namespace tracebridge::wire
