// What differs from the original: tests/conformance/opentracing_api/behaviour has the rest.
#include "opentracing_api/src/mocktracer/propagation.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

#include "opentracing_api/src/mocktracer/base64.h"

namespace tracebridge::opentracing_mocktracer::propagation_test {
namespace {
using opentracing::expected;
using opentracing::string_view;

// Trace 1, span 2, baggage {k: "v"}.
const std::string kBytes("\x01\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\x01\0\0\0\x01\0\0\0k\x01\0\0\0v",
                         30);

std::string Text(const expected<bool>& read, const SpanContextData& data) {
  if (!read) return read.error().message();
  if (!*read) return "nothing";
  std::string text = std::to_string(data.trace_id) + " " + std::to_string(data.span_id);
  for (const auto& item : data.baggage) text += " " + item.first + "=" + item.second;
  return text;
}

std::string Text(const std::string& bytes) {
  std::istringstream stream(bytes);
  SpanContextData data;
  const auto read = Read(PropagationOptions(), stream, data);
  return Text(read, data);
}

TEST(PropagationTest, ReadsWhatItWrites) {
  SpanContextData data;
  data.trace_id = 1;
  data.span_id = 2;
  data.baggage = {{"k", "v"}};
  std::ostringstream stream;
  ASSERT_TRUE(Write(PropagationOptions(), data, stream));
  EXPECT_EQ(stream.str(), kBytes);
  EXPECT_EQ(Text(kBytes), "1 2 k=v");
}

TEST(PropagationTest, RefusesBytesThatEndEarly) {
  const std::string io_error = std::make_error_code(std::errc::io_error).message();
  EXPECT_EQ(Text(""), "nothing");
  for (std::size_t size = 1; size < kBytes.size(); ++size) {
    EXPECT_EQ(Text(kBytes.substr(0, size)), io_error) << size;
  }
}

TEST(PropagationTest, TakesNoMemoryForALengthThatIsOnlyClaimed) {
  std::string bytes = kBytes.substr(0, 16);
  bytes += std::string("\xff\xff\xff\xff", 4);  // items
  bytes += std::string("\xff\xff\xff\xff", 4);  // bytes of the first key
  bytes += "short";
  EXPECT_EQ(Text(bytes), std::make_error_code(std::errc::io_error).message());
}

TEST(PropagationTest, ReadsTextLongerThanItsBuffer) {
  SpanContextData data;
  data.trace_id = data.span_id = 3;
  data.baggage = {{"k", std::string(1000, 'x')}};
  std::ostringstream stream;
  ASSERT_TRUE(Write(PropagationOptions(), data, stream));
  EXPECT_EQ(Text(stream.str()), "3 3 k=" + std::string(1000, 'x'));
}

// Passes strings that live only for the call.
class Temporaries : public opentracing::HTTPHeadersReader {
 public:
  explicit Temporaries(std::map<std::string, std::string> pairs) : pairs_(std::move(pairs)) {}

  expected<void> ForeachKey(
      std::function<expected<void>(string_view key, string_view value)> f) const override {
    for (const auto& pair : pairs_) {
      const auto result = f(std::string(pair.first), std::string(pair.second));
      if (!result) return result;
    }
    return {};
  }

 private:
  std::map<std::string, std::string> pairs_;
};

TEST(PropagationTest, CopiesAValueThatLivesOnlyForTheCall) {
  const Temporaries carrier({{"accept", "*/*"}, {"X-Ot-Span-CONTEXT", EncodeBase64(kBytes)}});
  SpanContextData data;
  const opentracing::HTTPHeadersReader& headers = carrier;
  const auto read = Read(PropagationOptions(), headers, data);
  EXPECT_EQ(Text(read, data), "1 2 k=v");
  const opentracing::TextMapReader& pairs = carrier;
  EXPECT_EQ(Text(Read(PropagationOptions(), pairs, data), data), "nothing");
}

}  // namespace
}  // namespace tracebridge::opentracing_mocktracer::propagation_test
