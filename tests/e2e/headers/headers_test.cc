// `tracebridge headers` as people run it: arguments, standard input and files in; text, JSON and an exit status out.
//
// curl_verbose.txt is what `curl -sv` 7.88 printed of a request to a local server; the installed curl is asked as well.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "migration/headers/formats.h"
#include "migration/headers/header_text.h"
#include "opentelemetry/trace/context.h"
#include "tests/support/child_program.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::headers {
namespace {

using test::ChildProgram;
using ::testing::HasSubstr;

const char kCurlOutput[] = TRACEBRIDGE_CURL_OUTPUT;
const char kTraceparent[] = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

ChildProgram Headers(std::vector<std::string> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), "headers");
  return ChildProgram::Run(TRACEBRIDGE_COMMAND, arguments, {}, input);
}

std::string TextOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string kTableOfCurl =
    R"(format        trace id                          span id           sampled  what it is       baggage
tracecontext  0af7651916cd43dd8448eb211c80319c  b7ad6b7169203331  yes      the parent
jaeger        00000000000000008448eb211c80319c  b7ad6b7169203331  yes      the same parent  user=alice

tracestate: congo=t61rcWkgMzE

not propagation headers: accept content-length date host server user-agent x-request-id
)";

// `out` and `err` are parts of what is printed; "": nothing is.
struct Row {
  std::string name;
  std::vector<std::string> arguments;
  std::string input;
  int status;
  std::string out;
  std::string err;
};

const Row kRows[] = {
    {"OneHeader", {kTraceparent}, "", 0, "0af7651916cd43dd8448eb211c80319c", ""},
    {"TwoThatAgree",
     {kTraceparent, "b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"},
     "",
     0,
     "undecided  the same parent",
     ""},
    {"TwoThatDisagree", {kTraceparent, "b3: 1-2-1"}, "", 1, "another parent: becomes a link", ""},
    {"Malformed",
     {"traceparent: 00-1-2-01"},
     "",
     1,
     "traceparent: the trace id has 1 lower-case hex digits, not 32",
     ""},
    {"MalformedBesideAGoodOne", {kTraceparent, "b3: zz"}, "", 1, "malformed: ignored", ""},
    {"NoParent", {"b3: 0"}, "", 1, "names no parent", ""},
    {"NoContext", {"Host: shop"}, "", 1, "no context in any known format", ""},
    {"CurlFromStandardInput", {"-"}, TextOf(kCurlOutput), 0, kTableOfCurl, ""},
    {"CurlFromAFile", {"--file", kCurlOutput}, "", 0, kTableOfCurl, ""},
    {"InputAndArguments", {"-", "b3: 1-2-1"}, TextOf(kCurlOutput), 1, "becomes a link", ""},
    {"Precedence",
     {"--precedence", "b3,jaeger", kTraceparent, "b3: 1-2-1"},
     "",
     1,
     "yes      the parent\ntracecontext",
     ""},
    {"Json",
     {"--json", kTraceparent},
     "",
     0,
     R"({"formats":[{"format":"tracecontext","verdict":"wins","traceId":"0af7651916cd43dd8448eb211c80319c",)"
     R"("spanId":"b7ad6b7169203331","decision":"yes"}],"otherHeaders":[]})",
     ""},
    {"Help", {"--help"}, "", 0, "Exit status: 0 when", ""},
    {"NoArguments", {}, "", 2, "", "--help shows examples"},
    {"NoSuchFile", {"--file", "/does/not/exist"}, "", 2, "", "cannot read /does/not/exist"},
    {"NoSuchFormat", {"--precedence", "b4", kTraceparent}, "", 2, "", "b4"},
    {"NoSuchOption", {"--encoed", kTraceparent}, "", 2, "", "--encoed"},
};

class HeadersCommandTest : public ::testing::TestWithParam<Row> {};

TEST_P(HeadersCommandTest, PrintsAndExits) {
  const ChildProgram ended = Headers(GetParam().arguments, GetParam().input);
  EXPECT_EQ(ended.status, GetParam().status);
  EXPECT_THAT(ended.out, HasSubstr(GetParam().out));
  EXPECT_THAT(ended.err, HasSubstr(GetParam().err));
  EXPECT_EQ(ended.out.empty(), GetParam().out.empty()) << ended.out;
  EXPECT_EQ(ended.err.empty(), GetParam().err.empty()) << ended.err;
}

INSTANTIATE_TEST_SUITE_P(CommandLines, HeadersCommandTest, ::testing::ValuesIn(kRows),
                         [](const auto& info) { return info.param.name; });

// As docs/leaving-a-format.md has it: `curl -sv ... 2>&1 >/dev/null | tracebridge headers -`.
TEST(HeadersCommandCurlTest, ReadsWhatTheInstalledCurlPrints) {
  otlp::TestCollector server({otlp::Respond("200 OK", "", "b3: 7-7-1\n")});
  const std::string url = server.url();
  const ChildProgram curl = ChildProgram::Run(
      TRACEBRIDGE_CURL,
      {"-q", "-sv", "--noproxy", "*", "-H", kTraceparent, "-H", "tracestate: congo=t61rcWkgMzE",
       "-H", "uber-trace-id: 8448eb211c80319c:b7ad6b7169203331:0:1", "-H", "uberctx-user: alice",
       "-H", "X-Request-Id: 7f0c", url});
  ASSERT_EQ(curl.status, 0) << curl.err;
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests()[0].headers["traceparent"], std::string(kTraceparent).substr(13));
  ASSERT_THAT(curl.err, HasSubstr(std::string("> ") + kTraceparent));

  const ChildProgram ended = Headers({"-"}, curl.err);
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr(kTableOfCurl.substr(0, kTableOfCurl.find("not propagation"))));
}

// Each of the header sets that --encode writes, read alone by its format.
TEST(HeadersCommandEncodeTest, WritesWhatEachFormatReads) {
  const ChildProgram ended = Headers({"--json", "--encode", kTraceparent, "baggage: user=alice"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto encoded = nlohmann::json::parse(ended.out)["encoded"];
  for (const wire::NamedFormat& format : AllFormats()) {
    SCOPED_TRACE(format.name);
    std::vector<Header> headers;
    for (const auto& pair : encoded[format.name]) headers.push_back({pair[0], pair[1]});
    opentelemetry::context::Context empty;
    const auto context = format.propagator->Extract(Carrier(headers), empty);
    const auto parent = opentelemetry::trace::GetSpanContext(context);
    char span_id[16];
    char trace_id[32];
    parent.span_id().ToLowerBase16(span_id);
    parent.trace_id().ToLowerBase16(trace_id);
    const bool has_ids = format.name != "baggage";
    EXPECT_EQ(std::string(span_id, 16), has_ids ? "b7ad6b7169203331" : "0000000000000000");
    EXPECT_EQ(std::string(trace_id + 16, 16), has_ids ? "8448eb211c80319c" : "0000000000000000");
    EXPECT_EQ(parent.IsSampled(), has_ids);
  }
}

}  // namespace
}  // namespace tracebridge::headers
