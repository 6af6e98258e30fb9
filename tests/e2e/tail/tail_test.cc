// `tracebridge tail` as a person and as a script run it; requests by libcurl, as exporters send
// them.
#include <curl/curl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "migration/tail/json_scalar.h"
#include "tests/e2e/tail/tail_process.h"
#include "tests/support/child_program.h"

namespace tracebridge::tail {
namespace {
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

struct Answer {
  long status = 0;
  std::string body;
};

size_t Append(char* data, size_t size, size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

Answer Post(const std::string& url, const std::string& body,
            const std::vector<std::string>& fields = {"Content-Type: application/json"}) {
  Answer answer;
  CURL* curl = curl_easy_init();
  curl_slist* headers = nullptr;
  for (const std::string& field : fields) headers = curl_slist_append(headers, field.c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  EXPECT_EQ(curl_easy_perform(curl), CURLE_OK);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  return answer;
}

// Returns a request of one service: its spans as `number parent name`, milliseconds after each
// other.
struct SpanLine {
  int number;
  int parent;
  std::string name;
};

std::string Request(const std::string& service, const std::string& scope,
                    const std::vector<SpanLine>& spans, const std::string& trace = "a1") {
  const auto id = [](int number) {
    char text[17];
    snprintf(text, sizeof(text), "%016d", number);
    return std::string(text);
  };
  nlohmann::json list = nlohmann::json::array();
  for (const SpanLine& span : spans) {
    const auto start = 1'700'000'000'000'000'000 + span.number * 1'000'000LL;
    list.push_back({{"traceId", std::string(30, '0') + trace},
                    {"spanId", id(span.number)},
                    {"parentSpanId", span.parent == 0 ? "" : id(span.parent)},
                    {"name", span.name},
                    {"startTimeUnixNano", std::to_string(start)},
                    {"endTimeUnixNano", std::to_string(start + 500'000)}});
  }
  const nlohmann::json request = {
      {"resourceSpans",
       {{{"resource",
          {{"attributes", {{{"key", "service.name"}, {"value", {{"stringValue", service}}}}}}}},
         {"scopeSpans", {{{"scope", {{"name", scope}}}, {"spans", list}}}}}}}};
  return request.dump();
}

void SendThreeApis(const std::string& url) {
  const std::string to = url + "/v1/traces";
  EXPECT_EQ(Post(to, Request("auth", "opencensus-shim", {{3, 2, "Check"}})).status, 200);
  EXPECT_EQ(Post(to, Request("messages", "mysql", {{4, 2, "Query"}})).status, 200);
  EXPECT_EQ(Post(to, Request("edge", "opentracing-shim", {{1, 0, "GET"}, {2, 1, "call"}})).status,
            200);
}

constexpr char kMetrics[] =
    R"({"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
    R"("scopeMetrics":[{"scope":{"name":"lib"},"metrics":[{"name":"shop.requests","unit":"{request}","sum":)"
    R"({"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"5","attributes":[{"key":"code",)"
    R"("value":{"intValue":"200"}}],"exemplars":[{"asInt":"1","traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}]}]}}]}]}]})";

TEST(TailTest, PrintsALineForEachPointOfAMetric) {
  TailProcess tail({});
  EXPECT_EQ(Post(tail.url() + "/v1/metrics", kMetrics).status, 200);
  const std::string line = tail.ReadTo("shop.requests");
  EXPECT_EQ(line,
            "metric shop.requests [{request}] counter {code=200} 5, exemplar 1 in trace "
            "4bf92f3577b34da6a3ce929d0e0e4736, of shop\n");
  tail.Interrupt();
  EXPECT_THAT(tail.Wait().err, HasSubstr("received 0 spans in 0 traces, 1 point of metrics\n"));
}

TEST(TailTest, PrintsOneTreeOfThreeProcesses) {
  TailProcess tail({"--exit-after-spans", "4", "--expect-one-trace", "--expect-spans", "4",
                    "--expect-apis", "3", "--expect-services", "3"});
  SendThreeApis(tail.url());
  const TailProcess::Result result = tail.Wait();
  EXPECT_EQ(result.out,
            "trace 000000000000000000000000000000a1  4 spans, 3 services, 3 APIs, 3.50 ms\n"
            "span         duration  API            service\n"
            "GET            500 µs  OpenTracing    edge\n"
            "└─ call        500 µs  OpenTracing    edge\n"
            "   ├─ Check    500 µs  OpenCensus     auth\n"
            "   └─ Query    500 µs  OpenTelemetry  messages\n");
  EXPECT_THAT(result.err, HasSubstr("received 4 spans in 1 trace\n"));
  EXPECT_EQ(result.status, 0) << result.err;
}

TEST(TailTest, PrintsATraceOnceItIsQuiet) {
  TailProcess tail({"--quiet-for", "20"});
  SendThreeApis(tail.url());
  EXPECT_THAT(tail.ReadTo("Query"), HasSubstr("4 spans, 3 services, 3 APIs"));
  tail.Interrupt();
  EXPECT_EQ(tail.Wait().status, 0);
}

TEST(TailTest, PrintsUnfinishedTracesWhenInterrupted) {
  TailProcess tail({});
  Post(tail.url() + "/v1/traces", Request("auth", "opencensus-shim", {{3, 2, "Check"}}));
  tail.Interrupt();
  const TailProcess::Result result = tail.Wait();
  EXPECT_THAT(result.out, HasSubstr("(span 0000000000000002 was not received)\n└─ Check"));
  EXPECT_EQ(result.status, 0);
}

TEST(TailTest, FailsWhenTheSpansAreNotOneTrace) {
  TailProcess tail({"--exit-after-spans", "2", "--expect-one-trace"});
  Post(tail.url() + "/v1/traces", Request("edge", "x", {{1, 0, "GET"}}, "a1"));
  Post(tail.url() + "/v1/traces", Request("auth", "x", {{2, 1, "Check"}}, "a2"));
  const TailProcess::Result result = tail.Wait();
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("traces: expected 1, found 2"));
}

// A client of Zipkin's below a span that came over OTLP.
TEST(TailTest, ShowsWhatZipkinsClientsSendInTheSameTree) {
  TailProcess tail({"--exit-after-spans", "2", "--expect-one-trace"});
  EXPECT_EQ(Post(tail.url() + "/api/v2/spans",
                 R"([{"traceId":"00000000000000a1","id":"2","parentId":"0000000000000001",)"
                 R"("kind":"CLIENT","name":"get","timestamp":1700000000002000,"duration":500,)"
                 R"("localEndpoint":{"serviceName":"cart"}}])")
                .status,
            202);
  Post(tail.url() + "/v1/traces", Request("edge", "opentracing-shim", {{1, 0, "GET"}}));
  const TailProcess::Result result = tail.Wait();
  EXPECT_THAT(result.out, HasSubstr("└─ get    500 µs  OpenTelemetry  cart\n"));
  EXPECT_EQ(result.status, 0) << result.err;
}

TEST(TailTest, PrintsJsonForScripts) {
  TailProcess tail({"--json", "--exit-after-spans", "4"});
  SendThreeApis(tail.url());
  const nlohmann::json trace = nlohmann::json::parse(tail.Wait().out);
  EXPECT_EQ(trace.at("whole"), true);
  EXPECT_EQ(trace.at("services"), nlohmann::json({"auth", "edge", "messages"}));
  EXPECT_EQ(trace.at("spans").at(0).at("api"), "OpenTracing");
}

std::string Content(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

TEST(TailTest, WritesItsUrlAndAPage) {
  std::string folder = (std::filesystem::temp_directory_path() / "tail_test.XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  {
    TailProcess tail(
        {"--html", folder + "/t.html", "--url-file", folder + "/url", "--exit-after-spans", "4"});
    EXPECT_EQ(Content(folder + "/url"), tail.url() + "\n");
    EXPECT_THAT(Content(folder + "/t.html"), HasSubstr("No trace has finished yet"));
    SendThreeApis(tail.url());
    tail.Wait();
    EXPECT_THAT(Content(folder + "/t.html"),
                AllOf(HasSubstr("<h2>GET</h2>"), HasSubstr("bar opencensus"),
                      HasSubstr("bar opentracing"), HasSubstr("bar opentelemetry")));
  }
  std::filesystem::remove_all(folder);
}

TEST(TailTest, ReadsWhatARealExporterSent) {
  TailProcess tail({});
  for (const char* name : {"otlp-trace-proto.gzip.json", "otlp-trace-proto.minimal.json",
                           "otlp-trace-json.minimal.json"}) {
    std::ifstream file(std::string(TRACEBRIDGE_TEST_DATA "/otlp/") + name);
    const nlohmann::json capture = nlohmann::json::parse(file);
    std::vector<std::string> fields = {"Content-Type: " +
                                       capture.at("content_type").get<std::string>()};
    if (capture.contains("content_encoding")) {
      fields.push_back("Content-Encoding: " + capture["content_encoding"].get<std::string>());
    }
    const std::string body = FromBase64(capture.at("body_base64").get<std::string>()).value();
    EXPECT_EQ(Post(tail.url() + "/v1/traces", body, fields).status, 200) << name;
  }
  tail.Interrupt();
  EXPECT_THAT(tail.Wait().out, HasSubstr("checkout"));
}

TEST(TailTest, TakesABodyLargerThanCurlSendsAtOnce) {
  TailProcess tail({"--exit-after-spans", "1"});
  const std::string name(3 << 20, 'n');  // libcurl waits for `100 Continue` before such a body
  EXPECT_EQ(Post(tail.url() + "/v1/traces", Request("edge", "x", {{1, 0, name}})).status, 200);
  EXPECT_THAT(tail.Wait().out, HasSubstr("nnn…"));
}

TEST(TailTest, RefusesAndGoesOn) {
  TailProcess tail({"--max-body", "1", "--exit-after-spans", "1"});
  const std::string to = tail.url() + "/v1/traces";
  const std::string json = "Content-Type: application/json";
  EXPECT_EQ(Post(tail.url() + "/v1/logs", "{}").status, 404);
  EXPECT_EQ(Post(to, "{}", {json, "Host: evil.example"}).status, 403);
  EXPECT_EQ(Post(to, "{}", {json, "Origin: https://evil.example"}).status, 403);
  EXPECT_EQ(Post(to, "{}", {"Content-Type: text/plain"}).status, 415);
  EXPECT_EQ(Post(to, "{}", {json, "Content-Encoding: br"}).status, 415);
  EXPECT_EQ(Post(to, std::string(2 << 20, ' ')).status, 413);
  const Answer answer = Post(to, "{\x1b[2J");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("\"message\""));
  EXPECT_EQ(Post(to, Request("edge", "x", {{1, 0, "GET"}})).status, 200);
  const TailProcess::Result result = tail.Wait();
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, AllOf(HasSubstr("refused with 403"), HasSubstr("7 requests refused"),
                                Not(HasSubstr("\x1b"))));
}

TEST(TailTest, DoesNotStartWhereItCannotWrite) {
  TailProcess tail({"--html", "/nonexistent/t.html"});
  const TailProcess::Result result = tail.Wait();
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("cannot write /nonexistent/t.html"));
}

TEST(TailTest, TellsItsOptionsAndVersion) {
  const auto help = test::ChildProgram::Run(TRACEBRIDGE_COMMAND, {"tail", "--help"});
  EXPECT_EQ(help.status, 0);
  // It listens on loopback unless it is told otherwise.
  EXPECT_THAT(help.out, AllOf(HasSubstr("--html FILE"), HasSubstr("Examples:"),
                              ContainsRegex("--listen ADDRESS:PORT[ =[]+127.0.0.1:4318")));
  const auto version = test::ChildProgram::Run(TRACEBRIDGE_COMMAND, {"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.out, "tracebridge " TRACEBRIDGE_VERSION "\n");
}

// Whether or not something else has the port: the address is in what it says.
TEST(TailTest, ListensOnLoopbackByDefault) {
  const auto tail = test::ChildProgram::Run(TRACEBRIDGE_COMMAND, {"tail", "--exit-after", "1"});
  EXPECT_THAT(tail.err, HasSubstr("127.0.0.1:4318"));
  EXPECT_THAT(tail.err, Not(HasSubstr("0.0.0.0")));
}

}  // namespace
}  // namespace tracebridge::tail
