// An OTLP collector for a tracer that a legacy client's headers make in this process: by the environment, as its users would.
#pragma once

#include <stdlib.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/otlp_json_spans.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::test {

class Collected {
 public:
  // With `named`, OTEL_* name the collector; else the program's own settings must.
  explicit Collected(bool named = true) {
    setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
    setenv("OTEL_BSP_SCHEDULE_DELAY", "3600000", 1);
    if (named) setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector_.url().c_str(), 1);
  }
  ~Collected() {
    unsetenv("OTEL_EXPORTER_OTLP_PROTOCOL");
    unsetenv("OTEL_BSP_SCHEDULE_DELAY");
    unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  }

  ExportedSpans Spans() {
    ExportedSpans spans;
    for (const auto& request : collector_.requests()) {
      AddSpans(nlohmann::json::parse(request.body), &spans);
    }
    return spans;
  }

  // The value of an attribute of the resource of the first request; "" without one.
  std::string OfResource(const std::string& key) {
    const auto requests = collector_.requests();
    if (requests.empty()) return "";
    const auto body = nlohmann::json::parse(requests[0].body);
    for (const auto& attribute : body["resourceSpans"][0]["resource"]["attributes"]) {
      if (attribute["key"] == key) return attribute["value"]["stringValue"];
    }
    return "";
  }

  otlp::TestCollector& collector() { return collector_; }
  // 127.0.0.1:<port>
  std::string address() const {
    const std::string url = collector_.url();
    const auto begin = url.find("://") + 3;
    return url.substr(begin, url.find('/', begin) - begin);
  }

 private:
  otlp::TestCollector collector_;
};

}  // namespace tracebridge::test
