// The limits and defaults that hold when nobody says otherwise: the numbers, and that docs/tail.md has the same.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>

#include "migration/tail/decoded.h"
#include "migration/tail/html_page.h"
#include "migration/tail/http_server.h"
#include "migration/tail/otlp_endpoint.h"
#include "migration/tail/tail.h"
#include "migration/tail/trace_store.h"

namespace tracebridge::tail {
namespace {

// 1 000 000
std::string Grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, " ");
  return text;
}

std::string Mib(std::size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }
std::string Seconds(std::chrono::milliseconds time) {
  return std::to_string(time.count() / 1000) + " s";
}

const TailOptions kTail;
const EndpointOptions kEndpoint;
const DecodeLimits kDecode;
const ServerLimits kServer;
const StoreOptions kStore;
const PageLimits kPage;

struct Row {
  const char* name;
  std::string expected;  // as the document has it
  std::string actual;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.expected; }

std::string ListenRow(const std::string& host, int port) {
  return "| `--listen ADDRESS:PORT` | `" + host + ":" + std::to_string(port) + "` |";
}

const Row kRows[] = {
    {"Listen", "| `--listen ADDRESS:PORT` | `127.0.0.1:4318` |",
     ListenRow(kTail.listen_host, kTail.listen_port)},
    {"Endpoint", "| `--listen ADDRESS:PORT` | `127.0.0.1:4318` |",
     ListenRow(kEndpoint.listen_host, kEndpoint.port)},
    {"Body", "| `--max-body MIB` | 64 |",
     "| `--max-body MIB` | " + std::to_string(kTail.max_body >> 20) + " |"},
    {"Spans", "| `--max-spans N` | 100000 |",
     "| `--max-spans N` | " + std::to_string(kTail.store.max_spans) + " |"},
    {"QuietFor", "| `--quiet-for MS` | 1000 |",
     "| `--quiet-for MS` | " + std::to_string(kStore.quiet_for.count()) + " |"},
    {"IncompleteAfter", "| `--incomplete-after MS` | 10000 |",
     "| `--incomplete-after MS` | " + std::to_string(kStore.incomplete_after.count()) + " |"},
    {"Head", "| 431 | more than 16 KiB of header fields |",
     "| 431 | more than " + std::to_string(kServer.max_head >> 10) + " KiB of header fields |"},
    {"Bodies", "| 503 | more than 128 MiB of bodies",
     "| 503 | more than " + Mib(kServer.max_bodies) + " of bodies"},
    {"SpansInARequest", "| spans in a request | 100 000 |",
     "| spans in a request | " + Grouped(kDecode.max_spans) + " |"},
    {"PointsInARequest", "| points of metrics in a request | 100 000 |",
     "| points of metrics in a request | " + Grouped(kDecode.max_points) + " |"},
    {"ItemsInARequest",
     "| attributes, values, events, links, exemplars and bytes of exponential buckets in a request "
     "| 1 000 000 |",
     "| attributes, values, events, links, exemplars and bytes of exponential buckets in a request "
     "| " +
         Grouped(kDecode.max_items) + " |"},
    {"Nesting", "| nesting in a request | 64 objects and arrays |",
     "| nesting in a request | " + std::to_string(kDecode.max_depth) + " objects and arrays |"},
    {"Connections", "| connections | 64 |",
     "| connections | " + std::to_string(kServer.max_connections) + " |"},
    {"Times", "| time for a head, a body, and between requests | 10 s, 30 s, 60 s in all",
     "| time for a head, a body, and between requests | " + Seconds(kServer.head_timeout) + ", " +
         Seconds(kServer.body_timeout) + ", " + Seconds(kServer.idle_timeout) + " in all"},
    {"Memory", "| memory for spans | `--max-spans`, 256 MiB |",
     "| memory for spans | `--max-spans`, " + Mib(kStore.max_bytes) + " |"},
    {"SpansInATrace", "| spans in a trace | 20 000, 128 MiB |",
     "| spans in a trace | " + Grouped(kStore.max_spans_of_trace) + ", " +
         Mib(kStore.max_bytes / 2) + " |"},
    {"Page", "| page | 50 traces, 16 MiB, 2000 spans a trace,",
     "| page | " + std::to_string(kPage.max_traces) + " traces, " + Mib(kPage.max_bytes) + ", " +
         std::to_string(kPage.max_rows) + " spans a trace,"},
};

class TailDefaultsTest : public testing::TestWithParam<Row> {};

TEST_P(TailDefaultsTest, AreWhatTheDocumentSays) {
  std::stringstream document;
  document << std::ifstream(TRACEBRIDGE_TAIL_DOCUMENT).rdbuf();
  EXPECT_EQ(GetParam().actual, GetParam().expected);
  EXPECT_NE(document.str().find("\n" + GetParam().expected), std::string::npos)
      << GetParam().expected;
}

INSTANTIATE_TEST_SUITE_P(Document, TailDefaultsTest, testing::ValuesIn(kRows),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace tracebridge::tail
