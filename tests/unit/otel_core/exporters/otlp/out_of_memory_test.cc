// Every exporter, with the n-th allocation of an export failing, for every n: it may lose the batch, and nothing else.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <sstream>

#include "opentelemetry/exporters/ostream/span_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_http_exporter_factory.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"

namespace {

// How many more allocations of this thread succeed; negative: all.
thread_local long allocations_left = -1;

void* Allocate(std::size_t size) {
  if (allocations_left == 0) throw std::bad_alloc();
  if (allocations_left > 0) --allocations_left;
  void* const memory = std::malloc(size != 0 ? size : 1);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return Allocate(size); }
void* operator new[](std::size_t size) { return Allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace tracebridge::otlp {
namespace {

using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::trace::SpanExporter;

class OutOfMemoryTest : public testing::Test {
 protected:
  void SetUp() override {
    opentelemetry::sdk::common::internal_log::GlobalLogHandler::SetLogHandler(nullptr);
  }

  // Exports with 0, 1, 2 ... allocations until there are enough. Returns how many were.
  static int AllocationsOf(SpanExporter& exporter) {
    constexpr int kTooMany = 10000;
    for (int allocations = 0; allocations < kTooMany; ++allocations) {
      auto batch = MakeBatch(3);
      const Batch spans(batch.data(), batch.size());
      allocations_left = allocations;
      const ExportResult result = exporter.Export(spans);
      allocations_left = -1;
      if (result == ExportResult::kSuccess) return allocations;
    }
    return kTooMany;
  }
};

TEST_F(OutOfMemoryTest, LosesABatchToHttpAtMost) {
  TestCollector collector;
  opentelemetry::exporter::otlp::OtlpHttpExporterOptions options(nullptr);
  options.url = collector.url();
  options.compression = "gzip";
  const auto exporter = opentelemetry::exporter::otlp::OtlpHttpExporterFactory::Create(options);
  EXPECT_GT(AllocationsOf(*exporter), 5);
  EXPECT_TRUE(exporter->Shutdown());
}

TEST_F(OutOfMemoryTest, LosesALineAtMost) {
  std::ostringstream out;
  opentelemetry::exporter::otlp::OtlpFileExporterOptions options;
  options.backend_options = std::ref<std::ostream>(out);
  const auto exporter = opentelemetry::exporter::otlp::OtlpFileExporterFactory::Create(options);
  EXPECT_GT(AllocationsOf(*exporter), 3);
  EXPECT_TRUE(exporter->Shutdown());
}

TEST_F(OutOfMemoryTest, LosesAPrintAtMost) {
  std::ostringstream out;
  const auto exporter = opentelemetry::exporter::trace::OStreamSpanExporterFactory::Create(out);
  EXPECT_GT(AllocationsOf(*exporter), 1);
}

}  // namespace
}  // namespace tracebridge::otlp
