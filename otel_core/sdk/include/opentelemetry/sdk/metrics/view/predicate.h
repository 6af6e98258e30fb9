// A condition on a text: how selectors tell instruments and meters.
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class Predicate {
 public:
  Predicate() = default;
  Predicate(const Predicate&) = delete;
  Predicate(Predicate&&) = delete;
  Predicate& operator=(const Predicate&) = delete;
  Predicate& operator=(Predicate&&) = delete;
  virtual ~Predicate() = default;

  virtual bool Match(nostd::string_view string) const noexcept = 0;
};

// The specification's pattern, in which `*` is any text and `?` any character; or, if it has what only a regular
// expression has (`.*`, brackets, `|`, `+`, `^`, `$`, a backslash), opentelemetry-cpp's, an ECMAScript one. A regular
// expression that is none matches nothing, and is reported.
class PatternPredicate : public Predicate {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  PatternPredicate(nostd::string_view pattern);
  ~PatternPredicate() override;

  bool Match(nostd::string_view string) const noexcept override;

 private:
  struct RegularExpression;

  std::string wildcard_;
  std::unique_ptr<RegularExpression> expression_;
};

class ExactPredicate : public Predicate {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  ExactPredicate(nostd::string_view pattern) : pattern_(pattern) {}

  bool Match(nostd::string_view string) const noexcept override { return pattern_ == string; }

 private:
  std::string pattern_;
};

class MatchEverythingPattern : public Predicate {
 public:
  bool Match(nostd::string_view /*string*/) const noexcept override { return true; }
};

class MatchNothingPattern : public Predicate {
 public:
  bool Match(nostd::string_view /*string*/) const noexcept override { return false; }
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
