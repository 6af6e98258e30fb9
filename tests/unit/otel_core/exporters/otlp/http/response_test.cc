// Source: opentelemetry-proto 1.10, docs/specification.md, "OTLP/HTTP Response".
#include "otel_core/exporters/otlp/src/http/response.h"

#include <gtest/gtest.h>

#include "otel_core/proto/otlp/trace_service.pb.h"

namespace tracebridge::otlp {
namespace {

constexpr const char* kProtobuf = "application/x-protobuf";
constexpr const char* kJson = "application/json";

std::string Partial(std::int64_t rejected, const std::string& message) {
  tracebridge::otlp::v1::ExportTraceServiceResponse response;
  response.mutable_partial_success()->set_rejected_spans(rejected);
  response.mutable_partial_success()->set_error_message(message);
  return response.SerializeAsString();
}

std::string Text(const Attempt& attempt) {
  const char* const verdicts[] = {"delivered", "refused", "transient", "cancelled"};
  return std::string(verdicts[static_cast<int>(attempt.verdict)]) + ", " +
         std::to_string(attempt.rejected) + " rejected: " + attempt.message;
}

struct ResponseCase {
  std::string name;
  long status;
  std::string content_type;
  std::string body;
  std::string expected;
};

const ResponseCase kCases[] = {
    {"Ok", 200, kProtobuf, "", "delivered, 0 rejected: "},
    {"Accepted", 202, "", "", "delivered, 0 rejected: "},
    {"PartialSuccess", 200, kProtobuf, Partial(3, "too old"), "delivered, 3 rejected: too old"},
    {"Warning", 200, kProtobuf, Partial(0, "soon"), "delivered, 0 rejected: soon"},
    {"PartialSuccessInJson", 200, kJson,
     R"({"partialSuccess":{"rejectedSpans":"2","errorMessage":"no"}})",
     "delivered, 2 rejected: no"},
    {"PartialSuccessInJsonWithANumber", 200, "application/json; charset=utf-8",
     R"({"partialSuccess":{"rejectedSpans":2}})", "delivered, 2 rejected: "},
    {"PartialSuccessOfPoints", 200, kJson, R"({"partialSuccess":{"rejectedDataPoints":"4"}})",
     "delivered, 4 rejected: "},
    {"EmptyJson", 200, kJson, "{}", "delivered, 0 rejected: "},
    {"NegativeRejected_CountsNothing", 200, kProtobuf, Partial(-1, ""), "delivered, 0 rejected: "},
    {"GarbageBody", 200, kProtobuf, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
     "delivered, 0 rejected: "},
    {"LengthBeyondTheEnd", 200, kProtobuf, "\x0a\x7f", "delivered, 0 rejected: "},
    {"GarbageJson", 200, kJson, "[[[{", "delivered, 0 rejected: "},
    {"JsonOfAnotherShape", 200, kJson, R"({"partialSuccess":[1]})", "delivered, 0 rejected: "},
    {"Html_IsNotRead", 200, "text/html", "<html>", "delivered, 0 rejected: "},
    {"BadRequest", 400, kProtobuf, std::string("\x08\x03\x12\x03") + "bad",
     "refused, 0 rejected: HTTP status 400: bad"},
    {"BadRequestInJson", 400, kJson, R"({"code":3,"message":"bad\nline"})",
     "refused, 0 rejected: HTTP status 400: bad?line"},
    {"NotFound", 404, "text/plain", "no", "refused, 0 rejected: HTTP status 404"},
    {"Redirect", 302, "", "", "refused, 0 rejected: HTTP status 302"},
    {"InternalServerError", 500, "", "", "refused, 0 rejected: HTTP status 500"},
    {"TooManyRequests", 429, "", "", "transient, 0 rejected: HTTP status 429"},
    {"BadGateway", 502, "", "", "transient, 0 rejected: HTTP status 502"},
    {"ServiceUnavailable", 503, "", "", "transient, 0 rejected: HTTP status 503"},
    {"GatewayTimeout", 504, "", "", "transient, 0 rejected: HTTP status 504"},
};

class ResponseTest : public testing::TestWithParam<ResponseCase> {};

TEST_P(ResponseTest, Means) {
  const ResponseCase& c = GetParam();
  EXPECT_EQ(Text(ReadResponse(c.status, c.content_type, c.body)), c.expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, ResponseTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(OneLineTest, IsShortAndPrintable) {
  EXPECT_EQ(OneLine("a\r\n\x1b[31m\xC3\xA9"), "a???[31m??");
  EXPECT_EQ(OneLine(std::string(1000, 'x')).size(), 200u);
}

}  // namespace
}  // namespace tracebridge::otlp
