#include "shims/opentracing_tee/tracer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/noop.h>

#include <functional>
#include <memory>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "shims/opentracing_tee/context.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/recording_tracer.h"
#include "tests/support/w3c_propagator.h"
#include "tests/unit/shims/opentracing_tee/listed_tracer.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opentracing_shim_otel.h"

namespace tracebridge::opentracing_tee::tracer_test {
namespace {

using opentracing::ChildOf;
using opentracing::FollowsFrom;
using ::testing::ElementsAre;
using tracebridge::test::Headers;
using tracebridge::test::HttpReader;
using tracebridge::test::HttpWriter;
using tracebridge::test::Text;
using tracebridge::test::TextMapReader;
using tracebridge::test::TextMapWriter;

std::unique_ptr<ListedContext> Own(const char* id) { return std::make_unique<ListedContext>(id); }

// --- starting

struct ReferenceCase {
  std::string name;
  std::function<std::unique_ptr<opentracing::SpanContext>()> context;
  std::string first, second;  // what each is told of it
};

void PrintTo(const ReferenceCase& row, std::ostream* out) { *out << row.name; }

const ReferenceCase kReferences[] = {
    {"OfATee", [] { return std::make_unique<Context>(Own("a7"), Own("b7")); }, " child_of a7",
     " child_of b7"},
    {"OfATeeWithoutSecond", [] { return std::make_unique<Context>(Own("a7"), nullptr); },
     " child_of a7", ""},
    {"OfATeeWithoutFirst", [] { return std::make_unique<Context>(nullptr, Own("b7")); }, "",
     " child_of b7"},
    {"OfAnotherTracer", [] { return Own("x7"); }, " child_of x7", " child_of x7"},
    {"OfATeeOfATee",
     [] {
       return std::make_unique<Context>(std::make_unique<Context>(Own("a7"), Own("a8")), Own("b7"));
     },
     " child_of a7", " child_of b7"},
    {"Null", [] { return nullptr; }, "", ""},
};

class ReferenceTest : public ::testing::TestWithParam<ReferenceCase> {};

TEST_P(ReferenceTest, IsUnwrappedForEach) {
  Listed listed;
  const auto context = GetParam().context();
  opentracing::StartSpanOptions options;
  options.references = {{opentracing::SpanReferenceType::ChildOfRef, context.get()}};
  options.tags = {{"user", "u42"}};
  options.start_system_timestamp = opentracing::SystemClock::from_time_t(42);
  listed.tee->StartSpanWithOptions("get", options);
  const Lines lines = listed.Take();
  EXPECT_EQ(lines.at(0), "a: start get" + GetParam().first + " user=u42 timed -> a1");
  EXPECT_EQ(lines.at(1), "b: start get" + GetParam().second + " user=u42 timed -> b1");
}

INSTANTIATE_TEST_SUITE_P(Contexts, ReferenceTest, ::testing::ValuesIn(kReferences),
                         [](const auto& info) { return info.param.name; });

TEST(TracerTest, KeepsTheOrderAndKindsOfReferences) {
  Listed listed;
  const auto parent = listed.tee->StartSpan("parent");
  const auto other = listed.tee->StartSpan("other");
  listed.Take();
  const ListedContext foreign("x1");
  listed.tee->StartSpan("child", {FollowsFrom(&other->context()), ChildOf(&foreign),
                                  ChildOf(nullptr), ChildOf(&parent->context())});
  const Lines lines = listed.Take();
  EXPECT_EQ(lines.at(0), "a: start child follows_from a2 child_of x1 child_of a1 -> a3");
  EXPECT_EQ(lines.at(1), "b: start child follows_from b2 child_of x1 child_of b1 -> b3");
}

TEST(TracerTest, HasNoSpanIfNeitherHas) {
  Listed listed;
  listed.a->faults.no_spans = listed.b->faults.no_spans = true;
  EXPECT_EQ(listed.tee->StartSpan("get"), nullptr);
}

TEST(TracerTest, IsTheOtherWithoutOne) {
  const Listed listed;
  EXPECT_EQ(MakeOpenTracingTee(nullptr, listed.b), listed.b);
  EXPECT_EQ(MakeOpenTracingTee(listed.a, nullptr), listed.a);
  EXPECT_EQ(MakeOpenTracingTee(nullptr, nullptr), nullptr);
}

TEST(TracerTest, ClosesBothAndLetsThemGo) {
  Listed listed;
  listed.tee->Close();
  EXPECT_THAT(listed.Take(), ElementsAre("a: close", "b: close"));
  listed.a.reset();
  listed.b.reset();
  EXPECT_THAT(listed.Take(), ElementsAre());
  listed.tee.reset();
  EXPECT_THAT(listed.Take(), ::testing::UnorderedElementsAre("a: destroyed", "b: destroyed"));
}

// --- headers

struct InjectCase {
  std::string name;
  std::function<void(Listed&)> prepare;
  std::string headers;
  std::error_code error;
};

void PrintTo(const InjectCase& row, std::ostream* out) { *out << row.name; }

const std::error_code kFull = std::make_error_code(std::errc::no_buffer_space);

const InjectCase kInjects[] = {
    {"WritesThoseOfBoth", [](Listed&) {}, "a-id: a1\nb-id: b1", {}},
    {"OfOneName_AreTheFirsts", [](Listed& listed) { listed.b->header = "a-id"; }, "a-id: a1", {}},
    {"TraceStateOfTheSecond_GoesWithItsTraceParent",
     [](Listed& listed) {
       listed.a->header = listed.b->header = "traceparent";
       listed.b->more_headers = {{"tracestate", "b=1"}, {"baggage", "user=alice"}};
     },
     "traceparent: a1\nbaggage: user=alice",
     {}},
    {"TraceStateOfTheFirst_StaysAlone",
     [](Listed& listed) {
       listed.a->more_headers = {{"tracestate", "a=1"}};
       listed.b->header = "traceparent";
       listed.b->more_headers = {{"tracestate", "b=1"}};
     },
     "tracestate: a=1\na-id: a1\ntraceparent: b1",
     {}},
    {"FirstFails_WritesTheSecondsAndSaysSo",
     [](Listed& listed) { listed.a->faults.inject = kFull; }, "b-id: b1", kFull},
    {"SecondFails_WritesTheFirsts",
     [](Listed& listed) { listed.b->faults.inject = kFull; },
     "a-id: a1",
     {}},
    {"SecondThrows_WritesTheFirsts",
     [](Listed& listed) { listed.b->faults.inject_throws = true; },
     "a-id: a1",
     {}},
    {"BothFail_SaysWhatTheFirstSays",
     [](Listed& listed) {
       listed.a->faults.inject = kFull;
       listed.b->faults.inject = opentracing::invalid_carrier_error;
     },
     "", kFull},
};

class InjectTest : public ::testing::TestWithParam<InjectCase> {};

template <class Writer>
void Inject(const InjectCase& row) {
  Listed listed;
  row.prepare(listed);
  const auto span = listed.tee->StartSpan("get");
  const Writer writer;
  const auto injected = listed.tee->Inject(span->context(), writer);
  EXPECT_EQ(injected ? std::error_code() : injected.error(), row.error);
  EXPECT_EQ(Text(writer.headers), row.headers);
}

TEST_P(InjectTest, WritesHttpHeaders) { Inject<HttpWriter>(GetParam()); }
TEST_P(InjectTest, WritesATextMap) { Inject<TextMapWriter>(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Tracers, InjectTest, ::testing::ValuesIn(kInjects),
                         [](const auto& info) { return info.param.name; });

TEST(InjectTest, ComparesNamesAsTheCarrierDoes) {
  Listed listed;
  listed.b->header = "A-ID";
  const auto span = listed.tee->StartSpan("get");
  const auto dropped = Counted(Diagnostic::kHeaderFieldDropped);
  const HttpWriter http;
  ASSERT_TRUE(listed.tee->Inject(span->context(), http));
  EXPECT_EQ(Text(http.headers), "a-id: a1");
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), dropped + 1);
  const TextMapWriter text;
  ASSERT_TRUE(listed.tee->Inject(span->context(), text));
  EXPECT_EQ(Text(text.headers), "a-id: a1\nA-ID: b1");
}

TEST(InjectTest, LetsTheExceptionOfTheFirstThroughAfterTheSecondHasWritten) {
  Listed listed;
  listed.a->faults.inject_throws = true;
  const auto span = listed.tee->StartSpan("get");
  const HttpWriter writer;
  EXPECT_THROW(listed.tee->Inject(span->context(), writer), std::runtime_error);
  EXPECT_EQ(Text(writer.headers), "b-id: b1");
}

struct ContextOfOneCase {
  std::string name;
  std::function<std::unique_ptr<opentracing::SpanContext>()> context;
  std::string headers;
  std::error_code error;
};

void PrintTo(const ContextOfOneCase& row, std::ostream* out) { *out << row.name; }

const ContextOfOneCase kContextsOfOne[] = {
    {"TeesWithoutSecond",
     [] { return std::make_unique<Context>(Own("a7"), nullptr); },
     "a-id: a7",
     {}},
    {"TeesWithoutFirst",
     [] { return std::make_unique<Context>(nullptr, Own("b7")); },
     "b-id: b7",
     {}},
    {"TheFirstsOwn", [] { return Own("a7"); }, "a-id: a7", {}},
    {"TheSecondsOwn", [] { return Own("b7"); }, "b-id: b7", {}},
    {"AnothersOwn", [] { return Own("x7"); }, "", opentracing::invalid_span_context_error},
    {"TeesOfNothing",
     [] { return std::make_unique<Context>(std::unique_ptr<opentracing::SpanContext>(), nullptr); },
     "", opentracing::invalid_span_context_error},
};

class ContextOfOneTest : public ::testing::TestWithParam<ContextOfOneCase> {};

TEST_P(ContextOfOneTest, IsInjectedByWhoKnowsIt) {
  const Listed listed;
  const HttpWriter writer;
  const auto injected = listed.tee->Inject(*GetParam().context(), writer);
  EXPECT_EQ(injected ? std::error_code() : injected.error(), GetParam().error);
  EXPECT_EQ(Text(writer.headers), GetParam().headers);
}

INSTANTIATE_TEST_SUITE_P(Contexts, ContextOfOneTest, ::testing::ValuesIn(kContextsOfOne),
                         [](const auto& info) { return info.param.name; });

// --- reading

// Shows both sides of what was extracted, or the error.
std::string Text(const Tracer::Extracted& extracted) {
  if (!extracted) return extracted.error().message();
  if (*extracted == nullptr) return "nothing";
  const auto* const first = SideOf(extracted->get(), Side::kFirst);
  const auto* const second = SideOf(extracted->get(), Side::kSecond);
  return (first ? first->ToSpanID() : "-") + ", " + (second ? second->ToSpanID() : "-");
}

struct ExtractCase {
  std::string name;
  Headers headers;
  std::error_code first, second;  // how they fail
  std::string expected;
};

void PrintTo(const ExtractCase& row, std::ostream* out) { *out << row.name; }

const std::error_code kCorrupted = opentracing::span_context_corrupted_error;
const std::error_code kInvalid = opentracing::invalid_carrier_error;

const ExtractCase kExtracts[] = {
    {"Both", {{"a-id", "a7"}, {"b-id", "b7"}}, {}, {}, "a7, b7"},
    {"OnlyFirst", {{"a-id", "a7"}}, {}, {}, "a7, -"},
    {"OnlySecond", {{"b-id", "b7"}}, {}, {}, "-, b7"},
    {"Neither", {{"other", "1"}}, {}, {}, "nothing"},
    {"Empty", {}, {}, {}, "nothing"},
    {"FirstFails_SecondCounts", {{"b-id", "b7"}}, kCorrupted, {}, "-, b7"},
    {"SecondFails_FirstCounts", {{"a-id", "a7"}}, {}, kCorrupted, "a7, -"},
    {"FirstFailsAndSecondFindsNothing", {}, kCorrupted, {}, kCorrupted.message()},
    {"FirstFindsNothingAndSecondFails", {}, {}, kCorrupted, "nothing"},
    {"BothFail", {}, kInvalid, kCorrupted, kInvalid.message()},
};

class ExtractTest : public ::testing::TestWithParam<ExtractCase> {};

template <class Reader>
void Extract(const ExtractCase& row) {
  Listed listed;
  listed.a->faults.extract = row.first;
  listed.b->faults.extract = row.second;
  EXPECT_EQ(Text(listed.tee->Extract(Reader(row.headers))), row.expected);
}

TEST_P(ExtractTest, ReadsHttpHeaders) { Extract<HttpReader>(GetParam()); }
TEST_P(ExtractTest, ReadsATextMap) { Extract<TextMapReader>(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Tracers, ExtractTest, ::testing::ValuesIn(kExtracts),
                         [](const auto& info) { return info.param.name; });

class ThrowingReader final : public opentracing::HTTPHeadersReader {
 public:
  explicit ThrowingReader(int at) : at_(at) {}
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    if (++times_ == at_) throw std::runtime_error("reader");
    return f("a-id", "a7");
  }

 private:
  const int at_;
  mutable int times_ = 0;
};

TEST(ExtractTest, LetsTheReadersExceptionThroughUnlessTheFirstHasRead) {
  const Listed listed;
  EXPECT_THROW(listed.tee->Extract(ThrowingReader(1)), std::runtime_error);
  EXPECT_EQ(Text(listed.tee->Extract(ThrowingReader(2))), "a7, -");
}

TEST(ExtractTest, GivesAContextWithWhichBothGoOn) {
  Listed listed;
  const auto extracted = listed.tee->Extract(HttpReader({{"a-id", "a7"}, {"b-id", "b7"}}));
  listed.tee->StartSpan("serve", {ChildOf(extracted->get())});
  const Lines lines = listed.Take();
  EXPECT_EQ(lines.at(0), "a: start serve child_of a7 -> a1");
  EXPECT_EQ(lines.at(1), "b: start serve child_of b7 -> b1");
}

// --- streams

struct StreamCase {
  std::string name;
  std::string bytes;
  std::string expected;
  std::string rest;  // what the caller reads after it
};

void PrintTo(const StreamCase& row, std::ostream* out) { *out << row.name; }

const StreamCase kStreams[] = {
    {"Both", "a1b1", "a1, b1", ""},
    {"BothAndMore", "a1b1more", "a1, b1", "more"},
    {"OnlyFirst", "a1", "a1, -", ""},
    {"OnlyFirstAndMore", "a1more", "a1, -", "more"},
    {"OnlySecond", "b1", "-, b1", ""},
    {"OnlySecondAndMore", "b1more", "-, b1", "more"},
    {"Neither", "x1more", kCorrupted.message(), "more"},  // as the first left it
    {"Empty", "", "nothing", ""},
};

class StreamTest : public ::testing::TestWithParam<StreamCase> {};

std::string Rest(std::istream& stream) {
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

TEST_P(StreamTest, IsReadByBoth) {
  const Listed listed;
  std::istringstream stream(GetParam().bytes);
  EXPECT_EQ(Text(listed.tee->Extract(stream)), GetParam().expected);
  EXPECT_EQ(Rest(stream), GetParam().rest);
}

INSTANTIATE_TEST_SUITE_P(Streams, StreamTest, ::testing::ValuesIn(kStreams),
                         [](const auto& info) { return info.param.name; });

TEST(StreamTest, GetsTheBytesOfTheFirstAndThenThoseOfTheSecond) {
  const Listed listed;
  const auto span = listed.tee->StartSpan("get");
  std::ostringstream stream;
  ASSERT_TRUE(listed.tee->Inject(span->context(), stream));
  EXPECT_EQ(stream.str(), "a1b1");
}

// Bytes that cannot be read a second time.
class OnceBuffer final : public std::streambuf {
 public:
  explicit OnceBuffer(std::string bytes) : bytes_(std::move(bytes)) {
    setg(bytes_.data(), bytes_.data(), bytes_.data() + bytes_.size());
  }

 private:
  std::string bytes_;
};

TEST(StreamTest, ThatCannotSeekIsReadByTheFirstAlone) {
  const Listed listed;
  OnceBuffer buffer("a1more");
  std::istream stream(&buffer);
  EXPECT_EQ(Text(listed.tee->Extract(stream)), "a1, -");
  EXPECT_EQ(Rest(stream), "more");
}

TEST(StreamTest, ThatHasFailedGivesTheFirstsError) {
  Listed listed;
  listed.a->faults.extract = kInvalid;
  std::istringstream stream("a1b1");
  stream.setstate(std::ios::failbit);
  EXPECT_EQ(Text(listed.tee->Extract(stream)), kInvalid.message());
  EXPECT_TRUE(stream.fail());
}

// --- custom carriers

// Works with any tracer.
struct AnyTracersCarrier final : opentracing::CustomCarrierWriter,
                                 opentracing::CustomCarrierReader {
  opentracing::expected<void> Inject(const opentracing::Tracer& tracer,
                                     const opentracing::SpanContext& context) const override {
    return tracer.Inject(context, writer);
  }
  Tracer::Extracted Extract(const opentracing::Tracer& tracer) const override {
    return tracer.Extract(HttpReader(writer.headers));
  }
  HttpWriter writer;
};

// Knows ListedTracer, as LightStep's carriers know theirs.
struct ListedCarrier final : opentracing::CustomCarrierWriter, opentracing::CustomCarrierReader {
  opentracing::expected<void> Inject(const opentracing::Tracer& tracer,
                                     const opentracing::SpanContext& context) const override {
    const auto* listed = dynamic_cast<const ListedTracer*>(&tracer);
    if (listed == nullptr) return opentracing::make_unexpected(kInvalid);
    return listed->Inject(context, writer);
  }
  Tracer::Extracted Extract(const opentracing::Tracer& tracer) const override {
    const auto* listed = dynamic_cast<const ListedTracer*>(&tracer);
    if (listed == nullptr) return opentracing::make_unexpected(kInvalid);
    return listed->Extract(HttpReader(writer.headers));
  }
  HttpWriter writer;
};

template <class Carrier>
std::string ThereAndBack() {
  const Listed listed;
  const auto span = listed.tee->StartSpan("get");
  const Carrier carrier;
  const auto& writer = static_cast<const opentracing::CustomCarrierWriter&>(carrier);
  const auto& reader = static_cast<const opentracing::CustomCarrierReader&>(carrier);
  EXPECT_TRUE(listed.tee->Inject(span->context(), writer));
  return Text(listed.tee->Extract(reader));
}

TEST(CustomCarrierTest, CarriesBothIfItTakesAnyTracer) {
  EXPECT_EQ(ThereAndBack<AnyTracersCarrier>(), "a1, b1");
}

TEST(CustomCarrierTest, CarriesTheFirstsIfItKnowsIt) {
  EXPECT_EQ(ThereAndBack<ListedCarrier>(), "a1, -");
}

// --- with real tracers

std::shared_ptr<opentracing::Tracer> Mock(opentracing::mocktracer::InMemoryRecorder** recorder) {
  auto own = std::make_unique<opentracing::mocktracer::InMemoryRecorder>();
  *recorder = own.get();
  opentracing::mocktracer::MockTracerOptions options;
  options.recorder = std::move(own);
  return std::make_shared<opentracing::mocktracer::MockTracer>(std::move(options));
}

struct MockAndShim {
  opentracing::mocktracer::InMemoryRecorder* mock = nullptr;
  std::shared_ptr<tracebridge::test::Recording> recording =
      std::make_shared<tracebridge::test::Recording>();
  std::shared_ptr<opentracing::Tracer> tee;

  MockAndShim() {
    OpenTelemetryObjects objects;
    objects.provider = opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>(
        new tracebridge::test::RecordingProvider(recording));
    objects.text_map = objects.http_headers = tracebridge::test::W3cPropagator();
    tee = MakeOpenTracingTee(Mock(&mock), MakeOpenTracingTracer(objects));
  }
};

template <class Carry>
void FollowARequest(Carry carry) {
  MockAndShim tracers;
  const auto client = tracers.tee->StartSpan("client");
  client->SetBaggageItem("user", "alice");
  const auto extracted = carry(*tracers.tee, client->context());
  ASSERT_TRUE(extracted && *extracted != nullptr);
  const auto server = tracers.tee->StartSpan("server", {ChildOf(extracted->get())});
  EXPECT_EQ(server->BaggageItem("user"), "alice");
  server->Finish();
  client->Finish();

  const auto mocked = tracers.mock->spans();
  ASSERT_EQ(mocked.size(), 2u);
  EXPECT_EQ(mocked[0].span_context.trace_id, mocked[1].span_context.trace_id);
  ASSERT_EQ(mocked[0].references.size(), 1u);
  EXPECT_EQ(mocked[0].references[0].span_id, mocked[1].span_context.span_id);
  const auto& spans = tracers.recording->spans;
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans[1]->parent.span_id(), spans[0]->context.span_id());
}

TEST(TeeOfRealTracersTest, CarriesBothInHeaders) {
  FollowARequest([](const opentracing::Tracer& tee, const opentracing::SpanContext& context) {
    const HttpWriter writer;
    EXPECT_TRUE(tee.Inject(context, writer));
    EXPECT_EQ(writer.headers.size(), 3u) << Text(writer.headers);
    return tee.Extract(HttpReader(writer.headers));
  });
}

TEST(TeeOfRealTracersTest, CarriesBothInAStream) {
  FollowARequest([](const opentracing::Tracer& tee, const opentracing::SpanContext& context) {
    std::stringstream stream;
    EXPECT_TRUE(tee.Inject(context, stream));
    return tee.Extract(stream);
  });
}

TEST(TeeOfRealTracersTest, LosesNothingOfManyThreads) {
  MockAndShim tracers;
  constexpr int kThreads = 4;
  constexpr int kSpans = 50;
  const auto root = tracers.tee->StartSpan("root");
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < kSpans; ++n) {
        const auto span = tracers.tee->StartSpan("work", {ChildOf(&root->context())});
        span->SetTag("n", n);
        root->SetBaggageItem("n", std::to_string(n));
        const HttpWriter writer;
        EXPECT_TRUE(tracers.tee->Inject(span->context(), writer));
        EXPECT_TRUE(tracers.tee->Extract(HttpReader(writer.headers)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(tracers.mock->spans().size(), std::size_t{kThreads * kSpans});
  EXPECT_EQ(tracers.recording->spans.size(), std::size_t{1 + kThreads * kSpans});
}

TEST(TeeOfRealTracersTest, TracesBesideATracerThatDoesNothing) {
  MockAndShim tracers;
  const auto tee = MakeOpenTracingTee(opentracing::MakeNoopTracer(), tracers.tee);
  const auto parent = tee->StartSpan("parent");
  const HttpWriter writer;
  ASSERT_TRUE(tee->Inject(parent->context(), writer));
  const auto extracted = tee->Extract(HttpReader(writer.headers));
  tee->StartSpan("child", {ChildOf(extracted->get())});
  EXPECT_EQ(tracers.recording->spans.at(1)->parent.span_id(),
            tracers.recording->spans.at(0)->context.span_id());
}

}  // namespace
}  // namespace tracebridge::opentracing_tee::tracer_test
