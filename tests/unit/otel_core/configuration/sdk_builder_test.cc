#include "tracebridge/sdk_builder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "opentelemetry/exporters/ostream/span_exporter_factory.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"

namespace tracebridge {
namespace {

// Builds from the defaults with some changes.
template <typename Change>
FinalizedOptions Settings(Change change) {
  SdkOptions options;
  options.traces_exporters = {TracesExporter::kNone};
  change(options);
  return *Finalize(options);
}

FinalizedOptions Settings() {
  return Settings([](SdkOptions&) {});
}

// A provider without processors has nothing to sample for, so it gets one that prints nowhere.
bool IsSampled(const FinalizedOptions& settings, TracerProviderParts parts = {}) {
  std::ostringstream nowhere;
  parts.processors.push_back(opentelemetry::sdk::trace::SimpleSpanProcessorFactory::Create(
      opentelemetry::exporter::trace::OStreamSpanExporterFactory::Create(nowhere)));
  const auto provider = BuildTracerProvider(settings, std::move(parts));
  return provider->GetTracer("test")->StartSpan("span")->GetContext().IsSampled();
}

TEST(SdkBuilderTest, BuildsNothingWhenDisabled) {
  EXPECT_EQ(BuildTracerProvider(Settings([](SdkOptions& o) { o.disabled = true; })), nullptr);
}

TEST(SdkBuilderTest, WritesSpansToTheFileOfTheSettings) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("tracebridge-sdk-builder-" + std::to_string(getpid()) + ".jsonl");
  const auto provider = BuildTracerProvider(Settings([&path](SdkOptions& o) {
    o.traces_exporters = {TracesExporter::kOtlpFile};
    o.otlp_file = path.string();
    o.service_name = "shop";
    o.attribute_count_limit = 1;
  }));
  const auto span = provider->GetTracer("test", "1")->StartSpan("span");
  span->SetAttribute("a", 1);
  span->SetAttribute("b", 2);
  span->End();
  EXPECT_TRUE(provider->ForceFlush());

  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  std::filesystem::remove(path);
  const auto group = nlohmann::json::parse(text.str())["resourceSpans"][0];
  std::map<std::string, std::string> resource;
  for (const auto& attribute : group["resource"]["attributes"]) {
    resource[attribute["key"]] = attribute["value"].value("stringValue", "");
  }
  EXPECT_EQ(resource["service.name"], "shop");
  EXPECT_EQ(resource["telemetry.sdk.name"], "tracebridge");
  EXPECT_EQ(resource.count("host.name"), 1u);
  EXPECT_EQ(resource.count("process.pid"), 1u);
  EXPECT_EQ(group["scopeSpans"][0]["scope"]["name"], "test");
  EXPECT_EQ(group["scopeSpans"][0]["spans"][0]["droppedAttributesCount"], 1);
}

TEST(SdkBuilderTest, PrintsOnTheConsoleAtOnce) {
  const auto provider = BuildTracerProvider(
      Settings([](SdkOptions& o) { o.traces_exporters = {TracesExporter::kConsole}; }));
  testing::internal::CaptureStdout();
  provider->GetTracer("test")->StartSpan("printed")->End();
  EXPECT_NE(testing::internal::GetCapturedStdout().find("name          : printed"),
            std::string::npos);
}

TEST(SdkBuilderTest, WritesLinesOnStandardOutput) {
  testing::internal::CaptureStdout();
  const auto provider = BuildTracerProvider(
      Settings([](SdkOptions& o) { o.traces_exporters = {TracesExporter::kOtlpStdout}; }));
  provider->GetTracer("test")->StartSpan("printed")->End();
  EXPECT_TRUE(provider->Shutdown());
  EXPECT_EQ(testing::internal::GetCapturedStdout().rfind("{\"resourceSpans\":[", 0), 0u);
}

TEST(SdkBuilderTest, TakesTheSamplerOfTheSettings) {
  const std::pair<TracesSampler, bool> samplers[] = {
      {TracesSampler::kAlwaysOn, true},
      {TracesSampler::kAlwaysOff, false},
      {TracesSampler::kParentBasedAlwaysOn, true},
      {TracesSampler::kParentBasedAlwaysOff, false},
  };
  for (const auto& [sampler, sampled] : samplers) {
    EXPECT_EQ(IsSampled(Settings([s = sampler](SdkOptions& o) { o.sampler = s; })), sampled);
  }
  for (const TracesSampler sampler :
       {TracesSampler::kTraceIdRatio, TracesSampler::kParentBasedTraceIdRatio}) {
    EXPECT_FALSE(IsSampled(Settings([sampler](SdkOptions& o) {
      o.sampler = sampler;
      o.sampler_ratio = 0;
    })));
  }
}

class Fields {
 public:
  bool operator()(opentelemetry::nostd::string_view field) {
    text += std::string(field) + " ";
    return true;
  }
  std::string text;
};

TEST(SdkBuilderTest, MakesTheSamplersOfJaeger) {
  const auto describe = [](TracesSampler sampler) {
    const auto made = BuildSampler(Settings([sampler](SdkOptions& o) {
      o.sampler = sampler;
      o.sampler_ratio = 0.25;
      o.sampler_rate_limit = 2;
      o.service_name = "edge";
    }));
    return std::string(made->GetDescription());
  };
  EXPECT_EQ(describe(TracesSampler::kJaegerRemote), "JaegerRemoteSampler{edge}");
  EXPECT_EQ(describe(TracesSampler::kParentBasedJaegerRemote),
            "ParentBased{JaegerRemoteSampler{edge}}");
  EXPECT_EQ(describe(TracesSampler::kParentBasedJaegerProbabilistic),
            "ParentBased{JaegerProbabilistic{0.250000}}");
  EXPECT_EQ(describe(TracesSampler::kParentBasedJaegerRateLimiting),
            "ParentBased{JaegerRateLimiting{2.000000}}");
}

TEST(SdkBuilderTest, NamesJaegersHeadersAsTheSettingsDo) {
  Fields fields;
  BuildPropagator(Settings([](SdkOptions& o) {
    o.propagators = {Propagator::kJaeger};
    o.jaeger_trace_header = "trace-id";
  }))->Fields(std::ref(fields));
  EXPECT_EQ(fields.text, "trace-id ");
}

TEST(SdkBuilderTest, PrefersThePartsOfTheProgram) {
  TracerProviderParts parts;
  parts.sampler = opentelemetry::sdk::trace::AlwaysOffSamplerFactory::Create();
  EXPECT_FALSE(IsSampled(Settings(), std::move(parts)));
}

TEST(SdkBuilderTest, CombinesThePropagatorsOfTheSettings) {
  Fields fields;
  BuildPropagator(Settings())->Fields(std::ref(fields));
  EXPECT_EQ(fields.text, "traceparent tracestate baggage ");

  Fields none;
  BuildPropagator(Settings([](SdkOptions& o) {
    o.propagators = {Propagator::kNone};
  }))->Fields(std::ref(none));
  EXPECT_EQ(none.text, "");
}

TEST(SdkBuilderTest, KnowsAPropagatorForEachName) {
  const std::pair<Propagator, const char*> rows[] = {
      {Propagator::kTraceContext, "traceparent tracestate "},
      {Propagator::kBaggage, "baggage "},
      {Propagator::kB3, "b3 "},
      {Propagator::kB3Multi, "X-B3-TraceId X-B3-SpanId X-B3-Sampled X-B3-Flags "},
      {Propagator::kJaeger, "uber-trace-id "},
      {Propagator::kOtTrace, "ot-tracer-traceid ot-tracer-spanid ot-tracer-sampled "},
      {Propagator::kLightStep, "ot-tracer-traceid ot-tracer-spanid ot-tracer-sampled "},
  };
  for (const auto& [propagator, headers] : rows) {
    Fields fields;
    BuildPropagator(Settings([kind = propagator](SdkOptions& o) {
      o.propagators = {kind};
    }))->Fields(std::ref(fields));
    EXPECT_EQ(fields.text, headers);
  }
}

TEST(SdkBuilderTest, BuildsTheHeaderFormatsOfVendors) {
  const auto fields_of = [](Propagator format, OpenCensusTagsPolicy tags) {
    Fields fields;
    BuildPropagator(Settings([=](SdkOptions& o) {
      o.propagators = {format};
      o.opencensus_tags = tags;
    }))->Fields(std::ref(fields));
    return fields.text;
  };
  constexpr OpenCensusTagsPolicy kIgnored = OpenCensusTagsPolicy::kIgnored;
  EXPECT_EQ(fields_of(Propagator::kXRay, kIgnored), "x-amzn-trace-id ");
  EXPECT_EQ(fields_of(Propagator::kGcp, kIgnored), "x-cloud-trace-context ");
  EXPECT_EQ(fields_of(Propagator::kDatadog, kIgnored),
            "x-datadog-trace-id x-datadog-parent-id x-datadog-sampling-priority x-datadog-origin "
            "x-datadog-tags ");
  EXPECT_EQ(fields_of(Propagator::kOpenCensus, kIgnored), "grpc-trace-bin ");
  EXPECT_EQ(fields_of(Propagator::kOpenCensus, OpenCensusTagsPolicy::kBaggage),
            "grpc-trace-bin grpc-tags-bin ");
}

TEST(SdkBuilderTest, SetsTheLogLevel) {
  using opentelemetry::sdk::common::internal_log::GlobalLogHandler;
  using Level = opentelemetry::sdk::common::internal_log::LogLevel;
  const std::pair<LogLevel, Level> levels[] = {{LogLevel::kNone, Level::None},
                                               {LogLevel::kError, Level::Error},
                                               {LogLevel::kInfo, Level::Info},
                                               {LogLevel::kDebug, Level::Debug},
                                               {LogLevel::kWarning, Level::Warning}};
  for (const auto& [setting, level] : levels) {
    SetLogLevel(Settings([s = setting](SdkOptions& o) { o.log_level = s; }));
    EXPECT_EQ(GlobalLogHandler::GetLogLevel(), level);
  }
}

}  // namespace
}  // namespace tracebridge
