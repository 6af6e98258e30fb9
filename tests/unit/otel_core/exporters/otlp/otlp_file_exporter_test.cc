#include "opentelemetry/exporters/otlp/otlp_file_exporter.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "opentelemetry/exporters/otlp/otlp_file_exporter_factory.h"
#include "tests/support/forked.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::exporter::otlp::OtlpFileAppender;
using opentelemetry::exporter::otlp::OtlpFileClientFileSystemOptions;
using opentelemetry::exporter::otlp::OtlpFileExporter;
using opentelemetry::exporter::otlp::OtlpFileExporterFactory;
using opentelemetry::exporter::otlp::OtlpFileExporterOptions;
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::trace::SpanExporter;

ExportResult Export(SpanExporter& exporter, std::size_t spans) {
  auto batch = MakeBatch(spans);
  return exporter.Export(Batch(batch.data(), batch.size()));
}

OtlpFileExporterOptions ToFile(const std::string& path) {
  OtlpFileClientFileSystemOptions files;
  files.file_pattern = path;
  OtlpFileExporterOptions options;
  options.backend_options = files;
  return options;
}

// Returns the number of spans in each line; -1 for a line that is not a request.
std::vector<int> SpansOfLines(const std::string& text) {
  std::vector<int> counts;
  std::stringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto request = nlohmann::json::parse(line, nullptr, false);
    counts.push_back(
        request.is_discarded()
            ? -1
            : static_cast<int>(request["resourceSpans"][0]["scopeSpans"][0]["spans"].size()));
  }
  return counts;
}

TEST(OtlpFileExporterTest, WritesALineABatch) {
  const ScratchFolder folder;
  OtlpFileExporter exporter(ToFile(folder / "a.jsonl"));
  EXPECT_EQ(Export(exporter, 2), ExportResult::kSuccess);
  EXPECT_EQ(Export(exporter, 0), ExportResult::kSuccess);
  EXPECT_EQ(Export(exporter, 1), ExportResult::kSuccess);
  EXPECT_TRUE(exporter.ForceFlush());
  EXPECT_EQ(SpansOfLines(folder.Read("a.jsonl")), (std::vector<int>{2, 1}));
}

TEST(OtlpFileExporterTest, WritesToAStream) {
  std::ostringstream stream;
  OtlpFileExporterOptions options;
  options.backend_options = std::ref<std::ostream>(stream);
  OtlpFileExporter exporter(options);
  EXPECT_EQ(Export(exporter, 3), ExportResult::kSuccess);
  EXPECT_EQ(SpansOfLines(stream.str()), (std::vector<int>{3}));
}

TEST(OtlpFileExporterTest, FailsWhenTheStreamDoesAndRecovers) {
  std::ostringstream stream;
  OtlpFileExporterOptions options;
  options.backend_options = std::ref<std::ostream>(stream);
  OtlpFileExporter exporter(options);
  stream.setstate(std::ios::badbit);
  testing::internal::CaptureStderr();
  EXPECT_EQ(Export(exporter, 3), ExportResult::kFailure);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "[Error] tracebridge: OTLP file export fails, 3 spans are lost: the stream does not "
            "take it\n");
  EXPECT_EQ(Export(exporter, 1), ExportResult::kSuccess);
}

TEST(OtlpFileExporterTest, OutlivesAFullDisk) {
  OtlpFileExporter exporter(ToFile("/dev/full"));
  testing::internal::CaptureStderr();
  EXPECT_EQ(Export(exporter, 1), ExportResult::kFailure);
  EXPECT_EQ(Export(exporter, 1), ExportResult::kFailure);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "[Error] tracebridge: OTLP file export fails, 1 spans are lost: No space left on "
            "device\n");
  EXPECT_TRUE(exporter.Shutdown());
}

class RecordingAppender : public OtlpFileAppender {
 public:
  void Export(opentelemetry::nostd::string_view data, std::size_t record_count) override {
    if (throws) throw std::runtime_error("full");
    lines += std::string(data) + "\n";
    records += record_count;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return ++flushes > 0; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return ++shutdowns > 0; }

  std::string lines;
  std::size_t records = 0;
  int flushes = 0;
  int shutdowns = 0;
  bool throws = false;
};

TEST(OtlpFileExporterTest, GivesLinesToAnAppender) {
  const auto appender = std::make_shared<RecordingAppender>();
  OtlpFileExporterOptions options;
  options.backend_options = opentelemetry::nostd::shared_ptr<OtlpFileAppender>(appender);
  const auto exporter = OtlpFileExporterFactory::Create(options);
  EXPECT_EQ(Export(*exporter, 2), ExportResult::kSuccess);
  EXPECT_EQ(SpansOfLines(appender->lines), (std::vector<int>{2}));
  EXPECT_EQ(appender->records, 2u);
  EXPECT_TRUE(exporter->ForceFlush());
  EXPECT_EQ(appender->flushes, 1);

  appender->throws = true;
  testing::internal::CaptureStderr();
  EXPECT_EQ(Export(*exporter, 1), ExportResult::kFailure);
  testing::internal::GetCapturedStderr();

  EXPECT_TRUE(exporter->Shutdown());
  EXPECT_TRUE(exporter->Shutdown());
  EXPECT_EQ(appender->shutdowns, 1);
}

TEST(OtlpFileExporterTest, RefusesAfterShutdown) {
  const ScratchFolder folder;
  OtlpFileExporter exporter(ToFile(folder / "a.jsonl"));
  EXPECT_TRUE(exporter.Shutdown());
  EXPECT_EQ(Export(exporter, 1), ExportResult::kFailure);
  EXPECT_TRUE(exporter.ForceFlush());
  EXPECT_FALSE(folder.Has("a.jsonl"));
}

TEST(OtlpFileExporterTest, AppendsFromAForkedChildToo) {
  const ScratchFolder folder;
  OtlpFileExporter exporter(ToFile(folder / "a.jsonl"));
  ASSERT_EQ(Export(exporter, 1), ExportResult::kSuccess);
  EXPECT_TRUE(test::InChild([&] { return Export(exporter, 2) == ExportResult::kSuccess; }));
  EXPECT_EQ(Export(exporter, 3), ExportResult::kSuccess);
  EXPECT_EQ(SpansOfLines(folder.Read("a.jsonl")), (std::vector<int>{1, 2, 3}));
}

TEST(OtlpFileExporterOptionsTest, NameTenFilesByDefault) {
  const OtlpFileExporterOptions options;
  const auto& files = std::get<OtlpFileClientFileSystemOptions>(options.backend_options);
  EXPECT_EQ(files.file_pattern, "trace-%N.jsonl");
  EXPECT_EQ(files.alias_pattern, "trace-latest.jsonl");
  EXPECT_EQ(files.rotate_size, 10u);
  EXPECT_EQ(files.file_size, 20u * 1024 * 1024);
}

}  // namespace
}  // namespace tracebridge::otlp
