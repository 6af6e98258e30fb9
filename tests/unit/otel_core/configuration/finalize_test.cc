// Source: OpenTelemetry specification 1.60.0, protocol/exporter.md, "Endpoint URLs for OTLP/HTTP".
#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "tracebridge/sdk_options.h"

namespace tracebridge::finalize_test {
namespace {

TEST(FinalizeTest, AcceptsTheDefaults) {
  const auto options = Finalize(SdkOptions());
  ASSERT_TRUE(options);
  EXPECT_EQ(options->traces_url(), "http://localhost:4318/v1/traces");
}

struct UrlCase {
  std::string name;
  std::string endpoint;
  std::string traces_endpoint;
  std::string url;
};

const UrlCase kUrls[] = {
    {"Base", "http://collector:4318", "", "http://collector:4318/v1/traces"},
    {"BaseWithPath", "http://collector:4318/mycollector/", "",
     "http://collector:4318/mycollector/v1/traces"},
    {"BaseWithPathWithoutSlash", "https://c/base", "", "https://c/base/v1/traces"},
    {"TracesAreUsedAsTheyAre", "http://collector:4318", "http://other:4318", "http://other:4318"},
    {"TracesWithAPath", "", "https://other/x/", "https://other/x/"},
    {"NeitherIsTheDefault", "", "", "http://localhost:4318/v1/traces"},
    {"SchemeInCapitals", "HTTP://c", "", "HTTP://c/v1/traces"},
};

class UrlTest : public testing::TestWithParam<UrlCase> {};

TEST_P(UrlTest, IsWhereSpansGo) {
  SdkOptions options;
  options.otlp_endpoint = GetParam().endpoint;
  options.otlp_traces_endpoint = GetParam().traces_endpoint;
  const auto finalized = Finalize(options);
  ASSERT_TRUE(finalized) << finalized.error().message;
  EXPECT_EQ(finalized->traces_url(), GetParam().url);
}

TEST_P(UrlTest, IsWhereMetricsGo) {
  SdkOptions options;
  options.otlp_endpoint = GetParam().endpoint;
  options.otlp_metrics_endpoint = GetParam().traces_endpoint;
  std::string expected = GetParam().url;
  if (const auto path = expected.find("v1/traces"); path != expected.npos) {
    expected.replace(path, 9, "v1/metrics");
  }
  EXPECT_EQ(Finalize(options)->metrics_url(), expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, UrlTest, testing::ValuesIn(kUrls),
                         [](const auto& info) { return info.param.name; });

struct ErrorCase {
  std::string name;
  std::function<void(SdkOptions&)> spoil;
  ErrorCode code;
  std::string message;
};

const ErrorCase kErrors[] = {
    {"NoQueue", [](SdkOptions& o) { o.batch_max_queue_size = 0; }, ErrorCode::kOutOfRange,
     "batch_max_queue_size: 0 is not between 1 and 4294967295"},
    {"BatchLargerThanQueue", [](SdkOptions& o) { o.batch_max_queue_size = 10; },
     ErrorCode::kOutOfRange, "batch_max_export_size: is more than the queue holds"},
    {"NegativeDelay", [](SdkOptions& o) { o.batch_schedule_delay = std::chrono::milliseconds(-1); },
     ErrorCode::kOutOfRange, "batch_schedule_delay: -1 is not between 0 and 4294967295"},
    {"RatioNotANumber",
     [](SdkOptions& o) { o.sampler_ratio = std::numeric_limits<double>::quiet_NaN(); },
     ErrorCode::kOutOfRange, "sampler_ratio: nan is not between 0 and 1"},
    {"NoSuchSampler", [](SdkOptions& o) { o.sampler = static_cast<TracesSampler>(77); },
     ErrorCode::kUnknownValue,
     "sampler: \"77\" is not known; known are `always_on`, `always_off`, `traceidratio`, "
     "`parentbased_always_on`, `parentbased_always_off`, `parentbased_traceidratio`, "
     "`jaeger_remote`, `parentbased_jaeger_remote`, `parentbased_jaeger_probabilistic`, "
     "`parentbased_jaeger_ratelimiting`"},
    {"Url", [](SdkOptions& o) { o.otlp_endpoint = "collector"; }, ErrorCode::kMalformedUrl,
     "otlp_endpoint: \"collector\" is not a URL that begins with http:// or https://"},
    {"AgentWithoutAPort", [](SdkOptions& o) { o.jaeger_agent = "agent:"; },
     ErrorCode::kMalformedUrl,
     "jaeger_agent: \"agent:\" is not host:port, such as agent:6831 or [::1]:6831"},
    {"AgentWithAPortOutOfRange", [](SdkOptions& o) { o.jaeger_agent = "agent:65536"; },
     ErrorCode::kMalformedUrl,
     "jaeger_agent: \"agent:65536\" is not host:port, such as agent:6831 or [::1]:6831"},
    {"AgentThatIsAUrl", [](SdkOptions& o) { o.jaeger_agent = "http://agent:6831"; },
     ErrorCode::kMalformedUrl,
     "jaeger_agent: \"http://agent:6831\" is not host:port, such as agent:6831 or [::1]:6831"},
    {"PacketLargerThanUdpCarries", [](SdkOptions& o) { o.jaeger_max_packet_size = 65508; },
     ErrorCode::kOutOfRange, "jaeger_max_packet_size: 65508 is not between 1 and 65507"},
    {"HeaderThatBreaksTheLine",
     [](SdkOptions& o) {
       o.otlp_headers = {{"key", "se\ncret"}};
     },
     ErrorCode::kMalformedList,
     "otlp_headers: the value of \"key\" has a character that no header can have"},
    {"NoneAmongOthers",
     [](SdkOptions& o) {
       o.traces_exporters = {TracesExporter::kNone, TracesExporter::kOtlp};
     },
     ErrorCode::kUnknownValue, "traces_exporters: \"none\" means nothing in a list with others"},
};

class FinalizeErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(FinalizeErrorTest, NamesTheOption) {
  SdkOptions options;
  GetParam().spoil(options);
  const auto finalized = Finalize(options);
  ASSERT_FALSE(finalized);
  EXPECT_EQ(finalized.error().code, GetParam().code);
  EXPECT_EQ(finalized.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(Options, FinalizeErrorTest, testing::ValuesIn(kErrors),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::finalize_test
