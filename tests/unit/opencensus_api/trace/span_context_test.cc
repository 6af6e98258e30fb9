#include "opencensus/trace/span_context.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace opencensus {
namespace trace {
namespace {

constexpr uint8_t kTraceId[] = {0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47,
                                0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0xff};
constexpr uint8_t kSpanId[] = {0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x08};

TEST(TraceIdTest, IsSixteenBytes) {
  const TraceId id(kTraceId);
  EXPECT_EQ(id.ToHex(), "404142434445464748494a4b4c4d4eff");
  EXPECT_TRUE(id.IsValid());
  EXPECT_EQ(memcmp(id.Value(), kTraceId, TraceId::kSize), 0);
  uint8_t copy[TraceId::kSize];
  id.CopyTo(copy);
  EXPECT_TRUE(TraceId(copy) == id);
}

TEST(TraceIdTest, IsInvalidOnlyWhenAllZeros) {
  EXPECT_FALSE(TraceId().IsValid());
  EXPECT_EQ(TraceId().ToHex(), "00000000000000000000000000000000");
  for (size_t i = 0; i < TraceId::kSize; ++i) {
    uint8_t bytes[TraceId::kSize] = {};
    bytes[i] = 1;
    EXPECT_TRUE(TraceId(bytes).IsValid()) << i;
    EXPECT_FALSE(TraceId(bytes) == TraceId()) << i;
  }
}

TEST(SpanIdTest, IsEightBytes) {
  const SpanId id(kSpanId);
  EXPECT_EQ(id.ToHex(), "6162636465666708");
  EXPECT_TRUE(id.IsValid());
  EXPECT_FALSE(SpanId().IsValid());
  uint8_t copy[SpanId::kSize];
  id.CopyTo(copy);
  EXPECT_TRUE(SpanId(copy) == id);
}

TEST(TraceOptionsTest, HaveOneBitOfOurOwnAndKeepTheOthers) {
  const uint8_t byte = 0xfe;
  const TraceOptions options(&byte);
  EXPECT_FALSE(options.IsSampled());
  EXPECT_EQ(options.ToHex(), "fe");
  EXPECT_EQ(options.WithSampling(true).ToHex(), "ff");
  EXPECT_TRUE(options.WithSampling(true).IsSampled());
  EXPECT_EQ(options.WithSampling(true).WithSampling(false).ToHex(), "fe");
  EXPECT_EQ(TraceOptions().ToHex(), "00");
  EXPECT_FALSE(options == TraceOptions());
}

TEST(SpanContextTest, ComparesIdsButNotOptions) {
  const SpanContext unsampled{TraceId(kTraceId), SpanId(kSpanId)};
  const SpanContext sampled{TraceId(kTraceId), SpanId(kSpanId), TraceOptions().WithSampling(true)};
  EXPECT_EQ(unsampled, sampled);
  EXPECT_NE(sampled, SpanContext(TraceId(kTraceId), SpanId()));
  EXPECT_NE(sampled, SpanContext(TraceId(), SpanId(kSpanId)));
}

TEST(SpanContextTest, IsValidWhenBothIdsAre) {
  EXPECT_TRUE(SpanContext(TraceId(kTraceId), SpanId(kSpanId)).IsValid());
  EXPECT_FALSE(SpanContext(TraceId(kTraceId), SpanId()).IsValid());
  EXPECT_FALSE(SpanContext(TraceId(), SpanId(kSpanId)).IsValid());
  EXPECT_FALSE(SpanContext().IsValid());
}

TEST(SpanContextTest, IsThreeHexNumbersAsText) {
  const SpanContext context{TraceId(kTraceId), SpanId(kSpanId), TraceOptions().WithSampling(true)};
  EXPECT_EQ(context.ToString(), "404142434445464748494a4b4c4d4eff-6162636465666708-01");
  EXPECT_EQ(SpanContext().ToString(), "00000000000000000000000000000000-0000000000000000-00");
}

}  // namespace
}  // namespace trace
}  // namespace opencensus
