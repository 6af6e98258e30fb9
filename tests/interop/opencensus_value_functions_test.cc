// OpenCensus's own functions for header values and the propagators of the same formats: two readers and two writers, which
// must not drift apart. Why there are two: docs/RATIONALE.md, "Why does the OpenCensus API read headers by itself?".
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/tags/propagation/grpc_tags_bin.h"
#include "opencensus/tags/tag_map.h"
#include "opencensus/trace/propagation/b3.h"
#include "opencensus/trace/propagation/cloud_trace_context.h"
#include "opencensus/trace/propagation/grpc_trace_bin.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/span_context.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "otel_core/propagators/remote_context.h"
#include "tests/support/bytes_text.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tests/support/wire_peers.h"
#include "tracebridge/cloud_trace_propagator.h"
#include "tracebridge/grpc_tags_bin.h"
#include "tracebridge/grpc_trace_bin.h"

namespace tracebridge::test::opencensus_value_functions_test {
namespace {

namespace context = opentelemetry::context;
namespace oc = opencensus::trace;
namespace trace = opentelemetry::trace;
using context::propagation::TextMapPropagator;
using trace::propagation::HttpTraceContext;

struct Ids {
  std::uint64_t high, low, span;
  bool sampled;
};

constexpr Ids kIds[] = {
    {0x4bf92f3577b34da6, 0xa3ce929d0e0e4736, 0x00f067aa0ba902b7, true},
    {0x4bf92f3577b34da6, 0xa3ce929d0e0e4736, 0x00f067aa0ba902b7, false},
    {0, 0xa3ce929d0e0e4736, 0x53995c3f42cd8ad8, true},
    {0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, true},
    {0x8000000000000000, 0, 1, false},
};

oc::SpanContext ToOpenCensus(const Ids& ids) {
  return oc::SpanContext(oc::TraceId(propagators::MakeTraceId(ids.high, ids.low).Id().data()),
                         oc::SpanId(propagators::MakeSpanId(ids.span).Id().data()),
                         oc::TraceOptions().WithSampling(ids.sampled));
}

context::Context ToOtel(const Ids& ids) {
  const trace::SpanContext span_context(
      propagators::MakeTraceId(ids.high, ids.low), propagators::MakeSpanId(ids.span),
      trace::TraceFlags(ids.sampled ? trace::TraceFlags::kIsSampled : 0), /*is_remote=*/true);
  return trace::SetSpan(context::Context(), std::make_shared<trace::DefaultSpan>(span_context));
}

std::string ReadByOtel(TextMapPropagator& propagator, const std::string& name,
                       const std::string& value) {
  context::Context empty;
  return Text(trace::GetSpanContext(propagator.Extract(HeaderCarrier({{name, value}}), empty)));
}

std::string WrittenByOtel(TextMapPropagator& propagator, const std::string& name, const Ids& ids) {
  HeaderCarrier carrier;
  propagator.Inject(carrier, ToOtel(ids));
  return std::string(carrier.Get(name));
}

std::string Expected(const Ids& ids) { return Text(trace::GetSpanContext(ToOtel(ids))); }

template <class ToHeader, class FromHeader>
void ExpectOneFormat(TextMapPropagator& propagator, const std::string& name, ToHeader to_header,
                     FromHeader from_header) {
  for (const Ids& ids : kIds) {
    const oc::SpanContext span_context = ToOpenCensus(ids);
    const std::string header = to_header(span_context);
    EXPECT_EQ(WrittenByOtel(propagator, name, ids), header);
    EXPECT_EQ(ReadByOtel(propagator, name, header), Expected(ids));
    EXPECT_EQ(from_header(header), span_context);
  }
}

oc::SpanContext FromB3(const HeaderCarrier& carrier) {
  const auto value = [&](const char* name) {
    const auto found = carrier.Get(name);
    return absl::string_view(found.data(), found.size());
  };
  return oc::propagation::FromB3Headers(value("X-B3-TraceId"), value("X-B3-SpanId"),
                                        value("X-B3-Sampled"), value("X-B3-Flags"));
}

TEST(OpenCensusValueFunctionsTest, SpeakTheCloudTraceFormatOfThePropagator) {
  CloudTracePropagator propagator;
  ExpectOneFormat(propagator, "x-cloud-trace-context", oc::propagation::ToCloudTraceContextHeader,
                  oc::propagation::FromCloudTraceContextHeader);
}

TEST(OpenCensusValueFunctionsTest, SpeakTheTraceParentOfThePropagator) {
  HttpTraceContext propagator;
  ExpectOneFormat(propagator, "traceparent", oc::propagation::ToTraceParentHeader,
                  oc::propagation::FromTraceParentHeader);
}

TEST(OpenCensusValueFunctionsTest, SpeakTheBinaryFormatOfThePropagator) {
  for (const Ids& ids : kIds) {
    const oc::SpanContext span_context = ToOpenCensus(ids);
    const std::string header = oc::propagation::ToGrpcTraceBinHeader(span_context);
    std::string bytes;
    EXPECT_TRUE(GrpcTraceBin().ToBytes(ToOtel(ids), &bytes));
    EXPECT_EQ(bytes, header);
    EXPECT_EQ(Text(trace::GetSpanContext(GrpcTraceBin().FromBytes(header, context::Context()))),
              Expected(ids));
    EXPECT_EQ(oc::propagation::FromGrpcTraceBinHeader(bytes), span_context);
  }
}

TEST(OpenCensusValueFunctionsTest, SpeakTheB3OfThePropagator) {
  trace::propagation::B3PropagatorMultiHeader propagator;
  for (const Ids& ids : kIds) {
    const oc::SpanContext span_context = ToOpenCensus(ids);
    HeaderCarrier theirs({{"X-B3-TraceId", oc::propagation::ToB3TraceIdHeader(span_context)},
                          {"X-B3-SpanId", oc::propagation::ToB3SpanIdHeader(span_context)},
                          {"X-B3-Sampled", oc::propagation::ToB3SampledHeader(span_context)}});
    HeaderCarrier ours;
    propagator.Inject(ours, ToOtel(ids));
    EXPECT_EQ(ours.Text(), theirs.Text());
    context::Context empty;
    EXPECT_EQ(Text(trace::GetSpanContext(propagator.Extract(theirs, empty))), Expected(ids));
    EXPECT_EQ(FromB3(ours), span_context);
  }
}

// Headers of other writers, which have several ways to say a decision.
struct B3Case {
  std::string name;
  std::string trace_id;
  std::string sampled;
  std::string flags;
  bool is_sampled;
};

const B3Case kB3Cases[] = {
    {"Sampled", "4bf92f3577b34da6a3ce929d0e0e4736", "1", "", true},
    {"NotSampled", "4bf92f3577b34da6a3ce929d0e0e4736", "0", "", false},
    {"Undecided", "4bf92f3577b34da6a3ce929d0e0e4736", "", "", false},
    {"Debug", "4bf92f3577b34da6a3ce929d0e0e4736", "", "1", true},
    {"DebugBesideADenial", "4bf92f3577b34da6a3ce929d0e0e4736", "0", "1", true},
    {"ShortTraceId", "a3ce929d0e0e4736", "1", "", true},
    {"UpperCase", "4BF92F3577B34DA6A3CE929D0E0E4736", "1", "", true},
};

class OpenCensusB3Test : public ::testing::TestWithParam<B3Case> {};

TEST_P(OpenCensusB3Test, IsReadByBothAlike) {
  const HeaderCarrier carrier({{"X-B3-TraceId", GetParam().trace_id},
                               {"X-B3-SpanId", "00f067aa0ba902b7"},
                               {"X-B3-Sampled", GetParam().sampled},
                               {"X-B3-Flags", GetParam().flags}});
  trace::propagation::B3PropagatorMultiHeader propagator;
  context::Context empty;
  const auto read = trace::GetSpanContext(propagator.Extract(carrier, empty));
  const Ids ids{propagators::HighHalf(read.trace_id()), propagators::LowHalf(read.trace_id()),
                propagators::Number(read.span_id()), read.IsSampled()};
  EXPECT_EQ(FromB3(carrier), ToOpenCensus(ids));
  EXPECT_TRUE(read.IsValid());
  EXPECT_EQ(read.IsSampled(), GetParam().is_sampled);
}

INSTANTIATE_TEST_SUITE_P(Decisions, OpenCensusB3Test, ::testing::ValuesIn(kB3Cases),
                         [](const auto& info) { return info.param.name; });

// Tags have no order in common with baggage.
using Tags = std::map<std::string, std::string>;

Tags ReadByOpenCensus(const std::string& header) {
  opencensus::tags::TagMap map({});
  EXPECT_TRUE(opencensus::tags::propagation::FromGrpcTagsBinHeader(header, &map)) << ToHex(header);
  Tags tags;
  for (const auto& tag : map.tags()) tags[tag.first.name()] = tag.second;
  return tags;
}

std::string WrittenByOpenCensus(const Tags& tags) {
  std::vector<std::pair<opencensus::tags::TagKey, std::string>> list;
  for (const auto& [key, value] : tags) {
    list.emplace_back(opencensus::tags::TagKey::Register(key), value);
  }
  return opencensus::tags::propagation::ToGrpcTagsBinHeader(list);
}

Tags TagsReadByOtel(const std::string& header) {
  Tags tags;
  opentelemetry::baggage::GetBaggage(GrpcTagsBin().FromBytes(header, context::Context()))
      ->GetAllEntries([&](auto key, auto value) {
        tags[std::string(key)] = std::string(value);
        return true;
      });
  return tags;
}

std::string TagsWrittenByOtel(const Tags& tags) {
  auto items = opentelemetry::baggage::Baggage::GetDefault();
  for (const auto& [key, value] : tags) items = items->Set(key, value);
  context::Context empty;
  std::string bytes;
  GrpcTagsBin().ToBytes(opentelemetry::baggage::SetBaggage(empty, items), &bytes);
  return bytes;
}

TEST(OpenCensusValueFunctionsTest, SpeakTheTagsOfThePropagatorAndOfOtherImplementations) {
  for (const auto peer :
       {"opencensus-tags-binary.opencensus-go", "opencensus-tags-binary.opencensus-js"}) {
    const Json file = VectorsOf(peer);
    ASSERT_FALSE(file["inject"].empty());
    for (const Json& vector : file["inject"]) {
      if (vector.contains("error")) continue;  // the peer wrote nothing
      const std::string theirs = FromHex(vector["bytes_hex"].get<std::string>());
      const Tags tags = ReadByOpenCensus(theirs);
      EXPECT_EQ(TagsReadByOtel(theirs), tags) << vector;
      EXPECT_EQ(TagsReadByOtel(WrittenByOpenCensus(tags)), tags) << vector;
      EXPECT_EQ(WrittenByOpenCensus(tags).size(), theirs.size()) << vector;
      if (!tags.empty()) {  // the propagator writes no header then
        EXPECT_EQ(ReadByOpenCensus(TagsWrittenByOtel(tags)), tags) << vector;
      }
    }
  }
}

}  // namespace
}  // namespace tracebridge::test::opencensus_value_functions_test
