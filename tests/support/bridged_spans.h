// The bridge as a program sets it up, and the spans that it exported, read back from its OTLP JSON Lines file.
//
//   BridgedSpans bridge(Settings{{"OTEL_TRACES_SAMPLER", "always_on"}});
//   ...
//   bridge.Exported()   ->  {"GET /list": {scope: "opentracing-shim", ...}}
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>

#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tracebridge/bridge.h"

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

using Settings = std::map<std::string, std::string>;
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

class BridgedSpans {
 public:
  explicit BridgedSpans(Settings settings = {})
      : bridge_(Bridge::FromOptions(WithFile(std::move(settings), folder_ / kFile))) {}

  Bridge& bridge() { return bridge_; }

  // Returns the spans that were exported so far, by name. Of two with a name the later one.
  ExportedSpans Exported() {
    EXPECT_TRUE(bridge_.ForceFlush(std::chrono::minutes(1)));
    return ReadLines(folder_.Read(kFile));
  }

 private:
  static constexpr const char* kFile = "spans.jsonl";

  static BridgeOptions WithFile(Settings settings, const std::string& path) {
    BridgeOptions options;
    options.settings = std::move(settings);
    options.settings.emplace("OTEL_TRACES_EXPORTER", "otlp_file");
    options.settings.emplace("TRACEBRIDGE_OTLP_FILE", path);
    return options;
  }

  otlp::ScratchFolder folder_;
  Bridge bridge_;
};

}  // namespace tracebridge::test
