// trace_id.h, span_id.h and trace_flags.h, which differ only in their size.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_flags.h"
#include "opentelemetry/trace/trace_id.h"

namespace opentelemetry::trace {
namespace {

template <class Id>
class IdTest : public testing::Test {};
using Ids = testing::Types<TraceId, SpanId>;
TYPED_TEST_SUITE(IdTest, Ids);

template <class Id>
Id Counting() {
  uint8_t bytes[Id::kSize];
  for (std::size_t i = 0; i < Id::kSize; ++i) bytes[i] = static_cast<uint8_t>(0x0f + 0x10 * i);
  return Id(bytes);
}

template <class Id>
std::string Hex(const Id& id) {
  char buffer[2 * Id::kSize];
  id.ToLowerBase16(buffer);
  return std::string(buffer, sizeof buffer);
}

TYPED_TEST(IdTest, IsWrittenInLowercase) {
  const std::string expected = "0f1f2f3f4f5f6f7f8f9fafbfcfdfefff";
  EXPECT_EQ(Hex(Counting<TypeParam>()), expected.substr(0, 2 * TypeParam::kSize));
  EXPECT_EQ(Hex(TypeParam()), std::string(2 * TypeParam::kSize, '0'));
}

TYPED_TEST(IdTest, IsValidUnlessAllZeros) {
  EXPECT_FALSE(TypeParam().IsValid());
  for (std::size_t i = 0; i < TypeParam::kSize; ++i) {
    uint8_t bytes[TypeParam::kSize] = {};
    bytes[i] = 0x80;
    EXPECT_TRUE(TypeParam(bytes).IsValid()) << i;
  }
}

TYPED_TEST(IdTest, ComparesAndCopiesAllBytes) {
  const TypeParam id = Counting<TypeParam>();
  uint8_t copy[TypeParam::kSize];
  id.CopyBytesTo(copy);
  EXPECT_TRUE(TypeParam(copy) == id);
  EXPECT_EQ(std::memcmp(copy, id.Id().data(), TypeParam::kSize), 0);
  copy[TypeParam::kSize - 1] ^= 1;
  EXPECT_TRUE(TypeParam(copy) != id);
}

TEST(TraceFlagsTest, AreTwoBits) {
  EXPECT_FALSE(TraceFlags().IsSampled() || TraceFlags().IsRandom());
  EXPECT_TRUE(TraceFlags(TraceFlags::kIsSampled).IsSampled());
  EXPECT_TRUE(TraceFlags(TraceFlags::kIsRandom).IsRandom());
  char hex[2];
  TraceFlags(0xab).ToLowerBase16(hex);
  EXPECT_EQ(std::string(hex, 2), "ab");
  uint8_t byte = 0;
  TraceFlags(0xab).CopyBytesTo(nostd::span<uint8_t, 1>(&byte, 1));
  EXPECT_EQ(byte, 0xab);
  EXPECT_TRUE(TraceFlags(3) != TraceFlags(1));
}

}  // namespace
}  // namespace opentelemetry::trace
