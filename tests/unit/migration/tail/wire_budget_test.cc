// What must be refused before it is decoded: `0a 02 12 00` is resource_spans { scope_spans {} }.
#include "migration/tail/wire_budget.h"

#include <gtest/gtest.h>

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
  EXPECT_EQ(Describe(CheckWireBudget(GetParam().body, {})), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Wire, WireBudgetTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(WireBudgetTest, CountsSpans) {
  otlp::v1::ExportTraceServiceRequest request;
  otlp::v1::ScopeSpans* scope_spans = request.add_resource_spans()->add_scope_spans();
  for (int i = 0; i < 3; ++i) scope_spans->add_spans();
  DecodeLimits limits;
  limits.max_spans = 3;
  EXPECT_EQ(Describe(CheckWireBudget(request.SerializeAsString(), limits)), "taken");
  limits.max_spans = 2;
  EXPECT_EQ(Describe(CheckWireBudget(request.SerializeAsString(), limits)),
            "the request has more than 2 spans");
}

TEST(WireBudgetTest, CountsItemsThatCostTwoBytesEach) {
  std::string body;
  for (int i = 0; i < 10; ++i) body += std::string("\x0a\x00", 2);
  DecodeLimits limits;
  limits.max_items = 10;
  EXPECT_EQ(Describe(CheckWireBudget(body, limits)), "taken");
  limits.max_items = 9;
  const auto error = CheckWireBudget(body, limits);
  EXPECT_EQ(Describe(error), "the request has more than 9 items");
  EXPECT_EQ(error->code, Code::kTooLarge);
}

TEST(WireBudgetTest, BoundsTheNestingOfValues) {
  otlp::v1::ExportTraceServiceRequest request;
  otlp::v1::AnyValue* value =
      request.add_resource_spans()->mutable_resource()->add_attributes()->mutable_value();
  for (int i = 0; i < 500; ++i) value = value->mutable_array_value()->add_values();
  EXPECT_EQ(Describe(CheckWireBudget(request.SerializeAsString(), {})),
            "the request has more than 64 levels of nesting");
}

}  // namespace
}  // namespace tracebridge::tail::wire_budget_test
