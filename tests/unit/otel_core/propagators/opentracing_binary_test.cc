// Bytes are written as hexadecimal digits; a result as in tests/support/span_context_text.h, with the baggage behind it.
#include "tracebridge/opentracing_binary.h"

#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "tests/support/baggage_text.h"
#include "tests/support/bytes_text.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/jaeger_binary.h"
#include "tracebridge/ot_binary.h"

namespace tracebridge::opentracing_binary_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using test::FromHex;

std::string Read(const std::string& bytes) {
  const auto read = FromOpenTracingBinary(bytes, context::Context());
  const std::string items = test::BaggageText(read);
  const std::string span_context = test::Text(trace::GetSpanContext(read));
  return items.empty() ? span_context : span_context + " {" + items + "}";
}

const std::string kState = "09 36470e0e9d92cea3 11 d88acd423f5c9953 18 01";
const std::string kShortIds = "0000000000000000a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote short";

struct FormCase {
  std::string name;
  std::string bytes;
  std::string expected;
};

const FormCase kForms[] = {
    {"BasicTracer", "00000014" + kState, kShortIds},
    {"LightStep", "1214" + kState, kShortIds},
    // Of jaeger-client-cpp 0.9 as it wrote them, on x86-64: with an item, and without.
    {"JaegerOfCpp",
     "a64db377352ff94b 36470e0e9d92cea3 d88acd423f5c9953 8877665544332211 01 01000000"
     "03000000 6b6579 05000000 76616c7565",
     "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote {key=value}"},
    {"JaegerOfCppWithoutItems",
     "a64db377352ff94b 36470e0e9d92cea3 d88acd423f5c9953 8877665544332211 01 00000000",
     "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote"},
    {"JaegerOfCppWithA64BitId",
     "0000000000000000 36470e0e9d92cea3 d88acd423f5c9953 0000000000000000 01 00000000", kShortIds},
    {"JaegerOfGo",
     "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 0000000000000000 01 00000001 00000001 6b "
     "00000001 76",
     "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote {k=v}"},
    // Its id begins as the other two do: the length in front, the tag of LightStep.
    {"JaegerThatBeginsLikeABasicTracer",
     "000000210b34da6a 36470e0e9d92cea3 d88acd423f5c9953 0000000000000000 01 00000000",
     "6ada340b21000000a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote"},
    {"JaegerThatBeginsLikeLightStep",
     "1223092f77b34da6 36470e0e9d92cea3 d88acd423f5c9953 0000000000000000 01 00000000",
     "a64db3772f092312a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote"},
};

class OpenTracingBinaryTest : public ::testing::TestWithParam<FormCase> {};

TEST_P(OpenTracingBinaryTest, IsRead) {
  EXPECT_EQ(Read(FromHex(GetParam().bytes)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Forms, OpenTracingBinaryTest, ::testing::ValuesIn(kForms),
                         [](const auto& info) { return info.param.name; });

// Messages of every length, so that lengths of one byte and of several are met.
TEST(OpenTracingBinaryTest, WhateverItsLengthWhatIsWrittenIsRead) {
  for (const std::size_t size : {0, 1, 90, 91, 92, 93, 94, 95, 96, 127, 128, 4000}) {
    context::Context told;
    told = opentelemetry::baggage::SetBaggage(
        told, opentelemetry::baggage::Baggage::GetDefault()->Set("k", std::string(size, 'x')));
    const std::uint8_t trace_id[16] = {0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    const std::uint8_t span_id[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    told = trace::SetSpan(
        told,
        opentelemetry::nostd::shared_ptr<trace::Span>(new trace::DefaultSpan(trace::SpanContext(
            trace::TraceId(trace_id), trace::SpanId(span_id), trace::TraceFlags(1), true))));
    const JaegerBinary jaeger(JaegerBinary::ByteOrder::kLittleEndian);
    const BasicTracerBinary basic;
    const LightStepBinary light_step;
    for (const BinaryFormat* format :
         {static_cast<const BinaryFormat*>(&jaeger), static_cast<const BinaryFormat*>(&basic),
          static_cast<const BinaryFormat*>(&light_step)}) {
      std::string bytes;
      ASSERT_TRUE(format->ToBytes(told, &bytes));
      EXPECT_EQ(Read(bytes),
                "00000000000000000908070605040302 0102030405060708 01 remote short {k=" +
                    std::string(size, 'x') + "}");
    }
  }
}

// Byte by byte as a stream gives them: the number that is missing never reaches beyond the form.
TEST_P(OpenTracingBinaryTest, TellsHowMuchIsMissing) {
  const std::string whole = FromHex(GetParam().bytes);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::size_t missing = MissingOfOpenTracingBinary(whole.substr(0, size));
    EXPECT_GT(missing, 0u) << size;
    EXPECT_LE(missing, whole.size() - size) << size;
  }
  EXPECT_EQ(MissingOfOpenTracingBinary(whole), 0u);
  EXPECT_EQ(MissingOfOpenTracingBinary(whole + "payload"), 0u);
}

// Who sends thousands of items must not make us look through all of them once for each.
TEST(OpenTracingBinaryTest, AsksForManyItemsAtOnce) {
  for (const std::string& item : {FromHex("00000000 00000000"), FromHex("00000001 6b 00000000")}) {
    std::string whole =
        FromHex("4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 0000000000000000 01 00002710");
    for (int i = 0; i < 10000; ++i) whole += item;
    std::size_t size = 0;
    int asked = 0;
    while (const std::size_t missing = MissingOfOpenTracingBinary(whole.substr(0, size))) {
      size += missing;
      ASSERT_LE(size, whole.size());
      ASSERT_LT(++asked, 50);
    }
    EXPECT_EQ(size, whole.size());
  }
}

TEST(OpenTracingBinaryTest, WhatNobodyWroteIsMalformed) {
  for (const char* bytes : {"00", "00000014", "12", "1214", "ffffffff", "7b227472616365"}) {
    const auto before = Counted(Diagnostic::kHeaderMalformed);
    const auto read = FromOpenTracingBinary(FromHex(bytes), context::Context());
    EXPECT_FALSE(trace::GetSpanContext(read).IsValid()) << bytes;
    EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before + 1) << bytes;
  }
}

}  // namespace
}  // namespace tracebridge::opentracing_binary_test
