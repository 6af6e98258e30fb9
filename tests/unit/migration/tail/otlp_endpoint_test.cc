// One case per way to be refused, and the requests that are not.
#include "migration/tail/otlp_endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/migration/tail/captured.h"

namespace tracebridge::tail {
namespace {
using testing::HasSubstr;

RequestHead Good() {
  RequestHead head;
  head.method = "POST";
  head.target = "/v1/traces";
  head.host = {"127.0.0.1:4318"};
  head.content_type = {"application/json"};
  return head;
}

OtlpEndpoint Endpoint(EndpointOptions options = {}) {
  return OtlpEndpoint(
      std::move(options), [](std::vector<Span>) {}, [](std::vector<Metric>) {});
}

struct HeadCase {
  std::string name;
  void (*change)(RequestHead&);
  int status;  // 0: not refused
};

const HeadCase kCases[] = {
    {"Json", [](RequestHead&) {}, 0},
    {"Protobuf", [](RequestHead& h) { h.content_type = {"Application/X-Protobuf"}; }, 0},
    {"Charset", [](RequestHead& h) { h.content_type = {"application/json; charset=utf-8"}; }, 0},
    {"Gzip", [](RequestHead& h) { h.content_encoding = {"gzip"}; }, 0},
    {"Deflate", [](RequestHead& h) { h.content_encoding = {"deflate"}; }, 0},
    {"Query", [](RequestHead& h) { h.target = "/v1/traces?key=1"; }, 0},
    {"Localhost", [](RequestHead& h) { h.host = {"localhost:4318"}; }, 0},
    {"ForwardedPort", [](RequestHead& h) { h.host = {"localhost:9999"}; }, 0},
    {"Loopback6", [](RequestHead& h) { h.host = {"[::1]:4318"}; }, 0},
    {"OwnOrigin", [](RequestHead& h) { h.origin = {"http://localhost:4318"}; }, 0},
    {"SameOrigin", [](RequestHead& h) { h.fetch_site = {"same-origin"}; }, 0},
    {"LargestLength", [](RequestHead& h) { h.content_length = 64 << 20; }, 0},
    {"NoHost", [](RequestHead& h) { h.host = {}; }, 400},
    {"TwoHosts",
     [](RequestHead& h) {
       h.host = {"localhost", "localhost"};
     },
     400},
    {"ForeignHost", [](RequestHead& h) { h.host = {"evil.example:4318"}; }, 403},
    {"HostThatStartsLikeOurs", [](RequestHead& h) { h.host = {"localhost.evil.example"}; }, 403},
    {"AnotherAddress", [](RequestHead& h) { h.host = {"10.0.0.1:4318"}; }, 403},
    {"EmptyHost", [](RequestHead& h) { h.host = {""}; }, 403},
    {"ForeignOrigin", [](RequestHead& h) { h.origin = {"https://evil.example"}; }, 403},
    {"OriginOfAnotherPort", [](RequestHead& h) { h.origin = {"http://localhost:3000"}; }, 403},
    {"OriginOverTls", [](RequestHead& h) { h.origin = {"https://localhost:4318"}; }, 403},
    {"NullOrigin", [](RequestHead& h) { h.origin = {"null"}; }, 403},
    {"OneOfTwoOrigins",
     [](RequestHead& h) {
       h.origin = {"http://localhost:4318", "https://evil.example"};
     },
     403},
    {"CrossSite", [](RequestHead& h) { h.fetch_site = {"cross-site"}; }, 403},
    {"Preflight",
     [](RequestHead& h) {
       h.method = "OPTIONS";
       h.origin = {"https://evil.example"};
     },
     403},
    {"Metrics", [](RequestHead& h) { h.target = "/v1/metrics"; }, 0},
    {"MetricsInProtobuf",
     [](RequestHead& h) {
       h.target = "/v1/metrics";
       h.content_type = {"application/x-protobuf"};
     },
     0},
    {"MetricsInThrift",
     [](RequestHead& h) {
       h.target = "/v1/metrics";
       h.content_type = {"application/x-thrift"};
     },
     415},
    {"Logs", [](RequestHead& h) { h.target = "/v1/logs"; }, 404},
    {"Root", [](RequestHead& h) { h.target = "/"; }, 404},
    {"LongerPath", [](RequestHead& h) { h.target = "/v1/traces/x"; }, 404},
    {"Get", [](RequestHead& h) { h.method = "GET"; }, 405},
    {"Put", [](RequestHead& h) { h.method = "PUT"; }, 405},
    {"NoType", [](RequestHead& h) { h.content_type = {}; }, 415},
    {"Form", [](RequestHead& h) { h.content_type = {"application/x-www-form-urlencoded"}; }, 415},
    {"PlainText", [](RequestHead& h) { h.content_type = {"text/plain"}; }, 415},
    {"TwoTypes",
     [](RequestHead& h) {
       h.content_type = {"application/json", "text/plain"};
     },
     415},
    {"Brotli", [](RequestHead& h) { h.content_encoding = {"br"}; }, 415},
    {"GzipTwice", [](RequestHead& h) { h.content_encoding = {"gzip, gzip"}; }, 415},
    {"TwoEncodings",
     [](RequestHead& h) {
       h.content_encoding = {"gzip", "gzip"};
     },
     415},
    {"TooLong", [](RequestHead& h) { h.content_length = (64 << 20) + 1; }, 413},
};

class RequestHeadTest : public testing::TestWithParam<HeadCase> {};

TEST_P(RequestHeadTest, IsJudged) {
  RequestHead head = Good();
  GetParam().change(head);
  const std::optional<Reply> reply = Endpoint().Refuse(head);
  EXPECT_EQ(reply ? reply->status : 0, GetParam().status) << (reply ? reply->reason : "");
}

INSTANTIATE_TEST_SUITE_P(Heads, RequestHeadTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(OtlpEndpointTest, NamesWhatItTakesInstead) {
  RequestHead head = Good();
  head.method = "GET";
  EXPECT_EQ(Endpoint().Refuse(head)->headers.back(),
            std::make_pair(std::string("Allow"), std::string("POST")));
  head = Good();
  head.content_encoding = {"br"};
  EXPECT_EQ(Endpoint().Refuse(head)->headers.back().second, "gzip, deflate, identity");
}

TEST(OtlpEndpointTest, AllowsHostsThatItWasTold) {
  EndpointOptions options;
  options.allowed_hosts = {"host.docker.internal"};
  RequestHead head = Good();
  head.host = {"Host.Docker.Internal:4318"};
  EXPECT_EQ(Endpoint(options).Refuse(head), std::nullopt);
}

TEST(OtlpEndpointTest, OnAPublicAddressTakesAnyAddressButNoName) {
  EndpointOptions options;
  options.listen_host = "0.0.0.0";
  RequestHead head = Good();
  head.host = {"192.168.1.7:4318"};
  EXPECT_EQ(Endpoint(options).Refuse(head), std::nullopt);
  head.host = {"rebound.example:4318"};
  EXPECT_EQ(Endpoint(options).Refuse(head)->status, 403);
}

// Sends a body to an endpoint and notes what it hands on.
struct Received {
  std::vector<Span> spans;
  std::vector<Metric> metrics;
  Reply reply;
};

Received Send(const RequestHead& head, const std::string& body, EndpointOptions options = {}) {
  Received received;
  const OtlpEndpoint endpoint(
      std::move(options),
      [&](std::vector<Span> spans) {
        for (Span& span : spans) received.spans.push_back(std::move(span));
      },
      [&](std::vector<Metric> metrics) { received.metrics = std::move(metrics); });
  EXPECT_EQ(endpoint.Refuse(head), std::nullopt);
  received.reply = endpoint.Receive(head, body);
  return received;
}

class CapturedRequestTest : public testing::TestWithParam<std::string> {};

TEST_P(CapturedRequestTest, IsAccepted) {
  const Json capture = ReadCapture(GetParam());
  RequestHead head = Good();
  head.content_type = {capture.at("content_type").get<std::string>()};
  if (capture.contains("content_encoding") && !capture["content_encoding"].is_null()) {
    head.content_encoding = {capture["content_encoding"].get<std::string>()};
  }
  const Received received = Send(head, BodyOf(capture));
  EXPECT_EQ(received.reply.status, 200);
  EXPECT_EQ(received.spans.size(), capture.at("recorded").size());
}

INSTANTIATE_TEST_SUITE_P(OtelJs, CapturedRequestTest,
                         testing::ValuesIn(CapturesNamed("otlp-trace-")), TestNameOf);

TEST(OtlpEndpointTest, AnswersAnEmptyRequestWithSuccess) {
  EXPECT_EQ(Send(Good(), "{}").reply.status, 200);
  RequestHead head = Good();
  head.content_type = {"application/x-protobuf"};
  EXPECT_EQ(Send(head, "").reply.status, 200);
}

TEST(OtlpEndpointTest, HandsMetricsOn) {
  RequestHead head = Good();
  head.target = "/v1/metrics";
  const Received received = Send(
      head,
      R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[{"asInt":"1"}]}}]}]}]})");
  EXPECT_EQ(received.reply.status, 200);
  EXPECT_EQ(received.reply.body, "{}");
  ASSERT_EQ(received.metrics.size(), 1u);
  EXPECT_EQ(received.metrics[0].name, "m");
  EXPECT_TRUE(received.spans.empty());
}

TEST(OtlpEndpointTest, RefusesMetricsThatAreNone) {
  RequestHead head = Good();
  head.target = "/v1/metrics";
  EXPECT_EQ(Send(head, "[]").reply.status, 400);
  EndpointOptions options;
  options.decode.max_points = 0;
  EXPECT_EQ(
      Send(head,
           R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":[{}]}}]}]}]})",
           options)
          .reply.status,
      413);
}

TEST(OtlpEndpointTest, ReportsRejectedSpans) {
  const Received received =
      Send(Good(), R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"no id"}]}]}]})");
  EXPECT_EQ(received.reply.status, 200);
  EXPECT_THAT(received.reply.body, HasSubstr(R"("rejectedSpans":"1")"));
}

TEST(OtlpEndpointTest, TakesRequestsOfZipkinsClients) {
  RequestHead head = Good();
  head.target = "/api/v2/spans";
  const Received received =
      Send(head, R"([{"traceId":"0000000000000001","id":"0000000000000002","name":"get"}])");
  EXPECT_EQ(received.reply.status, 202);
  EXPECT_EQ(received.reply.body, "");
  ASSERT_EQ(received.spans.size(), 1u);
  EXPECT_EQ(received.spans[0].name, "get");
}

TEST(OtlpEndpointTest, AnswersZipkinsClientsInText) {
  RequestHead head = Good();
  head.target = "/api/v2/spans";
  const Reply refused = Send(head, "{}").reply;
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.headers.at(0).second, "text/plain; charset=utf-8");
  EXPECT_EQ(refused.body, "the body must be a JSON array of spans\n");
  EXPECT_EQ(Send(head, R"([{"name":"get"}])").reply.status, 202);
  head.content_type = {"application/x-protobuf"};
  EXPECT_EQ(Endpoint().Refuse(head)->status, 415);
  head.target = "/api/v1/spans";
  EXPECT_EQ(Endpoint().Refuse(head)->status, 404);
}

// An endpoint that takes what Jaeger's clients send: "spans" is one span, and "bad" none.
EndpointOptions WithJaeger() {
  EndpointOptions options;
  options.decode_jaeger = [](std::string_view body, const DecodeLimits&) -> DecodeResult {
    if (body == "bad") return DecodeError{DecodeError::Code::kMalformed, "not Thrift"};
    DecodedTraces traces;
    traces.spans.emplace_back();
    if (body == "some") {
      traces.rejected_spans = 2;
      traces.rejection = "no id";
    }
    return traces;
  };
  return options;
}

RequestHead JaegerHead(const std::string& target = "/api/traces") {
  RequestHead head = Good();
  head.target = target;
  head.content_type = {"application/x-thrift"};
  return head;
}

TEST(OtlpEndpointTest, TakesRequestsOfJaegersClients) {
  for (const char* target : {"/api/traces", "/api/traces?format=jaeger.thrift"}) {
    const Received received = Send(JaegerHead(target), "spans", WithJaeger());
    EXPECT_EQ(received.reply.status, 202);
    EXPECT_EQ(received.reply.body, "");
    EXPECT_EQ(received.spans.size(), 1u);
  }
  RequestHead head = JaegerHead();
  head.content_type = {"application/vnd.apache.thrift.binary"};
  EXPECT_EQ(Send(head, "spans", WithJaeger()).reply.status, 202);
}

TEST(OtlpEndpointTest, AnswersJaegersClientsInText) {
  const Reply refused = Send(JaegerHead(), "bad", WithJaeger()).reply;
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.headers.at(0).second, "text/plain; charset=utf-8");
  EXPECT_EQ(refused.body, "not Thrift\n");
  const Reply in_part = Send(JaegerHead(), "some", WithJaeger()).reply;
  EXPECT_EQ(in_part.status, 202);
  EXPECT_EQ(in_part.body, "2 spans rejected: no id\n");
}

TEST(OtlpEndpointTest, KeepsThriftAndOtlpApart) {
  RequestHead head = JaegerHead();
  EXPECT_EQ(Endpoint().Refuse(head)->status, 404) << "a build without Thrift";
  head.content_type = {"application/json"};
  EXPECT_EQ(Endpoint(WithJaeger()).Refuse(head)->status, 415);
  head = JaegerHead("/v1/traces");
  EXPECT_EQ(Endpoint(WithJaeger()).Refuse(head)->status, 415);
  EXPECT_EQ(Endpoint(WithJaeger()).Refuse(JaegerHead("/api/traces?format=zipkin.thrift"))->status,
            400);
}

TEST(OtlpEndpointTest, RefusesBodiesThatAreNotWhatTheySay) {
  RequestHead head = Good();
  EXPECT_EQ(Send(head, "not json").reply.status, 400);
  head.content_encoding = {"gzip"};
  EXPECT_EQ(Send(head, "{}").reply.status, 400);
  head = Good();
  head.content_type = {"application/x-protobuf"};
  const Reply reply = Send(head, "{}").reply;
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.headers.at(0).second, "application/x-protobuf");
}

TEST(OtlpEndpointTest, RefusesBodiesOverTheLimits) {
  EndpointOptions options;
  options.max_body = 10;
  EXPECT_EQ(Send(Good(), R"({"long":"body"})", options).reply.status, 413);
  options = {};
  options.decode.max_spans = 1;
  EXPECT_EQ(Send(Good(), R"({"resourceSpans":[{"scopeSpans":[{"spans":[{},{}]}]}]})", options)
                .reply.status,
            413);
}

}  // namespace
}  // namespace tracebridge::tail
