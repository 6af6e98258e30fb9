#include "opentelemetry/sdk/metrics/view/predicate.h"

#include <regex>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/metrics/view/predicate_factory.h"
#include "otel_core/sdk/src/metrics/view/wildcard.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

// No name of an instrument has one of these, so what has is not only a name with wildcards.
bool IsRegularExpression(nostd::string_view pattern) {
  return pattern.find_first_of("[](){}|^$+\\") != nostd::string_view::npos ||
         pattern.find(".*") != nostd::string_view::npos;
}

}  // namespace

struct PatternPredicate::RegularExpression {
  std::regex regex;
};

PatternPredicate::PatternPredicate(nostd::string_view pattern) : wildcard_(pattern) {
  if (!IsRegularExpression(pattern)) return;
  expression_ = std::make_unique<RegularExpression>();
  try {
    expression_->regex.assign(wildcard_);
  } catch (const std::regex_error& error) {
    OTEL_INTERNAL_LOG_ERROR("a view's pattern \"" << wildcard_
                                                  << "\" matches no instrument: " << error.what());
    expression_->regex.assign("$.");
  }
}

PatternPredicate::~PatternPredicate() = default;

bool PatternPredicate::Match(nostd::string_view string) const noexcept {
  if (expression_ == nullptr) return tracebridge::sdk::MatchesWildcard(wildcard_, string);
  try {
    return std::regex_match(string.begin(), string.end(), expression_->regex);
  } catch (...) {  // too complex, or no memory
    return false;
  }
}

std::unique_ptr<Predicate> PredicateFactory::GetPredicate(nostd::string_view pattern,
                                                          PredicateType type) {
  switch (type) {
    case PredicateType::kPattern:
      if (pattern == "*") return std::make_unique<MatchEverythingPattern>();
      return std::make_unique<PatternPredicate>(pattern);
    case PredicateType::kExact:
      if (pattern.empty()) return std::make_unique<MatchEverythingPattern>();
      return std::make_unique<ExactPredicate>(pattern);
  }
  return std::make_unique<MatchNothingPattern>();
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
