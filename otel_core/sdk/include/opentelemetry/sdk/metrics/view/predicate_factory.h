// Makes predicates of text.
#pragma once

#include <cstdint>
#include <memory>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/metrics/view/predicate.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

enum class PredicateType : std::uint8_t { kPattern, kExact };

class PredicateFactory {
 public:
  // The pattern "*" and the exact text "" match everything.
  static std::unique_ptr<Predicate> GetPredicate(nostd::string_view pattern, PredicateType type);
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
