// OpenCensus as real programs write it: proxies, RPC libraries, databases, teaching suites. Compiled
// unchanged in C++11 to C++20.
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "opencensus/context/context.h"
#include "opencensus/context/with_context.h"
#include "opencensus/exporters/trace/stdout/stdout_exporter.h"
#include "opencensus/tags/context_util.h"
#include "opencensus/tags/tag_key.h"
#include "opencensus/tags/tag_map.h"
#include "opencensus/tags/with_tag_map.h"
#include "opencensus/trace/context_util.h"
#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/propagation/b3.h"
#include "opencensus/trace/propagation/cloud_trace_context.h"
#include "opencensus/trace/propagation/grpc_trace_bin.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/trace_config.h"
#include "opencensus/trace/with_span.h"

namespace opencensus {
namespace trace {
namespace exporter {
class SpanExporterTestPeer {
 public:
  static void Export() { SpanExporter::ExportForTesting(); }
};
}  // namespace exporter
}  // namespace trace
}  // namespace opencensus

namespace {

using ::opencensus::trace::exporter::SpanData;

// An exporter that keeps copies, as those do that send them from a thread of their own.
class KeepingExporter : public ::opencensus::trace::exporter::SpanExporter::Handler {
 public:
  static void Register() {
    ::opencensus::trace::exporter::SpanExporter::SetInterval(absl::Seconds(1));
    ::opencensus::trace::exporter::SpanExporter::RegisterHandler(
        std::unique_ptr<KeepingExporter>(new KeepingExporter));
  }
  void Export(const std::vector<SpanData>& spans) override {
    for (const auto& span : spans) kept().emplace_back(span);
  }
  static std::vector<SpanData>& kept() {
    static std::vector<SpanData>* spans = new std::vector<SpanData>;
    return *spans;
  }
};

const SpanData* Find(absl::string_view name) {
  opencensus::trace::exporter::SpanExporterTestPeer::Export();
  for (const auto& span : KeepingExporter::kept()) {
    if (span.name() == name) return &span;
  }
  return nullptr;
}

class UsageTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    KeepingExporter::Register();
    opencensus::trace::TraceConfig::SetCurrentTraceParams(
        {128, 128, 128, 128, opencensus::trace::ProbabilitySampler{1.0}});
  }
};

// ---- a teaching example ----------------------------------------------------------------------

TEST_F(UsageTest, NestsChildrenExplicitly) {
  static opencensus::trace::AlwaysSampler sampler;
  auto span1 = opencensus::trace::Span::StartSpan("Span1", /*parent=*/nullptr, {&sampler});
  auto span2 = opencensus::trace::Span::StartSpan("Span2", &span1, {&sampler});
  auto span3 = opencensus::trace::Span::StartSpan("Span3", &span2);
  span3.AddAnnotation("Annotation", {{"TestBool", true}, {"TestString", "Test"}});
  span3.AddAttribute("key1", "value1");
  span3.AddAttributes({{"int_attribute", 123}, {"bool", false}, {"string", std::string("x")}});
  span3.AddSentMessageEvent(2, 3, 4);
  span3.AddReceivedMessageEvent(3, 4, 5);
  span3.AddParentLink(opencensus::trace::SpanContext(span1.context()), {{"test", "attribute"}});
  span3.AddChildLink(span2.context());
  span3.SetStatus(opencensus::trace::StatusCode::UNIMPLEMENTED, "not yet");
  span3.End();
  span2.End();
  span1.End();

  const SpanData* data = Find("Span3");
  ASSERT_NE(data, nullptr);
  EXPECT_EQ(data->parent_span_id(), span2.context().span_id());
  EXPECT_EQ(data->annotations().events().size(), 1u);
  EXPECT_EQ(data->message_events().events().size(), 2u);
  EXPECT_EQ(data->links().size(), 2u);
  EXPECT_EQ(data->attributes().size(), 4u);
  EXPECT_EQ(data->status().CanonicalCode(), opencensus::trace::StatusCode::UNIMPLEMENTED);
  EXPECT_FALSE(data->status().ok());
  EXPECT_TRUE(data->has_ended());
  EXPECT_NE(data->DebugString().find("UNIMPLEMENTED: not yet"), std::string::npos);
}

// ---- an RPC library: a call object in an arena, ended by a callback on another thread ---------

class CallAttempt {
 public:
  CallAttempt(const std::string& method, const opencensus::trace::Span& parent)
      : span_(opencensus::trace::Span::StartSpan(absl::StrCat("Sent.", method), &parent)),
        tags_({{opencensus::tags::TagKey::Register("grpc_client_method"), method}}) {}

  const opencensus::trace::Span& Span() const { return span_; }
  const opencensus::tags::TagMap& tags() const { return tags_; }
  opencensus::trace::SpanContext Context() const { return span_.context(); }
  void AddSpanAnnotation(absl::string_view description,
                         opencensus::trace::AttributesRef attributes) {
    span_.AddAnnotation(description, attributes);
  }
  void EndSpan(int grpc_code) {
    span_.SetStatus((opencensus::trace::StatusCode)grpc_code, "from the peer");  // NOLINT
    span_.End();
  }

 private:
  opencensus::trace::Span span_;
  opencensus::tags::TagMap tags_;
};

TEST_F(UsageTest, KeepsSpansInObjectsWithManualLifetime) {
  auto parent = opencensus::trace::Span::StartSpan("Parent");
  typename std::aligned_storage<sizeof(CallAttempt), alignof(CallAttempt)>::type arena;
  CallAttempt* call = new (&arena) CallAttempt("pkg.Service/Method", parent);
  uint8_t header[opencensus::trace::propagation::kGrpcTraceBinHeaderLen];
  opencensus::trace::propagation::ToGrpcTraceBinHeader(call->Context(), header);
  call->AddSpanAnnotation("Pick", {});
  std::thread([call] { call->EndSpan(14); }).join();
  call->~CallAttempt();
  parent.End();

  const auto received = opencensus::trace::propagation::FromGrpcTraceBinHeader(
      absl::string_view(reinterpret_cast<const char*>(header), sizeof(header)));
  auto server =
      opencensus::trace::Span::StartSpanWithRemoteParent("Recv.pkg.Service/Method", received);
  server.End();
  ASSERT_NE(Find("Sent.pkg.Service/Method"), nullptr);
  const SpanData* data = Find("Recv.pkg.Service/Method");
  ASSERT_NE(data, nullptr);
  EXPECT_TRUE(data->has_remote_parent());
  EXPECT_EQ(data->parent_span_id(), Find("Sent.pkg.Service/Method")->context().span_id());
  EXPECT_EQ(Find("Sent.pkg.Service/Method")->status().CanonicalCode(),
            opencensus::trace::StatusCode::UNAVAILABLE);
}

// ---- a proxy: several header formats, a span assigned later -----------------------------------

class ProxySpan {
 public:
  ProxySpan() : span_(opencensus::trace::Span::BlankSpan()) {}
  void Start(const std::string& traceparent, const std::string& name) {
    const auto context = opencensus::trace::propagation::FromTraceParentHeader(traceparent);
    opencensus::trace::AlwaysSampler sampler;
    span_ = context.IsValid()
                ? opencensus::trace::Span::StartSpanWithRemoteParent(name, context, &sampler)
                : opencensus::trace::Span::StartSpan(name, nullptr, &sampler);
  }
  std::vector<std::string> Headers() const {
    using namespace opencensus::trace::propagation;  // NOLINT: as in use
    const auto& context = span_.context();
    return {ToTraceParentHeader(context),       ToGrpcTraceBinHeader(context),
            ToCloudTraceContextHeader(context), ToB3TraceIdHeader(context),
            ToB3SpanIdHeader(context),          ToB3SampledHeader(context)};
  }
  void Tag(absl::string_view name, absl::string_view value) { span_.AddAttribute(name, value); }
  void Finish() { span_.End(); }

 private:
  opencensus::trace::Span span_;
};

TEST_F(UsageTest, CarriesAContextThroughEveryHeader) {
  ProxySpan proxy;
  proxy.Finish();
  proxy.Start("00-404142434445464748494a4b4c4d4e4f-6162636465666768-01", "egress");
  proxy.Tag("http.method", "GET");
  const std::vector<std::string> headers = proxy.Headers();
  proxy.Finish();
  using namespace opencensus::trace::propagation;  // NOLINT: as in use
  const auto context = FromTraceParentHeader(headers[0]);
  EXPECT_EQ(context.trace_id().ToHex(), "404142434445464748494a4b4c4d4e4f");
  EXPECT_EQ(FromGrpcTraceBinHeader(headers[1]), context);
  EXPECT_EQ(FromCloudTraceContextHeader(headers[2]), context);
  EXPECT_EQ(FromB3Headers(headers[3], headers[4], headers[5], ""), context);
  const SpanData* data = Find("egress");
  ASSERT_NE(data, nullptr);
  EXPECT_EQ(data->context().trace_id(), context.trace_id());
}

// ---- a database: the current span, contexts over a thread pool --------------------------------

void LockRow() {
  auto span = opencensus::trace::Span::StartSpan("LockRow", &opencensus::trace::GetCurrentSpan());
  opencensus::trace::WithSpan ws(span, /*cond=*/true, /*end_span=*/true);
  opencensus::trace::GetCurrentSpan().AddAnnotation("locked", {{"rows", size_t{3}}});
}

TEST_F(UsageTest, HandsTheContextToAPool) {
  std::vector<std::function<void()>> pool;
  auto span = opencensus::trace::Span::StartSpan("Transaction");
  {
    opencensus::tags::WithTagMap wt({{opencensus::tags::TagKey::Register("db"), "main"}});
    opencensus::trace::WithSpan ws(span);
    pool.push_back(opencensus::context::Context::Current().Wrap([] { LockRow(); }));
    const opencensus::context::Context copy = opencensus::context::Context::Current();
    pool.push_back([copy] {
      opencensus::context::WithContext wc(copy);
      const auto& tags = opencensus::tags::GetCurrentTagMap().tags();
      ASSERT_EQ(tags.size(), 1u);
      opencensus::trace::GetCurrentSpan().AddAttribute(tags[0].first.name(), tags[0].second);
    });
    std::function<void()> late = [span] { span.AddAnnotation("late"); };
    pool.push_back(late);
  }
  for (const auto& task : pool) std::thread(task).join();
  span.End();

  ASSERT_NE(Find("LockRow"), nullptr);
  EXPECT_EQ(Find("LockRow")->parent_span_id(), span.context().span_id());
  EXPECT_EQ(Find("LockRow")->annotations().events().size(), 1u);
  const SpanData* data = Find("Transaction");
  ASSERT_NE(data, nullptr);
  EXPECT_EQ(data->attributes().at("db").string_value(), "main");
  EXPECT_EQ(data->annotations().events().size(), 1u);
}

// ---- a sampler of the program's own -----------------------------------------------------------

class NameSampler : public opencensus::trace::Sampler {
 public:
  bool ShouldSample(const opencensus::trace::SpanContext* /*parent_context*/,
                    bool /*has_remote_parent*/, const opencensus::trace::TraceId& /*trace_id*/,
                    const opencensus::trace::SpanId& /*span_id*/, absl::string_view name,
                    const std::vector<opencensus::trace::Span*>& /*parent_links*/) const override {
    return name != "healthz";
  }
};

TEST_F(UsageTest, SamplesAsTheProgramSays) {
  static NameSampler sampler;
  EXPECT_FALSE(opencensus::trace::Span::StartSpan("healthz", nullptr, {&sampler}).IsSampled());
  EXPECT_TRUE(opencensus::trace::Span::StartSpan("query", nullptr, {&sampler}).IsSampled());
  opencensus::trace::StartSpanOptions options;
  options.sampler = &sampler;
  EXPECT_FALSE(opencensus::trace::Span::StartSpan("healthz", nullptr, options).IsSampled());
}

TEST_F(UsageTest, LinksSpansOfABatch) {
  auto first = opencensus::trace::Span::StartSpan("item 1");
  auto second = opencensus::trace::Span::StartSpan("item 2");
  const std::vector<opencensus::trace::Span*> items = {&first, &second};
  auto batch = opencensus::trace::Span::StartSpan("batch", nullptr, {nullptr, items});
  batch.End();
  first.End();
  second.End();
  ASSERT_NE(Find("batch"), nullptr);
  EXPECT_EQ(Find("batch")->links().size(), 2u);
  ASSERT_NE(Find("item 1"), nullptr);
  EXPECT_EQ(Find("item 1")->links().at(0).type(),
            opencensus::trace::exporter::Link::Type::kChildLinkedSpan);
}

TEST_F(UsageTest, PrintsToAStream) {
  static std::stringstream* stream = new std::stringstream;
  opencensus::exporters::trace::StdoutExporter::Register(stream);
  auto span = opencensus::trace::Span::StartSpan("printed");
  span.AddAnnotation("Needle.");
  span.End();
  Find("printed");
  EXPECT_NE(stream->str().find("Needle."), std::string::npos);
}

}  // namespace
