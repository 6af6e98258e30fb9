// docs/jaeger.md shows the table that the exporter reads.
#include <gtest/gtest.h>

#include <string>

#include "otel_core/exporters/jaeger/src/span_tags.h"
#include "tests/support/generated_block.h"

namespace tracebridge::conformance {
namespace {

using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

std::string Texts(std::initializer_list<std::string_view> texts) {
  std::string list;
  for (const std::string_view text : texts) {
    list += (list.empty() ? "`\"" : ", `\"") + std::string(text) + "\"`";
  }
  return list;
}

std::string ValuesOf(jaeger::SpanField field) {
  using jaeger::SpanField;
  switch (field) {
    case SpanField::kKind:
      return Texts({jaeger::KindText(SpanKind::kServer), jaeger::KindText(SpanKind::kClient),
                    jaeger::KindText(SpanKind::kProducer), jaeger::KindText(SpanKind::kConsumer)});
    case SpanField::kError:
      return "`true`";
    case SpanField::kStatusCode:
      return Texts({jaeger::StatusText(StatusCode::kOk), jaeger::StatusText(StatusCode::kError)});
    case SpanField::kStatusDescription:
    case SpanField::kScopeName:
    case SpanField::kScopeVersion:
    case SpanField::kTraceState:
      return "text";
    case SpanField::kDroppedAttributes:
    case SpanField::kDroppedEvents:
    case SpanField::kDroppedLinks:
      return "number";
  }
  return "?";
}

TEST(JaegerDocumentTest, ShowsTheTagsOfASpan) {
  std::string table = "| tag | value | when | source |\n| --- | --- | --- | --- |\n";
  for (const jaeger::SpanTag& row : jaeger::kSpanTags) {
    table += "| `" + std::string(row.tag) + "` | " + ValuesOf(row.field) + " | " + row.when +
             " | " + row.source + " |\n";
  }
  tracebridge::test::ExpectBlock(TRACEBRIDGE_JAEGER_DOCUMENT, "span tags", table);
}

}  // namespace
}  // namespace tracebridge::conformance
