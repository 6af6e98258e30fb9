// The bridge as a program sets it up, and the spans that it exported, read back from its OTLP JSON Lines file.
//
//   BridgedSpans bridge(Settings{{"OTEL_TRACES_SAMPLER", "always_on"}});
//   ...
//   bridge.Exported()   ->  {"GET /list": {scope: "opentracing-shim", ...}}
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "tests/support/otlp_json_spans.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tracebridge/bridge.h"

namespace tracebridge::test {

using Settings = std::map<std::string, std::string>;

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
