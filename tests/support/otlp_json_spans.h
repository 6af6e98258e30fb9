// The spans of OTLP requests as JSON, by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace tracebridge::test {

struct ExportedSpan {
  std::string scope;
  std::string trace_id;
  std::string span_id;
  std::string parent_span_id;  // "" for a root
  std::uint32_t flags = 0;
  nlohmann::json attributes;  // as OTLP has them
  std::size_t events = 0;
};

using ExportedSpans = std::map<std::string, ExportedSpan>;  // by name

// Adds the spans of `request`, an OTLP export request as JSON.
inline void AddSpans(const nlohmann::json& request, ExportedSpans* spans) {
  for (const auto& resource : request.at("resourceSpans")) {
    for (const auto& scope : resource.at("scopeSpans")) {
      for (const auto& span : scope.at("spans")) {
        (*spans)[span.at("name")] = {scope.at("scope").value("name", ""),
                                     span.at("traceId"),
                                     span.at("spanId"),
                                     span.value("parentSpanId", ""),
                                     span.value("flags", 0u),
                                     span.value("attributes", nlohmann::json::array()),
                                     span.value("events", nlohmann::json::array()).size()};
      }
    }
  }
}

// Returns the spans of a JSON Lines file's text.
inline ExportedSpans ReadLines(const std::string& text) {
  ExportedSpans spans;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) AddSpans(nlohmann::json::parse(line), &spans);
  return spans;
}

}  // namespace tracebridge::test
