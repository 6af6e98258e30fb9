// The form is written in hexadecimal digits, what is read as `name=value` lines.
#include "shims/opentracing/binary_carrier.h"

#include <gtest/gtest.h>

#include <sstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "opentelemetry/nostd/string_view.h"
#include "tests/support/bytes_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {

using test::FromHex;
using test::ToHex;

// 89544252 01 | length | 0001 'k' 0002 'v' 'w'
const std::string kBegin = "8954425201";
const std::string kPair =
    "0001 6b"
    "0002 7677";

std::string Text(const BinaryContent& content) {
  using Form = BinaryContent::Form;
  if (content.form == Form::kNothing) return "nothing";
  if (content.form == Form::kCorrupted) return "corrupted";
  if (content.form == Form::kOther) return "other " + ToHex(content.bytes);
  std::string text;
  const auto read =
      BinaryReader(content.bytes)
          .ForeachKey([&](opentracing::string_view key,
                          opentracing::string_view value) -> opentracing::expected<void> {
            text += std::string(key) + "=" + std::string(value) + "\n";
            return {};
          });
  EXPECT_TRUE(read);
  return text;
}

// Another tracer's form: a byte that says how many follow, with 0xff for more than may be read.
std::size_t Missing(opentelemetry::nostd::string_view bytes) {
  if (bytes.empty()) return 1;
  const auto size = static_cast<unsigned char>(*bytes.data());
  const std::size_t whole = 1 + (size == 0xff ? kMaxBinarySize : size);
  return whole > bytes.size() ? whole - bytes.size() : 0;
}

const OtherBinary kOther{Missing, [](auto, const auto& context) { return context; }};

std::string Read(const std::string& bytes, const OtherBinary& other = kOther) {
  std::istringstream stream(bytes);
  const auto content = ReadBinary(stream, other);
  EXPECT_FALSE(stream.fail()) << "callers look at it";
  return content ? Text(*content) : content.error().message();
}

TEST(BinaryCarrierTest, HoldsHeadersOneBehindTheOther) {
  BinaryWriter writer;
  ASSERT_TRUE(writer.Set("k", "vw"));
  ASSERT_TRUE(writer.Set("name", ""));
  std::ostringstream stream;
  ASSERT_TRUE(writer.WriteTo(stream));
  EXPECT_EQ(ToHex(stream.str()),
            "8954425201"
            "0000000f"
            "00016b"
            "00027677"
            "00046e616d65"
            "0000");
  EXPECT_EQ(Read(stream.str()), "k=vw\nname=\n");
}

TEST(BinaryCarrierTest, WithoutHeadersHoldsNone) {
  std::ostringstream stream;
  ASSERT_TRUE(BinaryWriter().WriteTo(stream));
  EXPECT_EQ(ToHex(stream.str()), "895442520100000000");
  EXPECT_EQ(Read(stream.str()), "");
}

struct BytesCase {
  std::string name;
  std::string hex;
  std::string expected;
};

const BytesCase kBytes[] = {
    {"NothingAtAll", "", "nothing"},
    {"OnePair", kBegin + "00000007" + kPair, "k=vw\n"},
    {"ALengthBeyondTheEnd", kBegin + "00000008" + kPair, "corrupted"},
    {"ALengthThatCutsAPair", kBegin + "00000006" + kPair, "corrupted"},
    {"AValueBeyondTheLength", kBegin + "00000007" + "00016b 000376 77", "corrupted"},
    {"ANameWithoutAValue", kBegin + "00000003" + "00016b", "corrupted"},
    {"NoLength", kBegin, "corrupted"},
    {"HalfALength", kBegin + "0000", "corrupted"},
    {"MoreThanTheLimit", kBegin + "00020001" + kPair, "corrupted"},
    {"AHugeLength", kBegin + "ffffffff" + kPair, "corrupted"},
    {"AnotherVersion", "8954425202 00000007" + kPair, "corrupted"},
    {"OnlyTheBeginning", "89544252", "corrupted"},
    {"AFewBytes", "8954", "other 8954"},
    {"AnotherTracers", "03 616263", "other 03616263"},
    {"AnotherTracersThatIsCutOff", "fe 616263", "other fe616263"},
    {"AnotherTracersBeginning", "08", "other 08"},
};

class BinaryCarrierBytesTest : public ::testing::TestWithParam<BytesCase> {};

TEST_P(BinaryCarrierBytesTest, AreRead) {
  EXPECT_EQ(Read(FromHex(GetParam().hex)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(All, BinaryCarrierBytesTest, ::testing::ValuesIn(kBytes),
                         [](const auto& info) { return info.param.name; });

TEST(BinaryCarrierTest, CutAnywhereIsNotRead) {
  const std::string whole = FromHex(kBegin + "00000007" + kPair);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const std::string text = Read(whole.substr(0, size));
    EXPECT_TRUE(text == "corrupted" || text.substr(0, 5) == "other") << size << ": " << text;
  }
}

TEST(BinaryCarrierTest, LeavesWhatStandsBehindIt) {
  std::stringstream stream(FromHex(kBegin + "00000007" + kPair) + "payload");
  ASSERT_TRUE(ReadBinary(stream, kOther));
  std::string rest;
  stream >> rest;
  EXPECT_EQ(rest, "payload");
}

TEST(BinaryCarrierTest, AnotherTracersFormIsReadToItsEnd) {
  std::stringstream stream(
      "\x08"
      "12345678payload");
  const auto content = ReadBinary(stream, kOther);
  ASSERT_TRUE(content);
  EXPECT_EQ(Text(*content), "other 083132333435363738");
  std::string rest;
  stream >> rest;
  EXPECT_EQ(rest, "payload");
}

TEST(BinaryCarrierTest, AnotherTracersFormIsReadUpToTheLimit) {
  EXPECT_EQ(Read("\xff" + std::string(kMaxBinarySize, 'x')), "corrupted");
  EXPECT_EQ(Read("\x03"
                 "123",
                 OtherBinary{}),
            "corrupted");
}

// Waits when it is read behind its bytes, as a connection that stays open does.
class Open final : public std::streambuf {
 public:
  explicit Open(std::string bytes) : bytes_(std::move(bytes)) {
    setg(bytes_.data(), bytes_.data(), bytes_.data() + bytes_.size());
  }

 private:
  int_type underflow() override {
    ADD_FAILURE() << "would wait";
    return traits_type::eof();
  }

  std::string bytes_;
};

TEST(BinaryCarrierTest, NeverWaitsForMoreThanTheContext) {
  for (const std::string& bytes :
       {FromHex(kBegin + "00000007" + kPair), FromHex("08") + "12345678"}) {
    Open buffer(bytes);
    std::istream stream(&buffer);
    EXPECT_TRUE(ReadBinary(stream, kOther));
  }
}

TEST(BinaryCarrierTest, LeavesOutAndCountsWhatItCannotHold) {
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  BinaryWriter writer;
  ASSERT_TRUE(writer.Set("long", std::string(0x10000, 'x')));
  ASSERT_TRUE(writer.Set(std::string(0x10000, 'x'), "long"));
  ASSERT_TRUE(writer.Set("a", std::string(0xffff, 'a')));
  ASSERT_TRUE(writer.Set("b", std::string(0xffff, 'b')));  // with the lengths beside it too much
  ASSERT_TRUE(writer.Set("c", "1"));
  std::ostringstream stream;
  ASSERT_TRUE(writer.WriteTo(stream));
  EXPECT_EQ(Read(stream.str()), "a=" + std::string(0xffff, 'a') + "\nc=1\n");
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 3);
}

// Has no buffer: in_avail() is 0 throughout.
class Unbuffered final : public std::streambuf {
 public:
  explicit Unbuffered(std::string bytes) : bytes_(std::move(bytes)) {}

 private:
  int_type underflow() override {
    return at_ == bytes_.size() ? traits_type::eof() : traits_type::to_int_type(bytes_[at_]);
  }
  int_type uflow() override {
    return at_ == bytes_.size() ? traits_type::eof() : traits_type::to_int_type(bytes_[at_++]);
  }

  std::string bytes_;
  std::size_t at_ = 0;
};

TEST(BinaryCarrierTest, IsReadFromAStreamWithoutABuffer) {
  Unbuffered buffer(FromHex(kBegin + "00000007" + kPair));
  std::istream stream(&buffer);
  const auto content = ReadBinary(stream, kOther);
  ASSERT_TRUE(content);
  EXPECT_EQ(Text(*content), "k=vw\n");
}

TEST(BinaryCarrierTest, AStreamThatHasFailedIsAnError) {
  std::stringstream stream;
  stream.setstate(std::ios::failbit);
  EXPECT_EQ(ReadBinary(stream, kOther).error(), std::make_error_code(std::errc::io_error));
  EXPECT_EQ(BinaryWriter().WriteTo(stream).error(), std::make_error_code(std::errc::io_error));
}

// Fails when it is flushed, as a full disk does.
class Full final : public std::streambuf {
 private:
  std::streamsize xsputn(const char*, std::streamsize size) override { return size; }
  int sync() override { return -1; }
};

TEST(BinaryCarrierTest, TellsWhatABufferedStreamNoticesLate) {
  Full buffer;
  std::ostream stream(&buffer);
  EXPECT_EQ(BinaryWriter().WriteTo(stream).error(), std::make_error_code(std::errc::io_error));
}

TEST(BinaryCarrierTest, TheStreamsExceptionsComeThrough) {
  std::stringstream stream;
  stream.exceptions(std::ios::badbit | std::ios::failbit | std::ios::eofbit);
  EXPECT_THROW(static_cast<void>(ReadBinary(stream, kOther)), std::ios::failure);
  Full buffer;
  std::ostream full(&buffer);
  full.exceptions(std::ios::badbit);
  EXPECT_THROW(static_cast<void>(BinaryWriter().WriteTo(full)), std::ios::failure);
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
