// A rule that computes a configuration for each instrumentation scope: the first condition that
// holds decides.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::instrumentationscope {

template <typename T>
class ScopeConfigurator {
 public:
  class Builder {
   public:
    // `default_config` applies to scopes that no condition matches.
    explicit Builder(T default_config) noexcept : default_config_(std::move(default_config)) {}

    Builder& AddCondition(std::function<bool(const InstrumentationScope&)> matches, T config) {
      conditions_.emplace_back(std::move(matches), std::move(config));
      return *this;
    }

    Builder& AddConditionNameEquals(nostd::string_view name, T config) {
      return AddCondition(
          [name = std::string(name)](const InstrumentationScope& scope) {
            return scope.GetName() == name;
          },
          std::move(config));
    }

    ScopeConfigurator<T> Build() const {
      return ScopeConfigurator<T>([conditions = conditions_,
                                   fallback = default_config_](const InstrumentationScope& scope) {
        for (const auto& [matches, config] : conditions) {
          if (matches(scope)) return config;
        }
        return fallback;
      });
    }

   private:
    std::vector<std::pair<std::function<bool(const InstrumentationScope&)>, T>> conditions_;
    T default_config_;
  };

  T ComputeConfig(const InstrumentationScope& scope) const { return configure_(scope); }

 private:
  explicit ScopeConfigurator(std::function<T(const InstrumentationScope&)> configure)
      : configure_(std::move(configure)) {}

  std::function<T(const InstrumentationScope&)> configure_;
};

}  // namespace sdk::instrumentationscope
OPENTELEMETRY_END_NAMESPACE
