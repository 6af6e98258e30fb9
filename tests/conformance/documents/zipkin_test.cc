// docs/zipkin.md shows the tables that the exporter reads.
#include <gtest/gtest.h>

#include <string>

#include "otel_core/exporters/zipkin/src/remote_endpoint.h"
#include "otel_core/exporters/zipkin/src/span_tags.h"
#include "tests/support/generated_block.h"

namespace tracebridge::conformance {
namespace {

using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

std::string ValuesOf(zipkin::SpanField field) {
  using zipkin::SpanField;
  switch (field) {
    case SpanField::kStatusCode:
      return "`" + std::string(zipkin::StatusText(StatusCode::kOk)) + "`, `" +
             std::string(zipkin::StatusText(StatusCode::kError)) + "`";
    case SpanField::kError:
      return "the description, or nothing";
    case SpanField::kScopeName:
    case SpanField::kScopeVersion:
    case SpanField::kTraceState:
      return "text";
    case SpanField::kDroppedAttributes:
    case SpanField::kDroppedEvents:
    case SpanField::kDroppedLinks:
      return "digits";
  }
  return "?";
}

TEST(ZipkinDocumentTest, ShowsTheTagsOfASpan) {
  std::string table = "| tag | value | when | source |\n| --- | --- | --- | --- |\n";
  for (const zipkin::SpanTag& row : zipkin::kSpanTags) {
    table += "| `" + std::string(row.tag) + "` | " + ValuesOf(row.field) + " | " + row.when +
             " | " + row.source + " |\n";
  }
  tracebridge::test::ExpectBlock(TRACEBRIDGE_ZIPKIN_DOCUMENT, "span tags", table);
}

TEST(ZipkinDocumentTest, ShowsTheKinds) {
  std::string table = "| OpenTelemetry | Zipkin |\n| --- | --- |\n";
  const auto add = [&table](const char* name, SpanKind kind) {
    const std::string text(zipkin::KindText(kind));
    table +=
        std::string("| ") + name + " | " + (text.empty() ? "absent" : "`" + text + "`") + " |\n";
  };
  add("Internal", SpanKind::kInternal);
  add("Server", SpanKind::kServer);
  add("Client", SpanKind::kClient);
  add("Producer", SpanKind::kProducer);
  add("Consumer", SpanKind::kConsumer);
  tracebridge::test::ExpectBlock(TRACEBRIDGE_ZIPKIN_DOCUMENT, "kinds", table);
}

TEST(ZipkinDocumentTest, ShowsTheRanksOfTheRemoteEndpoint) {
  std::string table = "| rank | attribute | becomes |\n| --- | --- | --- |\n";
  int rank = 0;
  for (const zipkin::RemoteRow& row : zipkin::kRemoteRows) {
    table += "| " + std::to_string(++rank) + " | `" + row.attribute + "` | " +
             (row.port == nullptr
                  ? std::string("`serviceName`")
                  : std::string("`ipv4` or `ipv6`, and `port` from `") + row.port + "`") +
             " |\n";
  }
  tracebridge::test::ExpectBlock(TRACEBRIDGE_ZIPKIN_DOCUMENT, "remote endpoint", table);
}

}  // namespace
}  // namespace tracebridge::conformance
