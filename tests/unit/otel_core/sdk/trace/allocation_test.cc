// What a span allocates: nothing in steady state; and what happens when there is no memory: nothing bad.
//
// This program replaces malloc, so it does not run under the sanitizers, which do the same.
#include <gtest/gtest.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"
#include "opentelemetry/trace/scope.h"
#include "tracebridge/diagnostics.h"

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {

// Of the calling thread.
thread_local std::uint64_t allocations = 0;
thread_local std::int64_t allocations_until_failure = -1;  // negative: never
thread_local bool keeps_failing = false;
thread_local bool has_failed = false;

bool MayAllocate() {
  ++allocations;
  if (allocations_until_failure < 0) return true;
  if (allocations_until_failure > 0) {
    --allocations_until_failure;
    return true;
  }
  if (!keeps_failing) allocations_until_failure = -1;
  has_failed = true;
  errno = ENOMEM;
  return false;
}

}  // namespace

extern "C" {
void* malloc(std::size_t size) { return MayAllocate() ? __libc_malloc(size) : nullptr; }
void* calloc(std::size_t count, std::size_t size) {
  return MayAllocate() ? __libc_calloc(count, size) : nullptr;
}
void* realloc(void* block, std::size_t size) {
  return MayAllocate() ? __libc_realloc(block, size) : nullptr;
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return MayAllocate() ? __libc_memalign(alignment, size) : nullptr;
}
void* memalign(std::size_t alignment, std::size_t size) { return aligned_alloc(alignment, size); }
}

namespace tracebridge {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using namespace opentelemetry::sdk::trace;  // NOLINT(google-build-using-namespace): what is tested
using opentelemetry::sdk::resource::Resource;

template <class Record>
class DiscardingExporter : public SpanExporter {
 public:
  std::unique_ptr<Recordable> MakeRecordable() noexcept override {
    if constexpr (std::is_same_v<Record, SpanRecord>) {
      return SpanRecord::Create();
    } else {
      return std::unique_ptr<Recordable>(new (std::nothrow) Record);
    }
  }
  opentelemetry::sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<Recordable>>&) noexcept override {
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }
};

class DiscardingWireExporter final : public DiscardingExporter<SpanRecord>, public WireExporter {
 public:
  WireExporter* AsWireExporter() noexcept override { return this; }
  opentelemetry::sdk::common::ExportResult ExportWire(const WireBatch&) noexcept override {
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
};

// Exports when told to and not before, so that the number of records under way is that of the test.
BatchSpanProcessorOptions OnlyWhenFlushed() {
  BatchSpanProcessorOptions options;
  options.max_queue_size = options.max_export_batch_size = 8192;
  options.schedule_delay_millis = std::chrono::hours(1);
  return options;
}

template <class Record, class Exporter = DiscardingExporter<Record>>
std::unique_ptr<TracerProvider> Provider(std::unique_ptr<Sampler> sampler = nullptr) {
  return std::make_unique<TracerProvider>(
      BatchSpanProcessorFactory::Create(std::make_unique<Exporter>(), OnlyWhenFlushed()),
      Resource::GetEmpty(), std::move(sampler));
}

void Span(api::Tracer& tracer) {
  auto span = tracer.StartSpan("GET /api/v1/items");
  span->SetAttribute("http.method", "GET");
  span->SetAttribute("http.url", "http://example.test/api/v1/items");
  span->SetAttribute("http.status_code", std::int64_t{200});
  span->SetAttribute("load", 0.75);
  span->End();
}

// Warms the pools up, then counts.
template <class Operation>
std::uint64_t AllocationsOf(TracerProvider& provider, Operation operation, int warm_up = 1200) {
  for (int i = 0; i < warm_up; ++i) operation();
  provider.ForceFlush();
  const std::uint64_t before = allocations;
  for (int i = 0; i < 1000; ++i) operation();
  return allocations - before;
}

TEST(AllocationTest, AKeptSpanAllocatesNothing) {
  const auto provider = Provider<SpanRecord>();
  const auto tracer = provider->GetTracer("t");
  EXPECT_EQ(AllocationsOf(*provider, [&] { Span(*tracer); }), 0u);
}

TEST(AllocationTest, AKeptChildOfTheCurrentSpanWithAnEventAllocatesNothing) {
  const auto provider = Provider<SpanRecord>();
  const auto tracer = provider->GetTracer("t");
  const auto parent = tracer->StartSpan("parent");
  EXPECT_EQ(AllocationsOf(*provider,
                          [&] {
                            const api::Scope scope(parent);
                            auto span = tracer->StartSpan("s", {{"at", "start"}});
                            const api::Scope inner(span);
                            span->AddEvent("cache.miss", {{"key", "items:42"}});
                            span->SetStatus(api::StatusCode::kError, "EIO");
                          }),
            0u);
}

TEST(AllocationTest, AKeptSpanThatIsExportedAsBytesAllocatesNothing) {
  const auto provider = Provider<SpanRecord, DiscardingWireExporter>();
  const auto tracer = provider->GetTracer("t");
  EXPECT_EQ(AllocationsOf(*provider, [&] { Span(*tracer); }), 0u);
}

TEST(AllocationTest, ALargeSpanAllocatesNothing) {
  const auto provider = Provider<SpanRecord>();
  const auto tracer = provider->GetTracer("t");
  const std::string text(3000, 'x');
  const auto large = [&] { tracer->StartSpan("s")->SetAttribute("k", text); };
  // More than the blocks that tests before this one left, so that each has had its large buffer.
  EXPECT_EQ(AllocationsOf(*provider, large, /*warm_up=*/1600), 0u);
}

TEST(AllocationTest, AnUnsampledSpanAllocatesNothing) {
  const auto provider = Provider<SpanRecord>(std::make_unique<AlwaysOffSampler>());
  const auto tracer = provider->GetTracer("t");
  EXPECT_EQ(AllocationsOf(*provider, [&] { Span(*tracer); }), 0u);
}

// What a request does, and more. Keeps its spans, so that blocks come from malloc again and again.
void Request(TracerProvider& provider, const std::string& scope, const std::string& text,
             std::vector<nostd::shared_ptr<api::Span>>* kept) {
  const auto tracer = provider.GetTracer(scope, "1.0", "", {{"a", "b"}});
  auto parent = tracer->StartSpan("parent", {{"k", text}, {"n", 1}},
                                  {{api::SpanContext::GetInvalid(), {{"l", text}}}});
  const api::Scope outer(parent);
  auto child = tracer->StartSpan("child");
  const api::Scope inner(
      opentelemetry::trace::SetSpan(opentelemetry::context::RuntimeContext::GetCurrent(), child) ==
              opentelemetry::context::Context{}
          ? parent
          : child);
  const nostd::string_view texts[] = {text, "\xFF"};
  child->SetAttribute("invalid\xFF", "\xFF");
  child->SetAttribute("texts", nostd::span<const nostd::string_view>(texts));
  child->SetAttribute("k", nostd::string_view(text));
  child->AddEvent("e\xFF", {{"k", text}});
  child->AddLink(parent->GetContext(), {{"k", text}});
  child->SetStatus(api::StatusCode::kError, text);
  child->UpdateName(text);
  kept->push_back(child);
  kept->push_back(parent);
  child->End();
  parent->End();
}

template <class Record, class Exporter = DiscardingExporter<Record>>
void FailEveryAllocation(bool keeps) {
  const auto provider = Provider<Record, Exporter>();
  const std::string text(2000, 'x');
  std::vector<nostd::shared_ptr<api::Span>> kept;
  kept.reserve(100000);
  bool failed = true;
  int n = 0;
  for (; failed && n < 5000; ++n) {
    const std::string scope = "scope " + std::to_string(n);
    has_failed = false;
    keeps_failing = keeps;
    allocations_until_failure = n;
    Request(*provider, scope, text, &kept);
    allocations_until_failure = -1;
    failed = has_failed;
    if (n % 100 == 0) provider->ForceFlush();
  }
  EXPECT_LT(n, 5000);
  EXPECT_GT(n, 5);  // there was something to fail
  EXPECT_GT(Counted(Diagnostic::kOutOfMemory), 0u);
  // With memory again everything works again.
  EXPECT_TRUE(provider->GetTracer("after")->StartSpan("s")->IsRecording());
  EXPECT_TRUE(provider->ForceFlush());
}

TEST(OutOfMemoryTest, ARequestSurvivesAnyFailedAllocation) {
  FailEveryAllocation<SpanRecord>(/*keeps=*/false);
}

TEST(OutOfMemoryTest, ARequestSurvivesWhenNoneSucceedsAnyMore) {
  FailEveryAllocation<SpanRecord>(/*keeps=*/true);
}

TEST(OutOfMemoryTest, ARequestWhoseSpansAreExportedAsBytesSurvivesThem) {
  FailEveryAllocation<SpanRecord, DiscardingWireExporter>(/*keeps=*/false);
  FailEveryAllocation<SpanRecord, DiscardingWireExporter>(/*keeps=*/true);
}

TEST(OutOfMemoryTest, ARequestSurvivesAnyFailedAllocationOfAUsersExporter) {
  FailEveryAllocation<SpanData>(/*keeps=*/false);
  FailEveryAllocation<SpanData>(/*keeps=*/true);
}

TEST(OutOfMemoryTest, ANewThreadGetsASpan) {
  const auto provider = Provider<SpanRecord>();
  const auto tracer = provider->GetTracer("t");
  std::thread([&] {
    keeps_failing = true;
    allocations_until_failure = 0;
    auto span = tracer->StartSpan("s");
    EXPECT_NE(span, nullptr);
    span->End();
    allocations_until_failure = -1;
  }).join();
}

}  // namespace
}  // namespace tracebridge
