#include "migration/tail/inflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace tracebridge::tail::inflate_test {
namespace {
constexpr size_t kLimit = 1 << 20;

// `window_bits` as zlib takes them: 31 gzip, 15 zlib, -15 raw.
std::string Compressed(const std::string& text, int window_bits) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string output(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(output.data());
  stream.avail_out = static_cast<uInt>(output.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  output.resize(stream.total_out);
  deflateEnd(&stream);
  return output;
}

std::string Text(const std::variant<std::string, DecodeError>& result) {
  if (const auto* text = std::get_if<std::string>(&result)) return *text;
  const auto& error = std::get<DecodeError>(result);
  return (error.code == DecodeError::Code::kTooLarge ? "too large: " : "malformed: ") +
         error.message;
}

TEST(InflateTest, NamesOfEncodingsIgnoreCaseAndSpace) {
  EXPECT_EQ(ParseContentEncoding(""), ContentEncoding::kIdentity);
  EXPECT_EQ(ParseContentEncoding(" GZip "), ContentEncoding::kGzip);
  EXPECT_EQ(ParseContentEncoding("x-gzip"), ContentEncoding::kGzip);
  EXPECT_EQ(ParseContentEncoding("deflate"), ContentEncoding::kDeflate);
  EXPECT_EQ(ParseContentEncoding("br"), std::nullopt);
  EXPECT_EQ(ParseContentEncoding("gzip, gzip"), std::nullopt);
}

TEST(InflateTest, ReadsWhatSendersCallGzipAndDeflate) {
  EXPECT_EQ(Text(Inflate(ContentEncoding::kIdentity, "spans", kLimit)), "spans");
  EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, Compressed("spans", 31), kLimit)), "spans");
  EXPECT_EQ(Text(Inflate(ContentEncoding::kDeflate, Compressed("spans", 15), kLimit)), "spans");
  EXPECT_EQ(Text(Inflate(ContentEncoding::kDeflate, Compressed("spans", -15), kLimit)), "spans");
}

TEST(InflateTest, JoinsTheMembersOfAGzipFile) {
  const std::string members = Compressed("one ", 31) + Compressed("two", 31);
  EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, members, kLimit)), "one two");
}

TEST(InflateTest, ReadsWhatIsLongerThanAStep) {
  std::string text;
  for (int i = 0; text.size() < 300'000; ++i) text += std::to_string(i);
  EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, Compressed(text, 31), kLimit)), text);
}

TEST(InflateTest, RefusesDataThatIsNotWhole) {
  const std::string gzip = Compressed("spans", 31);
  const std::string refused = "malformed: the body is not gzip data";
  for (size_t size = 0; size < gzip.size(); ++size) {
    EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, gzip.substr(0, size), kLimit)), refused) << size;
  }
  EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, gzip + "x", kLimit)), refused);
  EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, "spans", kLimit)), refused);
  EXPECT_EQ(Text(Inflate(ContentEncoding::kDeflate, "\xff\xff", kLimit)),
            "malformed: the body is not deflate data");
}

TEST(InflateTest, StopsAtTheLimit) {
  const std::string zeros(100'000'000, '\0');
  const std::string bomb = Compressed(zeros, 31);
  ASSERT_LT(bomb.size(), 200'000u);
  EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, bomb, kLimit)),
            "too large: the body is larger than 1048576 bytes");
}

TEST(InflateTest, TakesABodyOfExactlyTheLimit) {
  const std::string body(1000, 'x');
  EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, Compressed(body, 31), 1000)), body);
  EXPECT_EQ(Text(Inflate(ContentEncoding::kIdentity, body, 1000)), body);
  EXPECT_EQ(Text(Inflate(ContentEncoding::kGzip, Compressed(body, 31), 999)),
            "too large: the body is larger than 999 bytes");
  EXPECT_EQ(Text(Inflate(ContentEncoding::kIdentity, body, 999)),
            "too large: the body is larger than 999 bytes");
}

}  // namespace
}  // namespace tracebridge::tail::inflate_test
