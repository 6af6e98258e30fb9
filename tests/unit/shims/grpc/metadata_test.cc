// What propagators set becomes metadata that gRPC takes, and what arrives is shown to them: one row a rule of metadata.h.
#include "shims/grpc/metadata.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {
namespace metadata_test {
namespace {

using Sent = std::multimap<std::string, std::string>;
using Received = std::multimap<grpc::string_ref, grpc::string_ref>;

struct SetCase {
  std::string name;
  std::string key;
  std::string value;
  Sent expected;
  // How often what is left out is counted.
  unsigned names = 0;
  unsigned values = 0;
};

const SetCase kSetCases[] = {
    {"Text", "traceparent", "00-ab", {{"traceparent", "00-ab"}}},
    {"UpperCase_IsLowered", "X-B3-TraceId", "Ab", {{"x-b3-traceid", "Ab"}}},
    {"AllThatANameMayHave", "az09_-.", "v", {{"az09_-.", "v"}}},
    {"Empty", "k", "", {{"k", ""}}},
    {"AllThatAValueMayHave", "k", " ~", {{"k", " ~"}}},
    {"Bytes", "grpc-trace-bin", "AABL", {{"grpc-trace-bin", std::string("\0\0K", 3)}}},
    {"Bytes_WithPadding", "grpc-tags-bin", "AAA=", {{"grpc-tags-bin", std::string("\0\0", 2)}}},
    {"Bytes_WithoutPadding", "grpc-tags-bin", "AAA", {{"grpc-tags-bin", std::string("\0\0", 2)}}},
    {"Bytes_InUpperCase", "Grpc-Tags-Bin", "Kw", {{"grpc-tags-bin", "+"}}},
    {"Bytes_ThatAreNoBase64", "grpc-tags-bin", "a b*", {}, 0, 1},
    {"Bytes_OfOneCharacter", "grpc-tags-bin", "A", {}, 0, 1},
    {"TextUnderANameOfBytes", "ot-baggage-a-bin", "text", {}, 1},
    {"NothingBeforeBin", "-bin", "text", {}, 1},
    {"NoName", "", "v", {}, 1},
    {"NameWithSpace", "a b", "v", {}, 1},
    {"NameOfHttp2", ":path", "/", {}, 1},
    {"NameThatIsATokenOnly", "uberctx-a*b", "v", {}, 1},
    {"NameNotAscii", "caf\xc3\xa9", "v", {}, 1},
    {"ValueWithNewline", "k", "a\r\nb: c", {}, 0, 1},
    {"ValueWithNul", "k", std::string("a\0b", 3), {}, 0, 1},
    {"ValueNotAscii", "k", "\xc3\xa9", {}, 0, 1},
    {"ValueWithDel", "k", "\x7f", {}, 0, 1},
};

class SentMetadataTest : public testing::TestWithParam<SetCase> {};

TEST_P(SentMetadataTest, HasWhatGrpcTakes) {
  const auto names = Counted(Diagnostic::kBaggageNotAHeader);
  const auto values = Counted(Diagnostic::kHeaderFieldDropped);
  Sent sent;
  SentMetadata metadata(&sent);
  metadata.Set(GetParam().key, GetParam().value);
  metadata.Send();
  EXPECT_EQ(sent, GetParam().expected);
  EXPECT_EQ(Counted(Diagnostic::kBaggageNotAHeader) - names, GetParam().names);
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped) - values, GetParam().values);
}

INSTANTIATE_TEST_SUITE_P(Rules, SentMetadataTest, testing::ValuesIn(kSetCases),
                         [](const auto& info) { return info.param.name; });

TEST(SentMetadataTest, ReplacesWhatIsThereAndLeavesTheRest) {
  Sent sent{{"traceparent", "old"}, {"traceparent", "older"}, {"other", "stays"}};
  SentMetadata metadata(&sent);
  EXPECT_EQ(metadata.Get("TraceParent"), "old");
  metadata.Set("traceparent", "new");
  EXPECT_EQ(metadata.Get("TraceParent"), "new");
  metadata.Send();
  EXPECT_EQ(sent, (Sent{{"traceparent", "new"}, {"other", "stays"}}));
}

// Of each entry name, value and 32 bytes; of bytes their base64; of what is replaced nothing.
TEST(SentMetadataTest, KnowsItsSize) {
  Sent sent{{"ab", "12"}, {"ab", "3"}, {"c-bin", "1234"}};
  SentMetadata metadata(&sent);
  EXPECT_EQ(metadata.Size(), (2 + 2 + 32) + (2 + 1 + 32) + (5 + 6 + 32));
  metadata.Set("ab", "12345");
  EXPECT_EQ(metadata.Size(), (2 + 5 + 32) + (5 + 6 + 32));
  metadata.Clear();
  EXPECT_EQ(metadata.Size(), (2 + 2 + 32) + (2 + 1 + 32) + (5 + 6 + 32));
  metadata.Send();
  EXPECT_EQ(sent.size(), 3u);
  EXPECT_EQ(SentMetadata::SizeOf("x-bin", "123"), 5 + 4 + 32);
  EXPECT_EQ(SentMetadata::SizeOf("x-bin", "12"), 5 + 3 + 32);
}

TEST(SentMetadataTest, KnowsWhetherOpenCensusHeadersWereSet) {
  Sent sent{{"grpc-trace-bin", "of the program"}};
  SentMetadata metadata(&sent);
  EXPECT_FALSE(metadata.has_trace_bin());
  metadata.Set("grpc-trace-bin", "AABL");
  EXPECT_TRUE(metadata.has_trace_bin());
  EXPECT_FALSE(metadata.has_tags_bin());
  metadata.Set("grpc-tags-bin", "AA");
  EXPECT_TRUE(metadata.has_tags_bin());
}

TEST(ReceivedMetadataTest, ShowsEachName) {
  const Received received{{"a", "1"}, {"b", "2"}, {"a", "3"}, {"c-bin", "x"}, {"c-bin", "y"}};
  const CensusHeaders none;
  const ReceivedMetadata metadata(received, none);
  EXPECT_EQ(metadata.Get("B"), "2");
  EXPECT_EQ(metadata.Get("a"), "1,3");
  EXPECT_EQ(metadata.Get("c-bin"), "x");
  EXPECT_EQ(metadata.Get("d"), "");
  std::vector<std::string> names;
  EXPECT_TRUE(metadata.Keys([&](opentelemetry::nostd::string_view name) {
    names.emplace_back(name.data(), name.size());
    return true;
  }));
  EXPECT_EQ(names, (std::vector<std::string>{"a", "a", "b", "c-bin", "c-bin"}));
}

TEST(ReceivedMetadataTest, ShowsWhatGrpcHides) {
  const Received received;
  const CensusHeaders census{"trace", "tags"};
  const ReceivedMetadata metadata(received, census);
  EXPECT_FALSE(metadata.is_trace_bin_read());
  EXPECT_EQ(metadata.Get("grpc-trace-bin"), "trace");
  EXPECT_TRUE(metadata.is_trace_bin_read());
  EXPECT_FALSE(metadata.is_tags_bin_read());
  EXPECT_EQ(metadata.Get("Grpc-Tags-Bin"), "tags");
  EXPECT_TRUE(metadata.is_tags_bin_read());
}

}  // namespace
}  // namespace metadata_test
}  // namespace tracebridge::grpc_interceptors
