// OpenTracing as real programs write it: proxies, RPC libraries, message brokers, databases, teaching suites. Compiled
// unchanged in C++11 to C++20, and with no OpenTelemetry header in sight.
#include <gtest/gtest.h>
#include <opentracing/ext/tags.h>
#include <opentracing/noop.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer.h>

#include <chrono>
#include <cstring>
#include <memory>
#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/conformance/opentracing/observed_tracer.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/bridge.h"
#include "tracebridge/current_trace_ids.h"

// "MUST NOT publicly expose any upstream OpenTelemetry API" (compatibility/opentracing.md, "Abstract").
#if defined(OPENTELEMETRY_VERSION) || defined(OPENTELEMETRY_ABI_VERSION_NO)
#error "a header for legacy code includes an OpenTelemetry header"
#endif

static_assert(__cplusplus == EXPECTED_CPLUSPLUS,
              "linking tracebridge::bridge changed the standard");

namespace {
using opentracing::expected;
using opentracing::string_view;

using Headers = std::unordered_map<std::string, std::string>;

constexpr char kTraceparent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-53995c3f42cd8ad8-01";

// A carrier over a map, which hands out temporaries, as many do: it makes each name anew from an internal form.
struct MapCarrier : opentracing::HTTPHeadersReader, opentracing::HTTPHeadersWriter {
  MapCarrier() = default;
  explicit MapCarrier(Headers from) : map(std::move(from)) {}

  expected<void> Set(string_view key, string_view value) const override {
    map[std::string(key)] = std::string(value);
    return {};
  }
  expected<void> ForeachKey(
      std::function<expected<void>(string_view key, string_view value)> f) const override {
    for (const auto& pair : map) {
      const auto result = f(std::string(pair.first), std::string(pair.second));
      if (!result) return result;
    }
    return {};
  }
  mutable Headers map;
};

// The same for the other format.
struct TextMapCarrier : opentracing::TextMapReader, opentracing::TextMapWriter {
  expected<void> Set(string_view key, string_view value) const override {
    return carrier.Set(key, value);
  }
  expected<void> ForeachKey(
      std::function<expected<void>(string_view, string_view)> f) const override {
    return carrier.ForeachKey(f);
  }
  MapCarrier carrier;
};

class UsageTest : public ::testing::Test {
 protected:
  std::unique_ptr<opentracing::SpanContext> Extracted(Headers headers) const {
    auto result = tracer_->Extract(MapCarrier(std::move(headers)));
    EXPECT_TRUE(result) << result.error().message();
    return result ? std::move(*result) : nullptr;
  }

  Headers Injected(const opentracing::SpanContext& context) const {
    const MapCarrier carrier;
    EXPECT_TRUE(tracer_->Inject(context, carrier));
    return carrier.map;
  }

  // Starts and finishes a span with `options`; returns it as observed.
  std::string Started(const opentracing::StartSpanOptions& options) const {
    tracer_->StartSpanWithOptions("op", options);
    return observed::TakeFinished();
  }

  std::shared_ptr<opentracing::Tracer> tracer_ = observed::MakeTracer();
};

// ---- Starting

TEST_F(UsageTest, TheGlobalTracerIsWhatWasSet) {
  opentracing::Tracer::InitGlobal(tracer_);
  opentracing::Tracer::Global()->StartSpan("op")->Finish();
  opentracing::Tracer::InitGlobal(opentracing::MakeNoopTracer());
  EXPECT_EQ(observed::TakeFinished(), "op {}\n");
}

TEST_F(UsageTest, AChildNamesItsParent) {
  const auto parent = tracer_->StartSpan("parent");
  tracer_->StartSpan("child", {opentracing::ChildOf(&parent->context())})->Finish();
  tracer_->StartSpan("next", {opentracing::FollowsFrom(&parent->context())})->Finish();
  parent->Finish();
  EXPECT_EQ(observed::TakeFinished(),
            "child < parent {} ->parent{opentracing.ref_type: \"child_of\"}\n"
            "next < parent {} ->parent{opentracing.ref_type: \"follows_from\"}\n"
            "parent {}\n");
}

TEST_F(UsageTest, ANullParentIsNone) {
  tracer_->StartSpan("op", {opentracing::ChildOf(nullptr), opentracing::FollowsFrom(nullptr)});
  EXPECT_EQ(observed::TakeFinished(), "op {}\n");
}

TEST_F(UsageTest, WhatAnEmptyCarrierGaveIsAParentOfNobody) {
  const auto maybe = tracer_->Extract(MapCarrier());
  ASSERT_TRUE(maybe);
  tracer_->StartSpan("op", {opentracing::ChildOf(maybe->get())});
  EXPECT_EQ(observed::TakeFinished(), "op {}\n");
}

TEST_F(UsageTest, HandFilledOptionsMayHoldNullContexts) {
  const auto parent = Extracted({{"traceparent", kTraceparent}});
  opentracing::StartSpanOptions options;
  options.references.emplace_back(opentracing::SpanReferenceType::ChildOfRef, nullptr);
  options.references.emplace_back(opentracing::SpanReferenceType::FollowsFromRef, parent.get());
  options.references.emplace_back(opentracing::SpanReferenceType::FollowsFromRef, nullptr);
  options.tags.emplace_back("n", 1);
  EXPECT_EQ(Started(options),
            "op < 53995c3f42cd8ad8 {n: 1} "
            "->53995c3f42cd8ad8{opentracing.ref_type: \"follows_from\"}\n");
}

TEST_F(UsageTest, StartTagsOfEveryKind) {
  tracer_->StartSpan("op", {opentracing::SetTag{opentracing::ext::span_kind,
                                                opentracing::ext::span_kind_rpc_client},
                            opentracing::SetTag{"text", std::string("t")},
                            opentracing::SetTag{"flag", true}, opentracing::SetTag{"n", 7u}});
  EXPECT_EQ(observed::TakeFinished(), "op client {flag: true, n: 7, text: \"t\"}\n");
}

TEST_F(UsageTest, AStartTimeOfTheSystemClock) {
  const std::chrono::system_clock::time_point start{std::chrono::seconds{1700000000}};
  tracer_->StartSpan("op", {opentracing::StartTimestamp(start)});
  EXPECT_EQ(observed::TimesOfFirst().start, 1700000000LL * 1000000000);
}

TEST_F(UsageTest, AFinishTimeOfTheSteadyClock) {
  const auto start = std::chrono::steady_clock::now() - std::chrono::minutes{1};
  opentracing::StartSpanOptions options;
  options.start_steady_timestamp = start;
  const auto span = tracer_->StartSpanWithOptions("op", options);
  span->Finish({opentracing::FinishTimestamp(start + std::chrono::milliseconds{1500})});
  EXPECT_EQ(observed::TimesOfFirst().duration, 1500LL * 1000000);
}

TEST_F(UsageTest, SomeHostsPutAllTheirLogsInFinishSpanOptions) {
  const auto span = tracer_->StartSpan("op");
  opentracing::FinishSpanOptions options;
  options.finish_steady_timestamp = std::chrono::steady_clock::now();
  for (int i = 1; i < 3; ++i) {
    options.log_records.push_back(
        {std::chrono::system_clock::time_point{std::chrono::microseconds{i}},
         {{"event", "retry"}, {"attempt", i}}});
  }
  span->FinishWithOptions(options);
  EXPECT_EQ(observed::TakeFinished(),
            "op {} [retry @1000 {attempt: 1, event: \"retry\"}] "
            "[retry @2000 {attempt: 2, event: \"retry\"}]\n");
}

TEST_F(UsageTest, ASpanInUse) {
  auto span = tracer_->StartSpan("op");
  span->SetOperationName("renamed");
  span->SetTag(opentracing::ext::http_status_code, 500);
  span->SetTag(opentracing::ext::error, true);
  span->Log({{"event", "error"}, {"message", "no disk"}, {"error.kind", "EIO"}});
  span->Finish();
  span.reset();
  EXPECT_EQ(
      observed::TakeFinished(),
      "renamed error {http.status_code: 500} "
      "[exception {event: \"error\", exception.message: \"no disk\", exception.type: \"EIO\"}]\n");
}

TEST_F(UsageTest, ASpanThatIsDestroyedIsFinished) {
  { const auto span = tracer_->StartSpan("op"); }
  EXPECT_EQ(observed::TakeFinished(), "op {}\n");
}

// ---- Carriers

TEST_F(UsageTest, AContextGoesThroughTheCarriersOfBothFormats) {
  const auto span = tracer_->StartSpan("op");
  const TextMapCarrier text_map;
  const MapCarrier headers;
  ASSERT_TRUE(tracer_->Inject(span->context(), text_map));
  ASSERT_TRUE(tracer_->Inject(span->context(), headers));
  for (const auto& maybe : {tracer_->Extract(text_map)->get()->ToSpanID(),
                            tracer_->Extract(headers)->get()->ToSpanID()}) {
    EXPECT_EQ(maybe, span->context().ToSpanID());
  }
}

TEST_F(UsageTest, HeaderNamesArriveInAnyCase) {
  for (const char* name : {"traceparent", "Traceparent", "TRACEPARENT", "TraceParent"}) {
    const auto context = Extracted({{name, kTraceparent}, {"Host", "h"}});
    ASSERT_NE(context, nullptr) << name;
    EXPECT_EQ(context->ToTraceID(), "4bf92f3577b34da6a3ce929d0e0e4736") << name;
  }
}

// LookupKey is optional; some have their test inverted, which no classic tracer ever noticed.
struct InvertedLookup final : MapCarrier {
  using MapCarrier::MapCarrier;
  expected<string_view> LookupKey(string_view key) const override {
    const auto found = map.find(std::string(key));
    if (found != map.end()) return opentracing::make_unexpected(opentracing::key_not_found_error);
    return string_view{"not the value"};
  }
};

TEST_F(UsageTest, AnInvertedLookupKeyLosesNothing) {
  const InvertedLookup carrier{{{"traceparent", kTraceparent}, {"tracestate", "a=1"}}};
  const auto maybe = tracer_->Extract(carrier);
  ASSERT_TRUE(maybe && *maybe);
  EXPECT_EQ((*maybe)->ToSpanID(), "53995c3f42cd8ad8");
  EXPECT_EQ(Injected(**maybe)["tracestate"], "a=1");
}

// A host's own carriers, which call the tracer back.
struct Request {
  Headers headers;
};
struct RequestReader final : opentracing::CustomCarrierReader {
  explicit RequestReader(const Request& from) : request(from) {}
  expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      const opentracing::Tracer& tracer) const override {
    return tracer.Extract(MapCarrier(request.headers));
  }
  const Request& request;
};
struct RequestWriter final : opentracing::CustomCarrierWriter {
  explicit RequestWriter(Request& to) : request(to) {}
  expected<void> Inject(const opentracing::Tracer& tracer,
                        const opentracing::SpanContext& context) const override {
    const MapCarrier carrier;
    const auto result = tracer.Inject(context, carrier);
    request.headers = carrier.map;
    return result;
  }
  Request& request;
};

TEST_F(UsageTest, CustomCarriersDoTheirOwn) {
  const auto span = tracer_->StartSpan("op");
  Request request;
  ASSERT_TRUE(tracer_->Inject(span->context(), RequestWriter(request)));
  const auto maybe = tracer_->Extract(RequestReader(request));
  ASSERT_TRUE(maybe && *maybe);
  EXPECT_EQ((*maybe)->ToSpanID(), span->context().ToSpanID());
}

TEST_F(UsageTest, BaggageWithSpacesAndCommasSurvivesHeadersAndReachesChildren) {
  const auto span = tracer_->StartSpan("edge");
  span->SetBaggageItem("user", "Doe, Jane; 42% \"x\"");
  span->SetBaggageItem("plan", "gold");
  const auto remote = Extracted(Injected(span->context()));
  ASSERT_NE(remote, nullptr);
  const auto child = tracer_->StartSpan("child", {opentracing::ChildOf(remote.get())});
  EXPECT_EQ(child->BaggageItem("user"), "Doe, Jane; 42% \"x\"");
  std::vector<std::string> items;
  child->context().ForeachBaggageItem([&](const std::string& key, const std::string& value) {
    items.push_back(key + "=" + value);
    return true;
  });
  EXPECT_EQ(items, (std::vector<std::string>{"user=Doe, Jane; 42% \"x\"", "plan=gold"}));
}

// ---- Results

TEST_F(UsageTest, AnEmptyCarrierIsASuccessWithNull) {
  const auto maybe = tracer_->Extract(MapCarrier());
  EXPECT_TRUE(maybe);
  EXPECT_EQ(*maybe, nullptr);
  EXPECT_EQ(maybe->get(), nullptr);
}

TEST_F(UsageTest, ACorruptCarrierIsTheErrorThatProgramsLookFor) {
  const auto maybe = tracer_->Extract(MapCarrier(Headers{{"traceparent", "00-zz"}}));
  ASSERT_FALSE(maybe);
  EXPECT_TRUE(maybe.error() == opentracing::span_context_corrupted_error);
  EXPECT_FALSE(maybe.error().message().empty());
}

// Some programs take `*maybe` without asking. Where the context would lie there is the error, by the original's layout: its
// number is never zero, so that such a program gets a pointer to nowhere, and no null that StartSpan would ignore.
TEST_F(UsageTest, ACorruptCarrierLeavesTheErrorWhereTheContextWouldBe) {
  const auto maybe = tracer_->Extract(MapCarrier(Headers{{"traceparent", "00-zz"}}));
  ASSERT_FALSE(maybe);
  int number = 0;
  // Behind the flag that says which of the two is there.
  std::memcpy(&number, reinterpret_cast<const char*>(&maybe) + alignof(std::error_code),
              sizeof(number));
  EXPECT_EQ(number, maybe.error().value());
  EXPECT_NE(number, 0);
}

// What a carrier returns comes out again: from the reader ...
struct FailingCarrier : opentracing::HTTPHeadersReader, opentracing::HTTPHeadersWriter {
  expected<void> ForeachKey(
      std::function<expected<void>(string_view, string_view)>) const override {
    return opentracing::make_unexpected(opentracing::key_not_found_error);
  }
  expected<void> Set(string_view, string_view) const override {
    return opentracing::make_unexpected(std::make_error_code(std::errc::no_buffer_space));
  }
};

TEST_F(UsageTest, TheErrorOfACarrierComesOutOfExtract) {
  const auto maybe = tracer_->Extract(FailingCarrier());
  ASSERT_FALSE(maybe);
  EXPECT_TRUE(maybe.error() == opentracing::key_not_found_error);
}

// ... and from the writer.
TEST_F(UsageTest, TheErrorOfACarrierComesOutOfInject) {
  const auto span = tracer_->StartSpan("op");
  const auto result = tracer_->Inject(span->context(), FailingCarrier());
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error() == std::errc::no_buffer_space);
}

// ---- Proxies

TEST_F(UsageTest, PriorityZeroAtTheStartIsUnsampledOnTheWireAndNotExported) {
  const auto span = tracer_->StartSpan(
      "op", {opentracing::SetTag{opentracing::ext::sampling_priority, uint16_t{0}}});
  const std::string traceparent = Injected(span->context())["traceparent"];
  ASSERT_EQ(traceparent.size(), 55u);
  EXPECT_EQ((traceparent[54] - '0') % 2, 0) << traceparent;
  span->Finish();
  EXPECT_EQ(observed::TakeFinished(), "");
}

// A proxy asks once, with a span that nobody wants, which headers to pass on from then on.
TEST_F(UsageTest, TheKeysThatInjectWritesAreTheSameForEverySpan) {
  tracebridge::OpenTracingOptions options;
  options.inject_all_keys = true;
  tracer_ = observed::MakeTracer(options);
  const auto keys = [&](const opentracing::Span& span) {
    std::string sorted;
    for (const char* name : {"baggage", "traceparent", "tracestate"}) {
      if (Injected(span.context()).count(name) != 0) sorted.append(name).append(" ");
    }
    return sorted + std::to_string(Injected(span.context()).size());
  };
  const auto asked =
      tracer_->StartSpan("dummy", {opentracing::SetTag{opentracing::ext::sampling_priority, 0}});
  EXPECT_EQ(keys(*asked), "baggage traceparent tracestate 3");

  const auto parent = Extracted({{"traceparent", kTraceparent}, {"tracestate", "a=1"}});
  const auto full = tracer_->StartSpan("full", {opentracing::ChildOf(parent.get())});
  full->SetBaggageItem("user", "u42");
  EXPECT_EQ(keys(*full), keys(*asked));
  EXPECT_EQ(keys(*tracer_->StartSpan("root")), keys(*asked));
}

// ---- The end

TEST_F(UsageTest, AfterCloseASpanIsStillASpan) {
  const auto parent = Extracted({{"traceparent", kTraceparent}, {"baggage", "a=1"}});
  const auto open = tracer_->StartSpan("open");
  tracer_->Close();
  tracer_->Close();
  const auto late = tracer_->StartSpan("late", {opentracing::ChildOf(parent.get())});
  ASSERT_NE(late, nullptr);
  late->SetTag("k", 1);
  late->Finish();
  EXPECT_EQ(Injected(late->context())["traceparent"], kTraceparent);
  EXPECT_EQ(Injected(late->context())["baggage"], "a=1");
  ASSERT_NE(tracer_->StartSpan("late root"), nullptr);
  open->Finish();
  EXPECT_EQ(observed::TakeFinished(), "open {}\n") << "a span that was open is not lost";
}

TEST_F(UsageTest, ASpanMayOutliveItsTracersPointer) {
  auto span = tracer_->StartSpan("op");
  tracer_.reset();
  span->tracer().StartSpan("child", {opentracing::ChildOf(&span->context())})->Finish();
  span->Finish();
  EXPECT_EQ(observed::TakeFinished(),
            "child < op {} ->op{opentracing.ref_type: \"child_of\"}\nop {}\n");
}

// ---- What tracebridge adds for legacy code

TEST_F(UsageTest, AnActivatedSpanIsInTheLogLines) {
  const auto span = tracer_->StartSpan("op");
  EXPECT_STREQ(tracebridge::CurrentTraceIds().span_id, "");
  const tracebridge::ActivateSpan scope(*span);
  EXPECT_EQ(tracebridge::CurrentTraceIds().span_id, span->context().ToSpanID());
  EXPECT_EQ(tracebridge::CurrentTraceIds().trace_id, span->context().ToTraceID());
}

TEST_F(UsageTest, OneLineSetsUpTheGlobalTracer) {
  tracebridge::BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "console";
  {
    tracebridge::Bridge bridge = tracebridge::Bridge::FromOptions(options);
    const auto span = opentracing::Tracer::Global()->StartSpan("op");
    EXPECT_NE(span->context().ToTraceID(), "");
    EXPECT_TRUE(bridge.ForceFlush(std::chrono::seconds(5)));
    EXPECT_FALSE(bridge.Diagnostics().empty());
  }
  EXPECT_NE(opentracing::Tracer::Global()->StartSpan("later"), nullptr);
}

}  // namespace
