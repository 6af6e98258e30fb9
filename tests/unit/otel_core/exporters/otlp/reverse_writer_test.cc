#include "otel_core/exporters/otlp/src/reverse_writer.h"

#include <gtest/gtest.h>

#include "otel_core/sdk/src/common/wire.h"

namespace tracebridge::otlp {
namespace reverse_writer_test {
namespace {

using wire::kBytes;
using wire::kVarint;
using wire::Tag;

TEST(ReverseWriterTest, PutsTheLastFieldInFront) {
  ReverseWriter writer;
  writer.Bytes(Tag(2, kBytes), "b");
  writer.Varint(Tag(1, kVarint), 5);
  writer.Prefix(Tag(3, kBytes), 0);
  EXPECT_EQ(writer.bytes(), "\x1a\x05\x08\x05\x12\x01\x62");
}

TEST(ReverseWriterTest, WritesNumbersAsTheFormatHasThem) {
  ReverseWriter writer;
  writer.Varint(300);
  writer.Fixed64(1);
  writer.Double(Tag(1, wire::kFixed64), 1.0);
  EXPECT_EQ(writer.bytes(),
            std::string_view("\x09\0\0\0\0\0\0\xf0\x3f\1\0\0\0\0\0\0\0\xac\x02", 19));
}

TEST(ReverseWriterTest, KeepsWhatIsWrittenWhenItGrows) {
  ReverseWriter writer;
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = std::to_string(i);
    writer.Raw(text);
    expected.insert(0, text);
  }
  EXPECT_EQ(writer.bytes(), expected);
}

TEST(ReverseWriterTest, BeginsAgainWhenCleared) {
  ReverseWriter writer;
  EXPECT_EQ(writer.bytes(), "");
  writer.Raw("abc");
  writer.Clear();
  EXPECT_EQ(writer.bytes(), "");
  writer.Raw("d");
  EXPECT_EQ(writer.bytes(), "d");
}

}  // namespace
}  // namespace reverse_writer_test
}  // namespace tracebridge::otlp
