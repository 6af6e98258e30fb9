#include "shims/opentracing/carriers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/support/allocations.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/w3c_propagator.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace nostd = opentelemetry::nostd;
using tracebridge::test::Headers;
using tracebridge::test::HttpReader;
using tracebridge::test::HttpWriter;
using tracebridge::test::Text;
using tracebridge::test::W3cPropagator;

// A propagator that announces `names` and does nothing.
class Announces final : public opentelemetry::context::propagation::TextMapPropagator {
 public:
  explicit Announces(std::vector<std::string> names) : names_(std::move(names)) {}
  opentelemetry::context::Context Extract(
      const opentelemetry::context::propagation::TextMapCarrier&,
      opentelemetry::context::Context& context) noexcept override {
    return context;
  }
  void Inject(opentelemetry::context::propagation::TextMapCarrier&,
              const opentelemetry::context::Context&) noexcept override {}
  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override {
    for (const std::string& name : names_) {
      if (!callback(name)) return false;
    }
    return true;
  }
#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // opentelemetry-cpp's propagators do not tell prefixes
  bool Prefixes(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override {
    for (const std::string& prefix : prefixes_) {
      if (!callback(prefix)) return false;
    }
    return !prefixes_.empty();
  }
#endif
  Announces& WithPrefixes(std::vector<std::string> prefixes) {
    prefixes_ = std::move(prefixes);
    return *this;
  }

 private:
  std::vector<std::string> names_;
  std::vector<std::string> prefixes_;
};

Format FormatOf(std::vector<std::string> names) {
  return Format{PropagatorPointer(new Announces(std::move(names)))};
}

struct ReadCase {
  std::string name;
  Headers headers;
  std::string traceparent, tracestate, baggage;
  bool holds_context;
};

const std::string kLong(3000, 'x');

const ReadCase kCases[] = {
    {"Empty", {}, "", "", "", false},
    {"Unrelated", {{"host", "h"}, {"content-type", "text/html"}}, "", "", "", false},
    {"All", {{"traceparent", "p"}, {"tracestate", "s"}, {"baggage", "b"}}, "p", "s", "b", true},
    {"AnyCase", {{"Traceparent", "p"}, {"TRACESTATE", "s"}, {"bAGGAGE", "b"}}, "p", "s", "b", true},
    {"SameLength", {{"traceparenx", "p"}, {"baggagf", "b"}}, "", "", "", false},
    {"EmptyValue", {{"traceparent", ""}}, "", "", "", false},
    {"BaggageAlone", {{"baggage", "b"}}, "", "", "b", false},
    {"TracestateAlone", {{"tracestate", "s"}}, "", "s", "", false},
    {"OfTwoTraceparentsTheFirst", {{"traceparent", "p"}, {"traceparent", "q"}}, "p", "", "", true},
    {"ListsAreJoined",
     {{"tracestate", "a=1"}, {"baggage", "x=1"}, {"Tracestate", "b=2"}, {"Baggage", "y=2"}},
     "",
     "a=1,b=2",
     "x=1,y=2",
     false},
    {"LongValues", {{"baggage", kLong}, {"tracestate", kLong}}, "", kLong, kLong, false},
};

class ReaderCarrierTest : public ::testing::TestWithParam<ReadCase> {};

TEST_P(ReaderCarrierTest, FindsTheHeadersOfItsFormat) {
  const Format format{W3cPropagator()};
  const HttpReader reader{GetParam().headers};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  const auto get = [&](const char* name) { return std::string(carrier.Get(name)); };
  EXPECT_EQ(get("traceparent"), GetParam().traceparent);
  EXPECT_EQ(get("tracestate"), GetParam().tracestate);
  EXPECT_EQ(get("baggage"), GetParam().baggage);
  EXPECT_EQ(carrier.holds_context(), GetParam().holds_context);
}

INSTANTIATE_TEST_SUITE_P(Headers, ReaderCarrierTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(ReaderCarrierTest, FindsOthersWhenAskedForThem) {
  const Format format = FormatOf({"x-b3-traceid"});
  const HttpReader reader{{{"Uberctx-User", "u"}, {"host", "h"}}};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  EXPECT_EQ(std::string(carrier.Get("uberctx-user")), "u");
  EXPECT_EQ(std::string(carrier.Get("uberctx-other")), "");
}

TEST(ReaderCarrierTest, ListsAllNamesInLowerCase) {
  const Format format = FormatOf({});
  const HttpReader reader{{{"Uberctx-User", "u"}, {"host", "h"}}};
  const ReaderCarrier carrier{reader, format};
  std::string names;
  carrier.Keys([&](nostd::string_view name) {
    names.append(name.data(), name.size()).append(" ");
    return true;
  });
  EXPECT_EQ(names, "uberctx-user host ");
}

#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // opentelemetry-cpp's propagators do not tell prefixes
Format FormatWithPrefixes(std::vector<std::string> names, std::vector<std::string> prefixes) {
  auto* const announces = new Announces(std::move(names));
  announces->WithPrefixes(std::move(prefixes));
  return Format{PropagatorPointer(announces)};
}
#endif

std::string KeysOf(const ReaderCarrier& carrier) {
  std::string names;
  carrier.Keys([&](nostd::string_view name) {
    names.append(name.data(), name.size()).append(" ");
    return true;
  });
  return names;
}

#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // opentelemetry-cpp's propagators do not tell prefixes
// Counts how often it is read.
struct CountingReader final : opentracing::HTTPHeadersReader {
  explicit CountingReader(Headers from) : reader(std::move(from)) {}
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    ++times_read;
    return reader.ForeachKey(f);
  }
  HttpReader reader;
  mutable int times_read = 0;
};
#endif

#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // opentelemetry-cpp's propagators do not tell prefixes

TEST(ReaderCarrierTest, ReadsHeadersWithAPrefixInTheSamePass) {
  const Format format = FormatWithPrefixes({"uber-trace-id"}, {"uberctx-", "x-b3-"});
  const CountingReader reader{{{"Host", "h"},
                               {"Uber-Trace-Id", "id"},
                               {"UberCtx-User", "u"},
                               {"uberctx-user", "second"},
                               {"X-B3-Sampled", "1"},
                               {"X-Forwarded-For", "f"},
                               {"uberctx", "no dash"}}};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  EXPECT_EQ(KeysOf(carrier), "UberCtx-User X-B3-Sampled ");
  EXPECT_EQ(std::string(carrier.Get("uber-trace-id")), "id");
  EXPECT_EQ(std::string(carrier.Get("uberctx-user")), "u");
  EXPECT_EQ(std::string(carrier.Get("X-B3-Sampled")), "1");
  EXPECT_EQ(std::string(carrier.Get("X-B3-TraceId")), "");
  EXPECT_EQ(reader.times_read, 1);
}

TEST(ReaderCarrierTest, KeepsManyHeadersWithAPrefix) {
  const Format format = FormatWithPrefixes({}, {"uberctx-"});
  Headers headers;
  for (int i = 0; i < 300; ++i) headers.emplace_back("uberctx-" + std::to_string(i), kLong);
  const HttpReader reader{headers};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  for (const auto& [name, value] : headers) EXPECT_EQ(std::string(carrier.Get(name)), value);
}

// Hundreds of lines of one list, thousands of baggage headers: whoever sends them must not choose how much we hold.
TEST(ReaderCarrierTest, KeepsNoMoreThanTheLimits) {
  Headers headers;
  for (int i = 0; i < 4000; ++i) {
    headers.emplace_back("tracestate", "a=b,cc=d");
    headers.emplace_back("baggage", "a=1");
    headers.emplace_back("uberctx-" + std::to_string(i), "v");
  }
  const Format format = FormatWithPrefixes({"tracestate", "baggage"}, {"uberctx-"});
  const HttpReader reader{headers};
  ReaderCarrier carrier{reader, format};
  const auto dropped = Counted(Diagnostic::kHeaderFieldDropped);
  const auto limit = Counted(Diagnostic::kBaggageLimit);
  const auto allocations = tracebridge::test::Allocations();
  ASSERT_TRUE(carrier.Read());
  EXPECT_LT(tracebridge::test::Allocations() - allocations, 4 * 360u);

  EXPECT_EQ(carrier.Get("tracestate").size(), 1827 * 9 - 1u);  // of 16,448
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped) - dropped, 4000 - 1827u);
  EXPECT_EQ(carrier.Get("baggage").size(), 2048 * 4 - 1u);  // of 8,192
  const std::string kept = KeysOf(carrier);
  EXPECT_EQ(std::count(kept.begin(), kept.end(), ' '), 376);
  EXPECT_EQ(Counted(Diagnostic::kBaggageLimit) - limit, 4000 - 2048u + 4000 - 376u);
}

// Hands its headers out as they are: what is allocated while it is read, the carrier has copied.
struct ViewReader final : opentracing::HTTPHeadersReader {
  explicit ViewReader(const Headers& from) : headers(from) {}
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    for (const auto& [name, value] : headers) {
      if (const auto result = f(name, value); !result) return result;
    }
    return {};
  }
  const Headers& headers;
};

// Of a hundred, some are as long as a name that is known, or begin like a prefix.
TEST(ReaderCarrierTest, CopiesNoUnrelatedHeader) {
  Headers headers{{"traceparent", "p"}, {"uberctx-user", "u"}};
  for (const char* name :
       {"cookie", "traceparenx", "uber-trace-ix", "uberctz-user", "user-agent"}) {
    for (int i = 0; i < 20; ++i) headers.emplace_back(name, kLong);
  }
  const Format format = FormatWithPrefixes({"traceparent", "uber-trace-id"}, {"uberctx-"});
  const ViewReader reader{headers};
  const auto allocated = [&] {
    const auto before = tracebridge::test::Allocations();
    ReaderCarrier carrier{reader, format};
    EXPECT_TRUE(carrier.Read());
    return tracebridge::test::Allocations() - before;
  };
  const auto with_others = allocated();
  headers.resize(2);
  EXPECT_EQ(with_others, allocated());
}

#endif

TEST(ReaderCarrierTest, KeepsALongLineAsItCame) {
  const std::string line(20000, 'x');
  const Format format{W3cPropagator()};
  const HttpReader reader{{{"baggage", line}, {"baggage", "a=1"}}};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  EXPECT_EQ(std::string(carrier.Get("baggage")), line);
}

TEST(ReaderCarrierTest, ListsAllNamesForAPropagatorThatDoesNotSayWhatItReads) {
  const Format format = FormatOf({"uber-trace-id"});
  const HttpReader reader{{{"Host", "h"}, {"Uber-Trace-Id", "id"}, {"X-Other", "o"}}};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  EXPECT_EQ(KeysOf(carrier), "host uber-trace-id x-other ");
  EXPECT_EQ(std::string(carrier.Get("x-other")), "o");
}

// As a propagator does that reads all these.
void LookAtAll(const ReaderCarrier& carrier, const Headers& headers) {
  for (const auto& [name, value] : headers) carrier.Get(name);
  carrier.Keys([](opentelemetry::nostd::string_view) { return true; });
}

TEST(ReaderCarrierTest, WhatNobodyLooksAtIsNoContext) {
  const Format format = FormatOf({"b3", "uber-trace-id"});
  const HttpReader reader{{{"uber-trace-id", "zz"}}};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  carrier.Get("b3");
  EXPECT_FALSE(carrier.holds_context());
  carrier.Get("uber-trace-id");
  EXPECT_TRUE(carrier.holds_context());
}

#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // opentelemetry-cpp's propagators do not tell prefixes
TEST(ReaderCarrierTest, BaggageOfOtherFormatsAloneIsNoContext) {
  const Format format =
      FormatWithPrefixes({"uber-trace-id"}, {"uberctx-", "ot-baggage-", "x-b3-", "b3"});
  for (const Headers& headers :
       {Headers{{"uberctx-user", "u"}}, Headers{{"OT-Baggage-User", "u"}}, Headers{{"b3", "0"}}}) {
    const HttpReader reader{headers};
    ReaderCarrier carrier{reader, format};
    ASSERT_TRUE(carrier.Read());
    LookAtAll(carrier, headers);
    EXPECT_FALSE(carrier.holds_context()) << Text(headers);
  }
  const Headers corrupted = {{"x-b3-traceid", "zz"}};
  const HttpReader reader{corrupted};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  LookAtAll(carrier, corrupted);
  EXPECT_TRUE(carrier.holds_context());
}
#endif

TEST(ReaderCarrierTest, AB3DecisionAloneIsNoContext) {
  const Format format = FormatOf({"b3", "X-B3-TraceId", "X-B3-Sampled"});
  for (const Headers& headers :
       {Headers{{"b3", "0"}}, Headers{{"b3", "d"}}, Headers{{"x-b3-sampled", "1"}}}) {
    const HttpReader reader{headers};
    ReaderCarrier carrier{reader, format};
    ASSERT_TRUE(carrier.Read());
    LookAtAll(carrier, headers);
    EXPECT_FALSE(carrier.holds_context()) << Text(headers);
  }
  const Headers corrupted = {{"x-b3-traceid", "zz"}};
  const HttpReader reader{corrupted};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  LookAtAll(carrier, corrupted);
  EXPECT_TRUE(carrier.holds_context());
}

struct ContextCase {
  std::string name;
  std::string value;
  bool holds_context;
};

TEST(ReaderCarrierTest, AHeaderWithoutASpanIsNoContext) {
  const ContextCase cases[] = {
      {"x-amzn-trace-id", "Root=1-67891233-abcdef012345678912345678", false},
      {"x-amzn-trace-id", "Self=1-67891234-12456789abcdef012345678a;Root=1-6", false},
      {"x-amzn-trace-id", "Root=1-67891233-abcdef012345678912345678;Parent=1", true},
      {"x-cloud-trace-context", "4bf92f3577b34da6a3ce929d0e0e4736;o=1", false},
      {"x-cloud-trace-context", "4bf92f3577b34da6a3ce929d0e0e4736/x", true},
      {"x-datadog-sampling-priority", "1", false},
      {"x-datadog-tags", "_dd.p.tid=4bf92f3577b34da6", false},
      {"x-datadog-trace-id", "x", true},
      {"grpc-tags-bin", "AAADa2V5BXZhbHVl", false},
      {"grpc-trace-bin", "AA", true},
  };
  for (const ContextCase& row : cases) {
    const Format format = FormatOf({row.name});
    const Headers headers = {{row.name, row.value}};
    const HttpReader reader{headers};
    ReaderCarrier carrier{reader, format};
    ASSERT_TRUE(carrier.Read());
    LookAtAll(carrier, headers);
    EXPECT_EQ(carrier.holds_context(), row.holds_context) << row.name << ": " << row.value;
  }
}

TEST(ReaderCarrierTest, KeepsOnlySoManyNames) {
  std::vector<std::string> names;
  for (size_t i = 0; i < Format::kMaxNames + 5; ++i) names.push_back("h" + std::to_string(i));
  const Format format = FormatOf(names);
  EXPECT_EQ(format.names.size(), Format::kMaxNames);
  const HttpReader reader{{{names.back(), "last"}, {names.front(), "first"}}};
  ReaderCarrier carrier{reader, format};
  ASSERT_TRUE(carrier.Read());
  EXPECT_EQ(std::string(carrier.Get(names.front())), "first");
  EXPECT_EQ(std::string(carrier.Get(names.back())), "last");
}

struct Fails final : opentracing::HTTPHeadersReader, opentracing::HTTPHeadersWriter {
  explicit Fails(bool is_thrown) : throws(is_thrown) {}
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view,
                                                opentracing::string_view)>) const override {
    return Fail();
  }
  opentracing::expected<void> Set(opentracing::string_view,
                                  opentracing::string_view) const override {
    ++calls;
    return Fail();
  }
  opentracing::expected<void> Fail() const {
    if (throws) throw std::runtime_error("carrier");
    return opentracing::make_unexpected(opentracing::key_not_found_error);
  }
  bool throws;
  mutable int calls = 0;
};

TEST(ReaderCarrierTest, PassesErrorsAndExceptionsThrough) {
  const Format format{W3cPropagator()};
  const Fails error{false};
  EXPECT_EQ(ReaderCarrier(error, format).Read().error(), opentracing::key_not_found_error);
  const Fails exception{true};
  EXPECT_THROW(ReaderCarrier(exception, format).Read(), std::runtime_error);
}

TEST(ReaderCarrierTest, HoldsBackWhatIsThrownInsideAPropagator) {
  const Format format = FormatOf({});
  const Fails exception{true};
  const ReaderCarrier carrier{exception, format};
  EXPECT_EQ(std::string(carrier.Get("any")), "");
  EXPECT_THROW(carrier.Rethrow(), std::runtime_error);
}

TEST(WriterCarrierTest, WritesInOrder) {
  const HttpWriter writer;
  WriterCarrier carrier{writer};
  carrier.Set("b", "2");
  carrier.Set("a", "1");
  EXPECT_TRUE(carrier.Result());
  EXPECT_EQ(Text(writer.headers), "b: 2\na: 1");
}

TEST(WriterCarrierTest, StopsAtTheFirstError) {
  const Fails writer{false};
  WriterCarrier carrier{writer};
  carrier.Set("a", "1");
  carrier.Set("b", "2");
  EXPECT_EQ(writer.calls, 1);
  EXPECT_EQ(carrier.Result().error(), opentracing::key_not_found_error);
}

TEST(WriterCarrierTest, HoldsBackWhatIsThrownInsideAPropagator) {
  const Fails writer{true};
  WriterCarrier carrier{writer};
  carrier.Set("a", "1");
  carrier.Set("b", "2");
  EXPECT_EQ(writer.calls, 1);
  EXPECT_THROW(carrier.Result(), std::runtime_error);
}

TEST(WriterCarrierTest, WritesTheRestEmptyWhenAsked) {
  const Format format = FormatOf({"a", "b", "c"});
  const HttpWriter writer;
  WriterCarrier carrier{writer};
  carrier.RememberWritten(true);
  carrier.Set("b", "2");
  carrier.WriteRest(format);
  EXPECT_EQ(Text(writer.headers), "b: 2\na: \nc: ");
}

TEST(WriterCarrierTest, WritesNoRestOtherwise) {
  const Format format = FormatOf({"a", "b"});
  const HttpWriter writer;
  WriterCarrier carrier{writer};
  carrier.Set("b", "2");
  carrier.WriteRest(format);
  EXPECT_EQ(Text(writer.headers), "b: 2");
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
