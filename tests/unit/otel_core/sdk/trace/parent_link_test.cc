// StartSpanOptions::referenced_parent and parent_link: a span that a bridge starts with them is the one that it starts with the
// parent and the link spelled out.
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/samplers/parent.h"
#include "opentelemetry/sdk/trace/simple_processor.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::parent_link_test {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using namespace opentelemetry::sdk::trace;  // NOLINT(google-build-using-namespace): what is tested
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::resource::Resource;
using ParentLink = api::StartSpanOptions::ParentLink;

struct Seen {
  std::string wire;
  std::string parent;
  std::uint32_t links;
  std::uint32_t dropped;
};

class KeepsBytes final : public SpanExporter {
 public:
  explicit KeepsBytes(std::vector<Seen>* seen) : seen_(seen) {}
  std::unique_ptr<Recordable> MakeRecordable() noexcept override { return SpanRecord::Create(); }
  ExportResult Export(const nostd::span<std::unique_ptr<Recordable>>& spans) noexcept override {
    for (const auto& recordable : spans) {
      const SpanRecord& span = *AsSpanRecord(recordable.get());
      const auto id = span.parent_span_id().Id();
      seen_->push_back({std::string(span.wire()), std::string(id.begin(), id.end()),
                        span.link_count(), span.dropped_links_count()});
    }
    return ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  std::vector<Seen>* seen_;
};

api::SpanContext Parent(std::uint8_t flags, bool is_remote, const char* trace_state) {
  const std::uint8_t trace_id[16] = {1, 2, 3};
  const std::uint8_t span_id[8] = {4, 5, 6};
  return {api::TraceId(trace_id), api::SpanId(span_id), api::TraceFlags(flags), is_remote,
          api::TraceState::FromHeader(trace_state)};
}

struct Case {
  std::string name;
  SpanLimits limits;
  api::SpanContext parent = Parent(3, /*is_remote=*/false, "");
};

SpanLimits With(std::uint32_t SpanLimits::*limit, std::uint32_t value) {
  SpanLimits limits;
  limits.*limit = value;
  return limits;
}

SpanLimits WithLength(std::size_t length) {
  SpanLimits limits;
  limits.attribute_value_length_limit = length;
  return limits;
}

const Case kCases[] = {
    {"usual", {}},
    {"remote", {}, Parent(1, /*is_remote=*/true, "")},
    {"trace_state", {}, Parent(1, /*is_remote=*/true, "vendor=value")},
    {"no_links", With(&SpanLimits::link_count_limit, 0)},
    {"one_link", With(&SpanLimits::link_count_limit, 1)},
    {"no_attributes_of_links", With(&SpanLimits::link_attribute_count_limit, 0)},
    {"short_values", WithLength(5)},
    {"values_as_long_as_child_of", WithLength(8)},
    {"values_as_long_as_follows_from", WithLength(12)},
};

class ParentLinkTest : public ::testing::TestWithParam<Case> {
 protected:
  void ComparesWith(ParentLink link, const char* value) {
    std::vector<Seen> seen;
    TracerProvider provider(
        std::make_unique<SimpleSpanProcessor>(std::make_unique<KeepsBytes>(&seen)),
        Resource::GetEmpty(), nullptr, nullptr, nullptr, GetParam().limits);
    auto tracer = provider.GetTracer("tests");
    // Long enough that the record has to grow for the link.
    const std::string name(GetParam().name.size() * 60, 'n');
    const auto start = [&](const api::StartSpanOptions& options) {
      tracer
          ->StartSpan(name, {{"a", 1}}, {{GetParam().parent, {{"opentracing.ref_type", value}}}},
                      options)
          ->End();
    };
    api::StartSpanOptions spelled_out;
    spelled_out.parent = GetParam().parent;
    start(spelled_out);
    api::StartSpanOptions referring;
    referring.referenced_parent = &GetParam().parent;
    referring.parent_link = link;
    start(referring);
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[1].wire, seen[0].wire);
    EXPECT_EQ(seen[1].parent, seen[0].parent);
    EXPECT_EQ(seen[1].links, seen[0].links);
    EXPECT_EQ(seen[1].dropped, seen[0].dropped);
    EXPECT_EQ(seen[0].links + seen[0].dropped, 1u);
  }
};

TEST_P(ParentLinkTest, IsTheLinkOfAChild) { ComparesWith(ParentLink::kChildOf, "child_of"); }
TEST_P(ParentLinkTest, IsTheLinkOfAFollower) {
  ComparesWith(ParentLink::kFollowsFrom, "follows_from");
}

INSTANTIATE_TEST_SUITE_P(Cases, ParentLinkTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(ReferencedParentTest, GoesBeforeTheOtherAndMayBeADecision) {
  std::vector<Seen> seen;
  TracerProvider provider(
      std::make_unique<SimpleSpanProcessor>(std::make_unique<KeepsBytes>(&seen)),
      Resource::GetEmpty(),
      std::make_unique<ParentBasedSampler>(std::make_shared<AlwaysOnSampler>()));
  const auto tracer = provider.GetTracer("tests");
  const api::SpanContext referenced = Parent(1, /*is_remote=*/true, "");
  api::StartSpanOptions options;
  options.parent = api::SpanContext::GetInvalid();
  options.referenced_parent = &referenced;
  EXPECT_EQ(tracer->StartSpan("s", {}, options)->GetContext().trace_id(), referenced.trace_id());

  const api::SpanContext not_sampled(api::TraceId(), api::SpanId(), api::TraceFlags(),
                                     /*is_remote=*/true, api::TraceState::GetDefault(),
                                     WireNotes::kNoIds);
  options.referenced_parent = &not_sampled;
  EXPECT_FALSE(tracer->StartSpan("s", {}, options)->GetContext().IsSampled());

  const api::SpanContext neither(/*sampled_flag=*/false, /*is_remote=*/true);
  options.referenced_parent = &neither;
  EXPECT_TRUE(tracer->StartSpan("s", {}, options)->GetContext().IsSampled());

  provider.Shutdown();
  options.referenced_parent = &referenced;
  const auto passed_on = tracer->StartSpan("s", {}, options);
  EXPECT_FALSE(passed_on->IsRecording());
  EXPECT_EQ(passed_on->GetContext().span_id(), referenced.span_id());
}

}  // namespace
}  // namespace tracebridge::parent_link_test
