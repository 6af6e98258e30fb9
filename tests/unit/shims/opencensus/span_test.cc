// What each verb of an OpenCensus span becomes in OpenTelemetry.
#include "opencensus/trace/span.h"

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/unit/shims/opencensus/opencensus_test.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::trace::Span;
using opencensus::trace::StatusCode;

class SpanTest : public OpenCensusTest {
 protected:
  // Returns what `change` made of a sampled span.
  template <class Change>
  std::string After(Change change) {
    const Span span = Span::StartSpan("op", nullptr, {&always_});
    change(span);
    span.End();
    std::string text = Ended();
    text.pop_back();  // the end of the line
    return text;
  }
};

TEST_F(SpanTest, KeepsAttributesOfEveryType) {
  EXPECT_EQ(After([](const Span& span) {
              span.AddAttribute("string", std::string("a"));
              span.AddAttribute("characters", "b");
              span.AddAttribute("view", absl::string_view("cd", 1));
              span.AddAttribute("int", -1);
              span.AddAttribute("size", size_t{2});
              span.AddAttribute("int64", int64_t{3});
              span.AddAttribute("bool", true);
            }),
            R"(op {string: "a", characters: "b", view: "c", int: -1, size: 2, int64: 3, )"
            R"(bool: true})");
}

TEST_F(SpanTest, KeepsTheLastValueOfAKey) {
  EXPECT_EQ(After([](const Span& span) {
              span.AddAttributes({{"k", "first"}, {"other", false}});
              span.AddAttributes({{"k", 2}});
            }),
            "op {k: 2, other: false}");
}

TEST_F(SpanTest, MakesAnnotationsEvents) {
  EXPECT_EQ(After([](const Span& span) {
              span.AddAnnotation("plain");
              span.AddAnnotation("with", {{"a", "x"}, {"n", 7}, {"b", false}});
            }),
            R"(op; plain {}; with {a: "x", n: 7, b: false})");
}

TEST_F(SpanTest, MakesMessageEventsEventsOfTheRpcConvention) {
  EXPECT_EQ(After([](const Span& span) {
              span.AddSentMessageEvent(7, 10, 30);
              span.AddReceivedMessageEvent(4294967295U, 0, 1);
            }),
            R"(op; rpc.message {rpc.message.type: "SENT", rpc.message.id: 7, )"
            R"(rpc.message.compressed_size: 10, rpc.message.uncompressed_size: 30}; )"
            R"(rpc.message {rpc.message.type: "RECEIVED", rpc.message.id: 4294967295, )"
            R"(rpc.message.compressed_size: 0, rpc.message.uncompressed_size: 1})");
}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
TEST_F(SpanTest, SaysOnALinkWhatTheOtherSpanIs) {
  EXPECT_EQ(After([](const Span& span) {
              span.AddParentLink(RemoteContext(0), {{"k", "v"}});
              span.AddChildLink(RemoteContext(1));
            }),
            R"(op; link {k: "v", opencensus.link.type: "PARENT_LINKED_SPAN"}; )"
            R"(link {opencensus.link.type: "CHILD_LINKED_SPAN"})");
}

TEST_F(SpanTest, LinksToTheIdsOfTheOtherSpan) {
  const Span span = Span::StartSpan("op", nullptr, {&always_});
  span.AddChildLink(RemoteContext(1));
  span.End();
  const auto ended = test::TestDefaultProvider::Get().Take();
  ASSERT_EQ(ended.size(), 1u);
  ASSERT_EQ(ended[0].links.size(), 1u);
  EXPECT_EQ(opencensus::trace::TraceId(ended[0].links[0].trace_id.data()),
            RemoteContext(1).trace_id());
  EXPECT_EQ(opencensus::trace::SpanId(ended[0].links[0].span_id.data()),
            RemoteContext(1).span_id());
}
#else
TEST_F(SpanTest, MakesALateLinkAnEventWithTheIdsOfTheOtherSpan) {
  const auto before = Counted(Diagnostic::kLateLinkBecameEvent);
  EXPECT_EQ(
      After([](const Span& span) {
        span.AddParentLink(RemoteContext(0), {{"k", "v"}});
      }),
      R"(op; link {trace_id: "0102030405060708090a0b0c0d0e0f10", span_id: "1112131415161718", )"
      R"(k: "v", opencensus.link.type: "PARENT_LINKED_SPAN"})");
  EXPECT_EQ(Counted(Diagnostic::kLateLinkBecameEvent), before + 1);
}
#endif

TEST_F(SpanTest, KeepsTheCodeOfAnErrorBesideTheStatus) {
  EXPECT_EQ(After([](const Span& span) { span.SetStatus(StatusCode::NOT_FOUND, "no user"); }),
            R"(op {census.status_code: 5} error "no user")");
  EXPECT_EQ(After([](const Span& span) { span.SetStatus(StatusCode::UNAUTHENTICATED); }),
            R"(op {census.status_code: 16} error "")");
  // UNKNOWN is 2, which is Error in OpenTelemetry and Ok in OpenTelemetry's Go library.
  EXPECT_EQ(After([](const Span& span) { span.SetStatus(StatusCode::UNKNOWN, "?"); }),
            R"(op {census.status_code: 2} error "?")");
}

TEST_F(SpanTest, DropsTheMessageOfOk) {
  EXPECT_EQ(After([](const Span& span) { span.SetStatus(StatusCode::OK, "fine"); }), "op ok");
}

TEST_F(SpanTest, TakesACodeThatIsANumberCastToTheType) {
  const int code = 14;
  EXPECT_EQ(After([&](const Span& span) {
              span.SetStatus((opencensus::trace::StatusCode)code, "retry");  // NOLINT: as in use
            }),
            R"(op {census.status_code: 14} error "retry")");
  EXPECT_EQ(After([&](const Span& span) { span.SetStatus(static_cast<StatusCode>(99)); }),
            R"(op {census.status_code: 99} error "")");
}

TEST_F(SpanTest, TakesANewName) {
  EXPECT_EQ(After([](const Span& span) { span.SetName("better"); }), "better");
}

TEST_F(SpanTest, ChangesNothingAfterTheEnd) {
  const Span span = Span::StartSpan("op", nullptr, {&always_});
  span.End();
  span.AddAttribute("late", 1);
  span.AddAnnotation("late");
  span.SetName("late");
  span.End();
  EXPECT_EQ(Ended(), "op\n");
  EXPECT_TRUE(span.IsRecording()) << "as in the original";
  EXPECT_TRUE(span.IsSampled());
}

TEST_F(SpanTest, IsNeverExportedWithoutAnEnd) {
  { const Span span = Span::StartSpan("op", nullptr, {&always_}); }
  EXPECT_EQ(Ended(), "");
}

TEST_F(SpanTest, IsOneSpanHoweverManyCopies) {
  const Span span = Span::StartSpan("op", nullptr, {&always_});
  Span copy = Span::BlankSpan();
  copy = span;
  const Span moved = std::move(copy);
  std::thread([moved] {
    moved.AddAttribute("from", "another thread");
    moved.End();
  }).join();
  EXPECT_EQ(moved.context(), span.context());
  span.End();
  EXPECT_EQ(Ended(), "op {from: \"another thread\"}\n");
}

TEST_F(SpanTest, SurvivesThePlaceItWasMadeIn) {
  struct Call {
    explicit Call(Span s) : span(std::move(s)) {}
    Span span;
  };
  alignas(Call) unsigned char arena[sizeof(Call)];
  Call* call = new (arena) Call(Span::StartSpan("op", nullptr, {&always_}));
  const auto end = [span = call->span] { span.End(); };
  call->~Call();
  end();
  EXPECT_EQ(Ended(), "op\n");
}

TEST_F(SpanTest, DoesNothingWhenBlank) {
  Span span = Span::BlankSpan();
  EXPECT_FALSE(span.context().IsValid());
  EXPECT_FALSE(span.IsSampled());
  EXPECT_FALSE(span.IsRecording());
  span.AddAttribute("k", "v");
  span.AddAnnotation("a");
  span.AddSentMessageEvent(1, 2, 3);
  span.AddParentLink(RemoteContext(1));
  span.SetStatus(StatusCode::ABORTED);
  span.SetName("n");
  span.End();
  EXPECT_EQ(Ended(), "");
  span = Span::StartSpan("op", nullptr, {&always_});
  span.End();
  EXPECT_EQ(Ended(), "op\n");
}

TEST_F(SpanTest, DoesNothingWhenNotSampled) {
  const Span span = Span::StartSpan("op", nullptr, {&never_});
  EXPECT_TRUE(span.context().IsValid());
  EXPECT_FALSE(span.IsSampled());
  EXPECT_FALSE(span.IsRecording());
  span.AddAttribute("k", "v");
  span.End();
  EXPECT_EQ(Ended(), "");
}

TEST_F(SpanTest, MayBeUsedByManyThreadsAtOnce) {
  const Span span = Span::StartSpan("op", nullptr, {&always_});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([span, i] {
      for (int n = 0; n < 100; ++n) {
        const Span copy = span;
        copy.AddAttribute("k" + std::to_string(i), n);
        copy.AddAnnotation("a");
        EXPECT_EQ(copy.context(), span.context());
      }
      span.End();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(test::TestDefaultProvider::Get().Take().size(), 1u);
}

}  // namespace
}  // namespace tracebridge::opencensus_shim
