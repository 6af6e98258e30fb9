#include "shims/opentracing/foreign_ids.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/span_context_text.h"

namespace tracebridge::opentracing_shim::foreign_ids_test {
namespace {

struct IdCase {
  std::string name;
  std::string trace_id, span_id;
  std::string expected;  // as tests/support/span_context_text.h writes it
};

const IdCase kCases[] = {
    {"Jaeger128", "4bf92f3577b34da6a3ce929d0e0e4736", "53995c3f42cd8ad8",
     "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote"},
    {"UpperCase", "4BF92F3577B34DA6A3CE929D0E0E4736", "53995C3F42CD8AD8",
     "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote"},
    {"Jaeger64", "a3ce929d0e0e4736", "53995c3f42cd8ad8",
     "0000000000000000a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote"},
    {"LeadingZerosStripped", "f92f3577b34da6a3ce929d0e0e4736", "3f42cd8ad8",
     "00f92f3577b34da6a3ce929d0e0e4736 0000003f42cd8ad8 01 remote"},
    {"Decimal", "11803532876627986230", "67667974448284343",
     "0000000000000000a3ce929d0e0e4736 00f067aa0ba902b7 01 remote"},
    {"DecimalBesideAShortOne", "11803532876627986230", "16",
     "0000000000000000a3ce929d0e0e4736 0000000000000010 01 remote"},
    {"LargestDecimal", "18446744073709551615", "18446744073709551615",
     "0000000000000000ffffffffffffffff ffffffffffffffff 01 remote"},
    {"DecimalTooLarge", "18446744073709551616", "1", "none"},
    {"Empty", "", "", "none"},
    {"NoSpanId", "4bf92f3577b34da6a3ce929d0e0e4736", "", "none"},
    {"ZeroTraceId", "00000000000000000000000000000000", "53995c3f42cd8ad8", "none"},
    {"ZeroSpanId", "4bf92f3577b34da6a3ce929d0e0e4736", "0", "none"},
    {"TraceIdTooLong", "04bf92f3577b34da6a3ce929d0e0e4736", "53995c3f42cd8ad8", "none"},
    {"SpanIdTooLong", "4bf92f3577b34da6a3ce929d0e0e4736", "a53995c3f42cd8ad8", "none"},
    {"OtherCharacters", "4bf92f3577b34da6-a3ce929d0e0e473", "53995c3f42cd8ad8", "none"},
    {"Sign", "-4bf92f3577b34da", "53995c3f42cd8ad8", "none"},
    {"Words", "trace", "span", "none"},
};

class ForeignIdsTest : public ::testing::TestWithParam<IdCase> {};

TEST_P(ForeignIdsTest, AreRead) {
  const auto context = ReadForeignIds(GetParam().trace_id, GetParam().span_id);
  EXPECT_EQ(context ? tracebridge::test::Text(*context) : "none", GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Tracers, ForeignIdsTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::opentracing_shim::foreign_ids_test
