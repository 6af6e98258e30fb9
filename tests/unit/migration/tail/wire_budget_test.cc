// What must be refused before it is decoded: `0a 02 12 00` is resource_spans { scope_spans {} }.
#include "migration/tail/wire_budget.h"

#include <gtest/gtest.h>

#include "otel_core/proto/otlp/metrics_service.pb.h"
#include "otel_core/proto/otlp/trace_service.pb.h"

namespace tracebridge::tail::wire_budget_test {
namespace {
using Code = DecodeError::Code;

std::string Describe(const std::optional<DecodeError>& error) {
  return error ? error->message : "taken";
}

struct WireCase {
  std::string name;
  std::string body;
  std::string expected;
};

constexpr char kNotProtobuf[] = "the body is not a Protobuf ExportTraceServiceRequest";

const WireCase kCases[] = {
    {"Empty", "", "taken"},
    {"EmptyMessages", {"\x0a\x02\x12\x00", 4}, "taken"},
    {"UnknownFieldsOfEveryWireType",
     {"\x78\x01\x79"
      "12345678"
      "\x7a\x01x\x7d"
      "1234",
      19},
     "taken"},
    {"TextThatLooksLikeMessages", {"\x0a\x04\x1a\x02\x0a\x7f", 6}, "taken"},
    {"LengthBeyondTheBody", {"\x0a\x03\x12\x00", 4}, kNotProtobuf},
    {"LengthBeyondTheOuterMessage", {"\x0a\x02\x12\x01x", 5}, kNotProtobuf},
    {"HugeLength", "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", kNotProtobuf},
    {"EndlessVarint", "\x78\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", kNotProtobuf},
    {"CutInTheTag", "\x8a", kNotProtobuf},
    {"CutInAFixed64",
     "\x79"
     "123",
     kNotProtobuf},
    {"Group", "\x0b\x0c", kNotProtobuf},
    {"ReservedWireType", "\x0e", kNotProtobuf},
    {"Json", "{\"resourceSpans\":[]}", kNotProtobuf},
};

class WireBudgetTest : public testing::TestWithParam<WireCase> {};

TEST_P(WireBudgetTest, JudgesTheBody) {
  EXPECT_EQ(Describe(CheckWireBudget(GetParam().body, WireRequest::kTraces, {})),
            GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Wire, WireBudgetTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(WireBudgetTest, CountsSpans) {
  otlp::v1::ExportTraceServiceRequest request;
  otlp::v1::ScopeSpans* scope_spans = request.add_resource_spans()->add_scope_spans();
  for (int i = 0; i < 3; ++i) scope_spans->add_spans();
  DecodeLimits limits;
  limits.max_spans = 3;
  EXPECT_EQ(Describe(CheckWireBudget(request.SerializeAsString(), WireRequest::kTraces, limits)),
            "taken");
  limits.max_spans = 2;
  EXPECT_EQ(Describe(CheckWireBudget(request.SerializeAsString(), WireRequest::kTraces, limits)),
            "the request has more than 2 spans");
}

TEST(WireBudgetTest, CountsItemsThatCostTwoBytesEach) {
  std::string body;
  for (int i = 0; i < 10; ++i) body += std::string("\x0a\x00", 2);
  DecodeLimits limits;
  limits.max_items = 10;
  EXPECT_EQ(Describe(CheckWireBudget(body, WireRequest::kTraces, limits)), "taken");
  limits.max_items = 9;
  const auto error = CheckWireBudget(body, WireRequest::kTraces, limits);
  EXPECT_EQ(Describe(error), "the request has more than 9 items");
  EXPECT_EQ(error->code, Code::kTooLarge);
}

TEST(WireBudgetTest, BoundsTheNestingOfValues) {
  otlp::v1::ExportTraceServiceRequest request;
  otlp::v1::AnyValue* value =
      request.add_resource_spans()->mutable_resource()->add_attributes()->mutable_value();
  for (int i = 0; i < 500; ++i) value = value->mutable_array_value()->add_values();
  EXPECT_EQ(Describe(CheckWireBudget(request.SerializeAsString(), WireRequest::kTraces, {})),
            "the request has more than 64 levels of nesting");
}

std::string JudgeMetrics(const otlp::v1::ExportMetricsServiceRequest& request,
                         const DecodeLimits& limits) {
  return Describe(CheckWireBudget(request.SerializeAsString(), WireRequest::kMetrics, limits));
}

TEST(WireBudgetTest, CountsPointsOfEveryKind) {
  otlp::v1::ExportMetricsServiceRequest request;
  otlp::v1::ScopeMetrics* metrics = request.add_resource_metrics()->add_scope_metrics();
  metrics->add_metrics()->mutable_gauge()->add_data_points();
  metrics->add_metrics()->mutable_sum()->add_data_points();
  metrics->add_metrics()->mutable_histogram()->add_data_points();
  metrics->add_metrics()->mutable_exponential_histogram()->add_data_points();
  metrics->add_metrics()->mutable_summary()->add_data_points();
  DecodeLimits limits;
  limits.max_points = 5;
  EXPECT_EQ(JudgeMetrics(request, limits), "taken");
  limits.max_points = 4;
  EXPECT_EQ(JudgeMetrics(request, limits), "the request has more than 4 points");
}

// A count is a byte, and becomes eight: packed, or each with its tag.
TEST(WireBudgetTest, CountsBuckets) {
  otlp::v1::ExportMetricsServiceRequest request;
  auto* buckets = request.add_resource_metrics()
                      ->add_scope_metrics()
                      ->add_metrics()
                      ->mutable_exponential_histogram()
                      ->add_data_points()
                      ->mutable_negative();
  for (int i = 0; i < 100; ++i) buckets->add_bucket_counts(1);
  DecodeLimits limits;
  limits.max_items = 106;  // the messages around them
  EXPECT_EQ(JudgeMetrics(request, limits), "taken");
  limits.max_items = 105;
  EXPECT_EQ(JudgeMetrics(request, limits), "the request has more than 105 items");

  std::string unpacked;
  for (int i = 0; i < 20; ++i) unpacked += "\x10\x01";
  const std::string body = "\x0a\x32\x12\x30\x12\x2e\x52\x2c\x0a\x2a\x42\x28" + unpacked;
  limits.max_items = 26;
  EXPECT_EQ(Describe(CheckWireBudget(body, WireRequest::kMetrics, limits)), "taken");
  limits.max_items = 25;
  EXPECT_EQ(Describe(CheckWireBudget(body, WireRequest::kMetrics, limits)),
            "the request has more than 25 items");
}

TEST(WireBudgetTest, NamesTheRequestThatABodyIsNot) {
  EXPECT_EQ(Describe(CheckWireBudget("\x0e", WireRequest::kMetrics, {})),
            "the body is not a Protobuf ExportMetricsServiceRequest");
}

}  // namespace
}  // namespace tracebridge::tail::wire_budget_test
