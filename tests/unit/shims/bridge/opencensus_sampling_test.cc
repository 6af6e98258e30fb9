#include "shims/bridge/opencensus_sampling.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "shims/bridge/recording_processor.h"
#include "shims/opencensus/default_provider.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::bridge::opencensus_sampling_test {
namespace {

namespace api = opentelemetry::trace;
namespace sdk = opentelemetry::sdk::trace;
using opentelemetry::common::AttributeValue;
using Attributes = std::vector<std::pair<std::string, AttributeValue>>;

// What `sampler` says of a root of OpenTelemetry's: no OpenCensus start is in progress.
bool Samples(sdk::Sampler& sampler, const Attributes& attributes = {}) {
  EXPECT_EQ(opencensus_shim::CurrentStart(), nullptr);
  const opentelemetry::common::KeyValueIterableView<Attributes> view(attributes);
  return sampler
      .ShouldSample(api::SpanContext::GetInvalid(), api::TraceId(), "name",
                    api::SpanKind::kInternal, view, api::NullSpanContext())
      .IsSampled();
}

TEST(OpenCensusSamplerTest, SamplesNothingThatOpenCensusDoesNotStart) {
  EXPECT_FALSE(Samples(*MakeOpenCensusSampler()));
}

TEST(OpenCensusAwareSamplerTest, LeavesTheOthersToTheInnerOne) {
  for (const bool use_trace_config : {false, true}) {
    EXPECT_TRUE(Samples(
        *MakeOpenCensusAwareSampler(sdk::AlwaysOnSamplerFactory::Create(), use_trace_config)));
    EXPECT_FALSE(Samples(
        *MakeOpenCensusAwareSampler(sdk::AlwaysOffSamplerFactory::Create(), use_trace_config)));
  }
}

TEST(OpenCensusAwareSamplerTest, SamplesWhatAsksForItAtItsStart) {
  const auto sampler = MakeOpenCensusAwareSampler(sdk::AlwaysOffSamplerFactory::Create(), false);
  EXPECT_TRUE(Samples(*sampler, {{"sampling.priority", std::int64_t{1}}}));
  EXPECT_FALSE(Samples(*sampler, {{"sampling.priority", std::int64_t{0}}}));
}

TEST(OpenCensusAwareSamplerTest, NamesTheInnerOne) {
  EXPECT_EQ(
      MakeOpenCensusAwareSampler(sdk::AlwaysOnSamplerFactory::Create(), true)->GetDescription(),
      "OpenCensusAware{AlwaysOnSampler}");
}

TEST(OpenCensusIdGeneratorTest, MakesRandomIdsForTheOthers) {
  const auto generator = MakeOpenCensusIdGenerator();
  EXPECT_TRUE(generator->IsRandom());
  EXPECT_TRUE(generator->GenerateTraceId().IsValid());
  EXPECT_FALSE(generator->GenerateTraceId() == generator->GenerateTraceId());
  EXPECT_FALSE(generator->GenerateSpanId() == generator->GenerateSpanId());
}

struct ExporterCase {
  std::string name;
  std::vector<TracesExporter> exporters;
  bool has_one;
};

const ExporterCase kExporters[] = {
    {"Otlp", {TracesExporter::kOtlp}, true},
    {"None", {TracesExporter::kNone}, false},
    {"Console", {TracesExporter::kConsole}, true},
};

class HasExporterTest : public testing::TestWithParam<ExporterCase> {};

TEST_P(HasExporterTest, IsTrueOfAnyButNone) {
  SdkOptions options;
  options.traces_exporters = GetParam().exporters;
  EXPECT_EQ(HasExporter(*Finalize(std::move(options))), GetParam().has_one);
}

INSTANTIATE_TEST_SUITE_P(Exporters, HasExporterTest, testing::ValuesIn(kExporters),
                         [](const auto& info) { return info.param.name; });

TEST(RecordingProcessorTest, RecordsAndKeepsNothing) {
  const auto processor = MakeRecordingProcessor();
  auto record = processor->MakeRecordable();
  ASSERT_NE(record, nullptr);
  processor->OnStart(*record, api::SpanContext::GetInvalid());
  processor->OnEnd(std::move(record));
  EXPECT_TRUE(processor->ForceFlush(std::chrono::microseconds(0)));
  EXPECT_TRUE(processor->Shutdown(std::chrono::microseconds(0)));
}

}  // namespace
}  // namespace tracebridge::bridge::opencensus_sampling_test
