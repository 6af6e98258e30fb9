#include "opencensus/trace/propagation/grpc_trace_bin.h"

#include <gtest/gtest.h>

#include <string>

#include "opencensus_api/src/hex.h"

namespace opencensus {
namespace trace {
namespace propagation {
namespace grpc_trace_bin_test {
namespace {
using ::tracebridge::opencensus_api::Case;
using ::tracebridge::opencensus_api::ReadHex;
using ::tracebridge::opencensus_api::ToHex;

constexpr char kInvalid[] = "00000000000000000000000000000000-0000000000000000-00";

struct HeaderCase {
  std::string name;
  std::string header;  // hexadecimal
  std::string context;
};

const HeaderCase kCases[] = {
    {"Sampled", "0000123456789012345678901234567890120100000000000030390201",
     "12345678901234567890123456789012-0000000000003039-01"},
    {"Unsampled", "0000123456789012345678901234567890120100000000000030390200",
     "12345678901234567890123456789012-0000000000003039-00"},
    {"KeepsOnlySampled", "00001234567890123456789012345678901201000000000000303902ff",
     "12345678901234567890123456789012-0000000000003039-01"},
    {"IgnoresWhatFollows", "000012345678901234567890123456789012010000000000003039020103",
     "12345678901234567890123456789012-0000000000003039-01"},
    {"Version1", "0100123456789012345678901234567890120100000000000030390201", kInvalid},
    {"WrongTraceIdField", "0001123456789012345678901234567890120100000000000030390201", kInvalid},
    {"WrongSpanIdField", "0000123456789012345678901234567890120200000000000030390201", kInvalid},
    {"WrongOptionsField", "0000123456789012345678901234567890120100000000000030390301", kInvalid},
    {"TooShort", "00001234567890123456789012345678901201000000000000303902", kInvalid},
    {"Empty", "", kInvalid},
};

std::string Bytes(const std::string& hex) {
  std::string bytes(hex.size() / 2, '\0');
  ReadHex(hex, Case::kLower, reinterpret_cast<uint8_t*>(&bytes[0]));
  return bytes;
}

class GrpcTraceBinTest : public testing::TestWithParam<HeaderCase> {};

TEST_P(GrpcTraceBinTest, ReadsOrRefuses) {
  EXPECT_EQ(FromGrpcTraceBinHeader(Bytes(GetParam().header)).ToString(), GetParam().context);
}

INSTANTIATE_TEST_SUITE_P(Headers, GrpcTraceBinTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(GrpcTraceBinTest, WritesTwentyNineBytes) {
  const std::string header = Bytes(kCases[0].header);
  const SpanContext context = FromGrpcTraceBinHeader(header);
  EXPECT_EQ(ToGrpcTraceBinHeader(context), header);
  uint8_t buffer[kGrpcTraceBinHeaderLen];
  ToGrpcTraceBinHeader(context, buffer);
  EXPECT_EQ(ToHex(buffer, sizeof(buffer)), kCases[0].header);
}

}  // namespace
}  // namespace grpc_trace_bin_test
}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
