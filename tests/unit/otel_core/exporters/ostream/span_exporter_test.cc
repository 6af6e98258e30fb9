#include "opentelemetry/exporters/ostream/span_exporter.h"

#include <gtest/gtest.h>

#include <sstream>

#include "opentelemetry/exporters/ostream/span_exporter_factory.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::exporter::trace::OStreamSpanExporterFactory;
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::trace::SpanExporter;

ExportResult Export(SpanExporter& exporter, std::unique_ptr<SpanRecord> record) {
  std::unique_ptr<Recordable> recordable = std::move(record);
  return exporter.Export(Batch(&recordable, 1));
}

TEST(OStreamSpanExporterTest, PrintsABlockASpan) {
  const Resource resource({{"service.name", "shop"}});
  const auto scope = InstrumentationScope::Create("lib", "1.2");
  const bool bools[] = {true, false};
  auto record = MakeSpan("GET /items");
  record->SetIdentity(SampleContext(), opentelemetry::trace::SpanId(kParentIdBytes));
  record->SetResource(resource);
  record->SetInstrumentationScope(*scope);
  record->SetSpanKind(opentelemetry::trace::SpanKind::kServer);
  record->SetStatus(opentelemetry::trace::StatusCode::kError, "no\nsuch item");
  record->SetAttribute("status", 404);
  record->SetAttribute("ratio", 0.5);
  record->SetAttribute("text", "\x1b[31mred");
  record->SetAttribute("flags", opentelemetry::nostd::span<const bool>(bools));
  const Attributes attributes{{"key", "u42"}};
  record->AddEvent("miss", opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(5)),
                   AttributesView(attributes));
  record->AddLink(SampleContext(), AttributesView(attributes));

  std::ostringstream out;
  const auto exporter = OStreamSpanExporterFactory::Create(out);
  EXPECT_EQ(Export(*exporter, std::move(record)), ExportResult::kSuccess);
  EXPECT_EQ(out.str(),
            "{\n"
            "  name          : GET /items\n"
            "  trace_id      : 5b8aa5a2d2c872e8321cf37308d69df2\n"
            "  span_id       : 5fb397be34d26b51\n"
            "  tracestate    : \n"
            "  parent_span_id: 051115b1c200ff01\n"
            "  start         : 1000000000\n"
            "  duration      : 2\n"
            "  description   : no\\nsuch item\n"
            "  span kind     : Server\n"
            "  status        : Error\n"
            "  attributes    : \n"
            "\tstatus: 404\n"
            "\tratio: 0.5\n"
            "\ttext: \\x1b[31mred\n"
            "\tflags: [1,0]\n"
            "  events        : \n"
            "\t{\n"
            "\t  name          : miss\n"
            "\t  timestamp     : 5\n"
            "\t  attributes    : \n"
            "\t\tkey: u42\n"
            "\t}\n"
            "  links         : \n"
            "\t{\n"
            "\t  trace_id      : 5b8aa5a2d2c872e8321cf37308d69df2\n"
            "\t  span_id       : 5fb397be34d26b51\n"
            "\t  tracestate    : \n"
            "\t  attributes    : \n"
            "\t\tkey: u42\n"
            "\t}\n"
            "  resources     : \n"
            "\tservice.name: shop\n"
            "  instr-lib     : lib-1.2\n"
            "}\n");
}

TEST(OStreamSpanExporterTest, FailsWhenTheStreamDoes) {
  std::ostringstream out;
  const auto exporter = OStreamSpanExporterFactory::Create(out);
  out.setstate(std::ios::badbit);
  EXPECT_EQ(Export(*exporter, MakeSpan("lost")), ExportResult::kFailure);
  EXPECT_EQ(Export(*exporter, MakeSpan("kept")), ExportResult::kSuccess);
}

TEST(OStreamSpanExporterTest, RefusesAfterShutdown) {
  std::ostringstream out;
  const auto exporter = OStreamSpanExporterFactory::Create(out);
  EXPECT_TRUE(exporter->ForceFlush());
  EXPECT_TRUE(exporter->Shutdown());
  EXPECT_EQ(Export(*exporter, MakeSpan("late")), ExportResult::kFailure);
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace tracebridge::otlp
