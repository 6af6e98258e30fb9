// baggage of other implementations, read and written by ours: tests/data/wire/w3c-baggage.*.json.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike, and what we write
// must have a form that this peer wrote or read. Where we differ, kDifferences has a row with the reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "tests/support/header_form.h"
#include "tests/support/list_forms.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_peers.h"

namespace tracebridge::test::w3c_baggage_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using baggage::propagation::BaggagePropagator;

constexpr std::string_view kPeers[] = {"w3c-baggage.otel-js", "w3c-baggage.otel-go"};

constexpr std::string_view kOctets = "\"Definition\": a value's characters are baggage-octets";
constexpr std::string_view kEmptyValue = "\"Definition\": a value may be empty";
constexpr std::string_view kOneBadMember = "the peer drops the others with it";
constexpr std::string_view kNotDecoded = "the peer does not decode, so takes half an escape";
constexpr std::string_view kFirstField = "the peer reads the first field only";

// The reason tells why ours differs (quoted: a heading of W3C Baggage), or what is odd about the peer.
constexpr Difference kDifferences[] = {
    {"otel-js", "empty key", "", "\"Definition\": a key is a token, which has a character"},
    {"otel-js", "value 4095 chars (k=v is 4097)", "",
     "\"Limits\": a pair may be left out above 4096"},
    {"otel-js", "190 items", "180 items", "\"Limits\": at least 64"},
    {"otel-js", "e019", "k=", kEmptyValue},
    {"otel-js", "empty value then another", "b=2 k=", kEmptyValue},
    {"otel-js", "percent invalid UTF-8", "b=2 k=\ufffd\ufffd",
     "\"Definition\": replaced by U+FFFD"},
    {"otel-js", "backslash", "", kOctets},
    {"otel-js", "tab inside value", "", kOctets},
    {"otel-js", "newline inside value", "", kOctets},
    {"otel-js", "total over 8192", "",
     "a header of more bytes is not read; the peer reads its begin"},

    {"otel-go", "no equals then good", "b=2", kOneBadMember},
    {"otel-go", "trailing comma", "a=1", kOneBadMember},
    {"otel-go", "leading comma", "a=1", kOneBadMember},
    {"otel-go", "malformed percent", "", kNotDecoded},
    {"otel-go", "truncated percent", "b=2", kNotDecoded},
    {"otel-go", "key with slash", "a/b=1", "kept as it can be sent on, percent-encoded"},
    {"otel-go", "pair of 4097", "b=2", kOneBadMember},
    {"otel-go", "header repeated", "a=1 b=2", kFirstField},
    {"otel-go", "header repeated, same key", "a=2", kFirstField},
};

using Items = std::vector<std::pair<std::string, std::string>>;

// By name, since the order of baggage means nothing: `a=1 b=2`. Above 64 items, how many.
std::string Text(Items items) {
  if (items.size() > 64) return std::to_string(items.size()) + " items";
  std::sort(items.begin(), items.end());
  std::string text;
  for (const auto& [name, value] : items) text += (text.empty() ? "" : " ") + name + "=" + value;
  return text;
}

context::Context Extracted(const Json& vector) {
  BaggagePropagator propagator;
  return ExtractedBy(propagator, Received(vector));
}

std::string OurResult(const Json& vector) {
  Items items;
  baggage::GetBaggage(Extracted(vector))
      ->GetAllEntries([&](nostd::string_view name, nostd::string_view value) {
        items.emplace_back(name, value);
        return true;
      });
  return Text(items);
}

std::string Sent(const context::Context& context) {
  HeaderCarrier carrier;
  BaggagePropagator().Inject(carrier, context);
  return std::string(carrier.Get("baggage"));
}

std::string PercentDecoded(const std::string& text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    decoded += escape ? static_cast<char>(std::strtol(text.substr(i + 1, 2).c_str(), nullptr, 16))
                      : text[i];
    if (escape) i += 2;
  }
  return decoded;
}

// Returns the items of a vector's context or result: lists of name, value and perhaps metadata.
Json ItemsOf(const Json& parent) {
  return parent.value("baggage", parent.value("members", Json::array()));
}

std::string PeerWrote(const Json& context) {
  Items items;
  for (const Json& item : ItemsOf(context)) items.emplace_back(item[0], item[1]);
  return Text(items);
}

std::string PeerRead(const Json& result) {
  if (result.contains("member_count")) return result["member_count"].dump() + " items";
  const bool decoded = !result.contains("members");  // Go's peer hands on what it received
  Items items;
  for (const Json& item : ItemsOf(result)) {
    if (decoded) {
      items.emplace_back(item[0], item[1]);
    } else {
      items.emplace_back(PercentDecoded(item[0]), PercentDecoded(item[1]));
    }
  }
  return Text(items);
}

class W3cBaggageTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(W3cBaggageTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    if (vector.contains("error")) continue;  // the peer refused to write it
    ExpectLike(OurResult(vector), PeerWrote(vector["context"]), GetParam(), vector, kDifferences);
  }
}

TEST_P(W3cBaggageTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(OurResult(vector), PeerRead(vector["result"]), GetParam(), vector, kDifferences);
  }
}

TEST_P(W3cBaggageTest, KeepsTheMetadataThatThePeerReads) {
  const Json file = VectorsOf(GetParam());
  int with_metadata = 0;
  for (const Json& vector : file["extract"]) {
    for (const Json& item : ItemsOf(vector["result"])) {
      if (item.size() < 3 || item[2] == "" || vector["note"] == "property with OWS") continue;
      EXPECT_THAT(Sent(Extracted(vector)), ::testing::HasSubstr(";" + item[2].get<std::string>()));
      ++with_metadata;
    }
  }
  EXPECT_GT(with_metadata, 0);
}

std::set<std::string> FormsOf(const std::string& header) {
  return ListForms(header, baggage::Baggage::kMetadataSeparator);
}

// Also of what the peer refuses to write. Metadata that no header can hold has no form.
std::string Written(const Json& told) {
  auto items = baggage::Baggage::GetDefault();
  for (const Json& item : ItemsOf(told)) {
    items = items->Set(item[0].get<std::string>(), item[1].get<std::string>(),
                       item.size() > 2 ? item[2].get<std::string>() : "");
  }
  context::Context empty;
  return Sent(baggage::SetBaggage(empty, items));
}

TEST_P(W3cBaggageTest, IsWrittenInAFormThatThePeerKnows) {
  const Json file = VectorsOf(GetParam());
  std::set<std::string> known;
  std::set<std::string> ours;
  for (const Json& vector : file["inject"]) {
    known.merge(FormsOf(std::string(Received(vector).Get("baggage"))));
    ours.merge(FormsOf(Written(vector["context"])));
  }
  for (const Json& vector : file["extract"]) {
    if (PeerRead(vector["result"]).empty()) continue;
    known.merge(FormsOf(std::string(Received(vector).Get("baggage"))));
  }
  EXPECT_FALSE(ours.empty());
  EXPECT_EQ(Unseen(ours, known), "");
}

INSTANTIATE_TEST_SUITE_P(Peers, W3cBaggageTest, ::testing::ValuesIn(kPeers),
                         [](const auto& info) { return PeerName(info.param); });

TEST(W3cBaggageDifferencesTest, AreAboutVectors) {
  EXPECT_EQ(UnusedRows(kDifferences, kPeers), "");
}

TEST(W3cBaggageDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::w3c_baggage_test
