// What other implementations make of changes to a tracestate, and what ours makes: tests/data/wire/w3c-tracestate-mutations.*.json.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "opentelemetry/trace/trace_state.h"
#include "tests/support/wire_differences.h"

namespace tracebridge::test::w3c_trace_state_test {
namespace {

using opentelemetry::trace::TraceState;

constexpr std::string_view kPeers[] = {"w3c-tracestate-mutations.otel-js"};

constexpr std::string_view kInvalid =
    "an invalid argument gives an empty list, as with opentelemetry-cpp";
constexpr std::string_view kFull =
    "\"Add a new key/value pair\": of a full list the last member goes";
constexpr std::string_view kCut512 =
    "\"tracestate Limits\": above 512 characters the longest go; the peer does not add it";

constexpr Difference kDifferences[] = {
    {"otel-js", "invalid key ignored", "", kInvalid},
    {"otel-js", "value with equals", "", kInvalid},
    {"otel-js", "trailing-space value", "", kInvalid},
    {"otel-js", "empty value", "", kInvalid},
    {"otel-js", "add 33rd member", "all but k31=31", kFull},
    {"otel-js", "over 512", "c=zzzzzzzzzzzzzzzzzzzz,a[258]", kCut512},
};

// Long members by their length: `a=1,b[242]`.
std::string Short(const std::string& header) {
  constexpr std::size_t kLong = 128;
  std::string text;
  std::string rest = header + ",";
  for (std::size_t comma; (comma = rest.find(',')) != std::string::npos;) {
    const std::string member = rest.substr(0, comma);
    rest.erase(0, comma + 1);
    const bool is_long = member.size() > kLong;
    text += text.empty() ? "" : ",";
    text += is_long ? member.substr(0, member.find('=')) + "[" + std::to_string(member.size()) + "]"
                    : member;
  }
  return text;
}

// Where the peer's list goes on behind ours: `all but k31=31`.
std::string OurResult(const Json& vector, const std::string& peers) {
  auto state = TraceState::FromHeader(vector["context"]["initial"].get<std::string>());
  for (const Json& op : vector["context"]["ops"]) {
    const std::string key = op[1];
    state = op[0] == "set" ? state->Set(key, op[2].get<std::string>()) : state->Delete(key);
  }
  const std::string ours = state->ToHeader();
  const bool is_begin = !ours.empty() && peers.rfind(ours + ",", 0) == 0;
  return is_begin ? "all but " + peers.substr(ours.size() + 1) : Short(ours);
}

TEST(W3cTraceStateTest, ChangesAsThePeersDoes) {
  const Json file = VectorsOf(kPeers[0]);
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    const std::string peers = vector["headers"][0][1];
    ExpectLike(OurResult(vector, peers), Short(peers), kPeers[0], vector, kDifferences);
  }
}

TEST(W3cTraceStateDifferencesTest, AreAboutVectors) {
  EXPECT_EQ(UnusedRows(kDifferences, kPeers), "");
}

TEST(W3cTraceStateDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::w3c_trace_state_test
