// A carrier over environment variables, for a context that crosses into a child process.
//
//   traceparent -> TRACEPARENT        x-b3-traceid -> X_B3_TRACEID        1st -> _1ST
//
// Source: OpenTelemetry specification 1.60.0, context/env-carriers.md.
#pragma once

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {
namespace propagation {

// Reads this process's environment, each variable once; writes to a map that the caller puts into
// its child's environment. For one thread at a time. Values are visible to whoever may see the
// process's environment.
class EnvironmentCarrier : public TextMapCarrier {
 public:
  // For Extract.
  EnvironmentCarrier() noexcept = default;

  // For Inject. Set does nothing without a map.
  explicit EnvironmentCarrier(std::shared_ptr<std::map<std::string, std::string>> env_map) noexcept
      : env_map_(std::move(env_map)) {}

  // The result is valid while the carrier lives.
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    try {
      const auto entry = cache_.try_emplace(VariableName(key));
      if (entry.second) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nor is any reader of the environment
        const char* value = std::getenv(entry.first->first.c_str());
        if (value != nullptr) entry.first->second = value;
      }
      return entry.first->second;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return "";
    }
  }

  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    if (env_map_ == nullptr) return;
    try {
      (*env_map_)[VariableName(key)] = std::string(value);
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    }
  }

 private:
  static std::string VariableName(nostd::string_view key) {
    const bool starts_badly = key.empty() || (key[0] >= '0' && key[0] <= '9');
    std::string name = starts_badly ? "_" : "";
    for (const char c : key) {
      if (c >= 'a' && c <= 'z') {
        name += static_cast<char>(c - 'a' + 'A');
      } else {
        name += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
      }
    }
    return name;
  }

  std::shared_ptr<std::map<std::string, std::string>> env_map_;
  mutable std::map<std::string, std::string> cache_;
};

}  // namespace propagation
}  // namespace context
OPENTELEMETRY_END_NAMESPACE
