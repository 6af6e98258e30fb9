// A program under `tracebridge run`, and a collector that its spans arrive at.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/child_program.h"
#include "tests/support/otlp_json_spans.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::test {

using Arguments = std::vector<std::string>;

inline Arguments operator+(Arguments a, const Arguments& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

class Preloaded : public ::testing::Test {
 protected:
  // Runs `tracebridge run OPTIONS -- PROGRAM`. Spans go to the collector when the program ends.
  ChildProgram Run(const Arguments& options, const Arguments& program,
                   const std::string& input = {}) {
    const Arguments all = Arguments{"run"} + options + Arguments{"--"} + program;
    return ChildProgram::Run(TRACEBRIDGE_COMMAND, all, settings, input);
  }
  ChildProgram RunUnaware(const Arguments& arguments, const Arguments& options = {}) {
    return Run(Arguments{"--quiet"} + options, Arguments{TRACEBRIDGE_UNAWARE_PROGRAM} + arguments);
  }

  ExportedSpans Arrived() {
    ExportedSpans spans;
    for (const auto& request : collector.requests()) {
      AddSpans(nlohmann::json::parse(request.body), &spans);
    }
    return spans;
  }
  std::vector<std::string> Names() {
    std::vector<std::string> names;
    for (const auto& [name, span] : Arrived()) names.push_back(name);
    return names;
  }

  otlp::TestCollector collector;
  std::map<std::string, std::string> settings = {
      {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url()},
      {"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"},
      {"OTEL_BSP_SCHEDULE_DELAY", "3600000"},
  };
};

}  // namespace tracebridge::test
