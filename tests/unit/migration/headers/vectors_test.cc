// Every header that another implementation read (tests/data/wire), shown to `tracebridge headers`: what a format ignores
// has a reason, and what it takes as it stands has none.
//
// The judge is the propagator: it counts what it drops.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "migration/headers/formats.h"
#include "migration/headers/report.h"
#include "tests/support/wire_vectors.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::headers::vectors_test {
namespace {

using test::Json;

// Vectors of bytes, by the begin of their file's name, and the header that carries them as text.
struct BinaryHeader {
  std::string_view file;
  const char* header;
};
constexpr BinaryHeader kBinaryHeaders[] = {{"opencensus-binary.", "grpc-trace-bin"},
                                           {"opencensus-tags-binary.", "grpc-tags-bin"}};

std::vector<std::string> Files() {
  std::set<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(TRACEBRIDGE_TEST_DATA "/wire")) {
    if (file.path().extension() == ".json") files.insert(file.path().stem());
  }
  return {files.begin(), files.end()};
}

std::vector<Header> HeadersOf(const std::string& file, const Json& vector) {
  std::vector<Header> headers;
  for (const Json& header : vector.value("headers", Json::array())) {
    if (header[1].is_string()) headers.push_back({header[0], header[1]});
  }
  for (const BinaryHeader& row : kBinaryHeaders) {
    if (file.rfind(row.file, 0) == 0 && vector.contains("bytes_base64")) {
      headers.push_back({row.header, vector["bytes_base64"]});
    }
  }
  return headers;
}

std::uint64_t Dropped() {
  return Counted(Diagnostic::kHeaderMalformed) + Counted(Diagnostic::kHeaderFieldDropped) +
         Counted(Diagnostic::kBaggageLimit) + Counted(Diagnostic::kInvalidUtf8);
}

// What one format drops of `headers` on the way in.
std::uint64_t DroppedBy(const wire::NamedFormat& format, const std::vector<Header>& headers) {
  const Carrier carrier(headers);
  opentelemetry::context::Context empty;
  const std::uint64_t before = Dropped();
  format.propagator->Extract(carrier, empty);
  return Dropped() - before;
}

// Headers with nothing in them that are no mistake, by the notes of their vectors or as they stand.
constexpr std::string_view kSayNothing[] = {
    "AA==",  // grpc-tags-bin without tags; then with fields of later versions
    "int64 tag type", "true tag type", "false tag type", "unknown tag type",
    "trace only",  // X-Cloud-Trace-Context: a trace, and neither a span nor a decision
    "Root only",   // X-Amzn-Trace-Id: the same
};

bool SaysNothing(const FormatRow& row) {
  return row.trace_id.empty() && row.decision == Decision::kNone && row.baggage.empty();
}

bool IsKnownToSayNothing(const Json& vector) {
  return std::any_of(std::begin(kSayNothing), std::end(kSayNothing), [&](std::string_view known) {
    return vector["note"] == known || vector.value("bytes_base64", "") == known;
  });
}

// What propagators leave out without counting it: a decision that is no known word leaves the trace undecided; an item
// without a key is none.
bool MayHaveAReason(const FormatRow& row, const std::vector<Header>& headers) {
  const Carrier carrier(headers);
  return row.decision == Decision::kUndecided || !carrier.Get("uberctx-").empty() ||
         !carrier.Get("ot-baggage-").empty();
}

void ExpectReasons(const FormatRow& row, const Json& vector, const std::vector<Header>& headers,
                   bool has_dropped) {
  SCOPED_TRACE(row.format + " " + vector.dump());
  if (has_dropped || row.verdict == FormatRow::Verdict::kMalformed) {
    EXPECT_NE(row.problems.size(), 0u) << "something was dropped";
  } else if (!MayHaveAReason(row, headers)) {
    EXPECT_EQ(row.problems.size(), 0u) << row.problems.front();
    EXPECT_TRUE(!SaysNothing(row) || IsKnownToSayNothing(vector));
  }
}

class VectorsTest : public ::testing::TestWithParam<std::string> {};

TEST_P(VectorsTest, HaveAReasonWhereSomethingIsIgnoredAndNoneElsewhere) {
  const auto formats = AllFormats();
  const Json file = test::VectorsOf(GetParam());
  for (const char* direction : {"inject", "extract"}) {
    for (const Json& vector : file.value(direction, Json::array())) {
      const auto headers = HeadersOf(GetParam(), vector);
      const auto report = Decode(headers, formats, {});
      ASSERT_TRUE(report);
      for (const FormatRow& row : report->rows) {
        const auto format =
            std::find_if(formats.begin(), formats.end(),
                         [&](const wire::NamedFormat& known) { return known.name == row.format; });
        ExpectReasons(row, vector, headers, DroppedBy(*format, headers) != 0);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Peers, VectorsTest, ::testing::ValuesIn(Files()), [](const auto& info) {
  std::string name = info.param;
  for (char& c : name) {
    if (c == '-' || c == '.') c = '_';
  }
  return name;
});

}  // namespace
}  // namespace tracebridge::headers::vectors_test
