// What differs from the original: tests/conformance/opentracing_api/behaviour has the rest.
#include <gtest/gtest.h>
#include <opentracing/mocktracer/json.h>
#include <opentracing/mocktracer/json_recorder.h>

#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {
using opentracing::mocktracer::JsonRecorder;
using opentracing::mocktracer::SpanData;

SpanData Named(const std::string& name) {
  SpanData span;
  span.span_context.trace_id = 10;
  span.span_context.span_id = 11;
  span.operation_name = name;
  span.duration = std::chrono::microseconds(12);
  return span;
}

TEST(JsonTest, WritesDecimalNumbersAfterAControlCharacter) {
  std::ostringstream out;
  opentracing::mocktracer::ToJson(out, {Named("a\x01z\x7f")});
  EXPECT_EQ(out.str(),
            R"([{"span_context":{"trace_id":"000000000000000a","span_id":"000000000000000b",)"
            R"("baggage":{}},"references":[],"operation_name":"a\u0001z)"
            "\x7f"
            R"(","start_timestamp":0,"duration":12,"tags":{},"logs":[]}])");
}

// Throws when it is written to.
struct Full : std::streambuf {
  int_type overflow(int_type) override { throw std::runtime_error("full"); }
};

TEST(JsonRecorderTest, OutlivesAStreamThatThrows) {
  Full full;
  std::unique_ptr<std::ostream> out(new std::ostream(&full));
  out->exceptions(std::ios::badbit);
  JsonRecorder recorder(std::move(out));
  recorder.RecordSpan(Named("x"));
  recorder.Close();
  recorder.Close();
}

}  // namespace
