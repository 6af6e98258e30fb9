#include "opentelemetry/exporters/memory/in_memory_span_exporter.h"

#include <gtest/gtest.h>

#include <memory>

#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"

namespace tracebridge {
namespace {

using opentelemetry::exporter::memory::InMemorySpanData;
using opentelemetry::exporter::memory::InMemorySpanExporterFactory;
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::trace::Recordable;
using opentelemetry::sdk::trace::SpanExporter;

ExportResult Export(SpanExporter& exporter, const char* name) {
  auto span = exporter.MakeRecordable();
  span->SetName(name);
  return exporter.Export(opentelemetry::nostd::span<std::unique_ptr<Recordable>>(&span, 1));
}

TEST(InMemorySpanExporterTest, HandsOutWhatItWasGivenOnce) {
  std::shared_ptr<InMemorySpanData> data;
  const auto exporter = InMemorySpanExporterFactory::Create(data);
  EXPECT_EQ(Export(*exporter, "a"), ExportResult::kSuccess);
  EXPECT_EQ(Export(*exporter, "b"), ExportResult::kSuccess);
  const auto spans = data->GetSpans();
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans[0]->GetName(), "a");
  EXPECT_EQ(spans[1]->GetName(), "b");
  EXPECT_TRUE(data->GetSpans().empty());
}

TEST(InMemorySpanExporterTest, KeepsNoMoreThanItsBuffer) {
  std::shared_ptr<InMemorySpanData> data;
  const auto exporter = InMemorySpanExporterFactory::Create(data, 2);
  for (int i = 0; i < 5; ++i) Export(*exporter, "s");
  EXPECT_EQ(data->GetSpans().size(), 2u);
}

TEST(InMemorySpanExporterTest, FailsAfterShutdown) {
  std::shared_ptr<InMemorySpanData> data;
  const auto exporter = InMemorySpanExporterFactory::Create(data);
  EXPECT_TRUE(exporter->Shutdown());
  EXPECT_EQ(Export(*exporter, "late"), ExportResult::kFailure);
  EXPECT_TRUE(data->GetSpans().empty());
}

TEST(InMemorySpanExporterTest, LeavesItsDataBehind) {
  std::shared_ptr<InMemorySpanData> data;
  auto exporter = InMemorySpanExporterFactory::Create(data);
  Export(*exporter, "a");
  exporter.reset();
  EXPECT_EQ(data->GetSpans().size(), 1u);
}

}  // namespace
}  // namespace tracebridge
