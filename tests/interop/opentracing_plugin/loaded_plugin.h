// The plugin, as a program that knows OpenTracing alone loads it.
#pragma once

#include <gtest/gtest.h>
#include <opentracing/dynamic_load.h>
#include <opentracing/ext/tags.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/opentracing_carriers.h"
#include "tests/support/otlp_json_spans.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::test {

class LoadedPlugin {
 public:
  LoadedPlugin() {
    std::string error;
    auto loaded = opentracing::DynamicallyLoadTracingLibrary(TRACEBRIDGE_PLUGIN, error);
    if (loaded) {
      handle_ = std::move(*loaded);
    } else {
      ADD_FAILURE() << error;
    }
  }

  // Returns a tracer; null, and why in `*error`, for a configuration that is wrong.
  std::shared_ptr<opentracing::Tracer> MakeTracer(const std::string& configuration,
                                                  std::string* error) const {
    auto made = handle_.tracer_factory().MakeTracer(configuration.c_str(), *error);
    return made ? std::move(*made) : nullptr;
  }
  std::shared_ptr<opentracing::Tracer> MakeTracer(const std::string& configuration) const {
    std::string error;
    auto tracer = MakeTracer(configuration, &error);
    EXPECT_NE(tracer, nullptr) << error;
    return tracer;
  }
  const opentracing::TracerFactory& factory() const { return handle_.tracer_factory(); }

 private:
  opentracing::DynamicTracingLibraryHandle handle_;
};

// Returns a configuration that exports to `collector` when it is told to, with `more` members.
inline std::string To(const otlp::TestCollector& collector,
                      nlohmann::json more = nlohmann::json::object()) {
  nlohmann::json configuration = {{"otlp_traces_endpoint", collector.url()},
                                  {"otlp_protocol", "http/json"},
                                  {"batch_schedule_delay", 3600000},
                                  {"service_name", "proxy"}};
  configuration.update(more);
  return configuration.dump();
}

// Returns the keys of an Inject for a span that is not to be sampled: what a proxy looks at while it reads its configuration.
inline std::string KeysInjected(const opentracing::Tracer& tracer) {
  const auto span =
      tracer.StartSpan("look", {opentracing::SetTag(opentracing::ext::sampling_priority, 0)});
  const test::HttpWriter writer;
  EXPECT_TRUE(tracer.Inject(span->context(), writer));
  span->Finish();
  std::string keys;
  for (const auto& header : writer.headers) keys += header.first + "\n";
  return keys;
}

inline ExportedSpans Arrived(otlp::TestCollector& collector) {
  ExportedSpans spans;
  for (const auto& request : collector.requests()) {
    AddSpans(nlohmann::json::parse(request.body), &spans);
  }
  return spans;
}

}  // namespace tracebridge::test
