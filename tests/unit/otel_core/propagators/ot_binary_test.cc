// Bytes are written as hexadecimal digits; a result as in tests/support/span_context_text.h, with the baggage behind it.
#include "tracebridge/ot_binary.h"

#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "tests/support/baggage_text.h"
#include "tests/support/bytes_text.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::ot_binary_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using test::FromHex;
using test::ToHex;

const std::string kState = "0936470e0e9d92cea311d88acd423f5c9953";
const std::string kIds = "0000000000000000a3ce929d0e0e4736 53995c3f42cd8ad8";

std::string Text(const context::Context& context) {
  const std::string items = test::BaggageText(context);
  const std::string span_context = test::Text(trace::GetSpanContext(context));
  return items.empty() ? span_context : span_context + " {" + items + "}";
}

template <class Format>
std::string Read(const std::string& hex) {
  return Text(Format().FromBytes(FromHex(hex), context::Context()));
}

struct BinaryCase {
  std::string name;
  std::string bytes;
  std::string expected;
  bool malformed = false;
};

const BinaryCase kCases[] = {
    {"Sampled", "00000014" + kState + "1801", kIds + " 01 remote short"},
    {"NotSampled", "00000012" + kState, kIds + " 00 remote short"},
    {"Baggage", "0000001c" + kState + "1801" + "22060a0161120131", kIds + " 01 remote short {a=1}"},
    {"ItemWithoutAValue", "00000017" + kState + "2203" + "0a0161", kIds + " 00 remote short {a=}"},
    {"UnknownFields", "0000001d" + kState + "2805" + "32026162" + "3d01020304",
     kIds + " 00 remote short"},
    {"BytesBehind_AreNotLookedAt", "00000012" + kState + "ffff", kIds + " 00 remote short"},
    {"Empty", "", "none"},
    {"EmptyMessage", "00000000", "none"},
    {"CutInTheLength", "000000", "none", true},
    {"CutInTheMessage", "000000ff" + kState, "none", true},
    {"CutInAnId", "00000009" + kState, "none", true},
    {"HugeLength", "ffffffff" + kState, "none", true},
    {"HugeItemLength", "0000001d" + kState + "22ffffffffffffffffff01", "none", true},
    {"EndlessVarint", "0000001d" + kState + "18ffffffffffffffffffff", "none", true},
    {"Group", "00000013" + kState + "2b", "none", true},
    {"ZeroIds",
     "00000012"
     "090000000000000000110000000000000000",
     "none", true},
    {"TraceIdAlone",
     "00000009"
     "0936470e0e9d92cea3",
     "none", true},
};

class BasicTracerBinaryTest : public ::testing::TestWithParam<BinaryCase> {};

TEST_P(BasicTracerBinaryTest, ReadsAMessageWithItsLength) {
  EXPECT_EQ(Read<BasicTracerBinary>(GetParam().bytes), GetParam().expected);
}

TEST_P(BasicTracerBinaryTest, CountsWhatIsMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Read<BasicTracerBinary>(GetParam().bytes);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().malformed ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(Messages, BasicTracerBinaryTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

template <class Format>
std::string Written(const context::Context& context) {
  std::string bytes = "left over";
  const bool wrote = Format().ToBytes(context, &bytes);
  EXPECT_EQ(wrote, !bytes.empty());
  return ToHex(bytes);
}

TEST(OtBinaryTest, WritesWhatItRead) {
  for (const std::string& bytes : {"00000014" + kState + "1801", "00000012" + kState,
                                   "0000001c" + kState + "1801" + "22060a0161120131"}) {
    const auto context = BasicTracerBinary().FromBytes(FromHex(bytes), context::Context());
    EXPECT_EQ(Written<BasicTracerBinary>(context), bytes);
    EXPECT_EQ(Written<LightStepBinary>(context), "12" + bytes.substr(6));
  }
}

TEST(OtBinaryTest, WritesNothingWithoutASpanContext) {
  EXPECT_EQ(Written<BasicTracerBinary>(context::Context()), "");
  EXPECT_EQ(Written<LightStepBinary>(context::Context()), "");
}

TEST(LightStepBinaryTest, ReadsTheMessageInside) {
  EXPECT_EQ(Read<LightStepBinary>("1214" + kState + "1801"), kIds + " 01 remote short");
  EXPECT_EQ(Read<LightStepBinary>("0a0161"
                                  "1212" +
                                  kState),
            kIds + " 00 remote short");
  EXPECT_EQ(Read<LightStepBinary>(""), "none");
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  EXPECT_EQ(Read<LightStepBinary>("1215" + kState), "none");
  EXPECT_EQ(Read<LightStepBinary>("ff"), "none");
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, 2u);
}

}  // namespace
}  // namespace tracebridge::ot_binary_test
