// The convenience overloads of Tracer, TracerProvider and Span all end in the virtual functions: one
// case a form in which attributes and links can be given.
#include "opentelemetry/trace/tracer.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/trace/tracer_provider.h"

namespace opentelemetry::trace {
namespace {

using common::AttributeValue;
using common::KeyValueIterable;
using Attributes = std::map<std::string, int>;
using Links = std::vector<std::pair<SpanContext, Attributes>>;

std::string Text(const KeyValueIterable& attributes) {
  std::string text = "{";
  attributes.ForEachKeyValue([&](nostd::string_view key, AttributeValue value) {
    text.append(key).append("=").append(std::to_string(nostd::get<int32_t>(value))).append(" ");
    return true;
  });
  return text + "}";
}

std::string Text(const SpanContextKeyValueIterable& links) {
  std::string text = "[";
  links.ForEachKeyValue([&](const SpanContext& context, const KeyValueIterable& attributes) {
    text += std::to_string(context.span_id().Id()[0]) + Text(attributes);
    return true;
  });
  return text + "]";
}

std::string log;

class LoggingSpan final : public internal::NonRecordingSpan {
 public:
  using Span::AddEvent;
  using Span::AddLink;
  using Span::AddLinks;

  void AddEvent(nostd::string_view name) noexcept override { log = std::string(name); }
  void AddEvent(nostd::string_view name, common::SystemTimestamp time) noexcept override {
    log = std::string(name) + "@" + std::to_string(time.time_since_epoch().count());
  }
  void AddEvent(nostd::string_view name, const KeyValueIterable& attributes) noexcept override {
    log = std::string(name) + Text(attributes);
  }
  void AddEvent(nostd::string_view name, common::SystemTimestamp time,
                const KeyValueIterable& attributes) noexcept override {
    AddEvent(name, time);
    log += Text(attributes);
  }
  void AddLink(const SpanContext& context, const KeyValueIterable& attributes) noexcept override {
    log = std::to_string(context.span_id().Id()[0]) + Text(attributes);
  }
  void AddLinks(const SpanContextKeyValueIterable& links) noexcept override { log = Text(links); }
  SpanContext GetContext() const noexcept override { return SpanContext::GetInvalid(); }
};

class LoggingTracer final : public Tracer {
 public:
  using Tracer::StartSpan;
  using Tracer::UpdateEnabled;

  nostd::shared_ptr<Span> StartSpan(nostd::string_view name, const KeyValueIterable& attributes,
                                    const SpanContextKeyValueIterable& links,
                                    const StartSpanOptions& options) noexcept override {
    log = std::string(name) + Text(attributes) + Text(links) +
          (options.kind == SpanKind::kServer ? "server" : "");
    return nostd::shared_ptr<Span>(new LoggingSpan);
  }
};

class LoggingProvider final : public TracerProvider {
 public:
  using TracerProvider::GetTracer;

  nostd::shared_ptr<Tracer> GetTracer(nostd::string_view name, nostd::string_view version,
                                      nostd::string_view schema_url,
                                      const KeyValueIterable* attributes) noexcept override {
    log = std::string(name) + "|" + std::string(version) + "|" + std::string(schema_url) + "|" +
          (attributes == nullptr ? "null" : Text(*attributes));
    return nostd::shared_ptr<Tracer>(new LoggingTracer);
  }
};

SpanContext Context(uint8_t id) {
  const uint8_t trace_id[16] = {1};
  const uint8_t span_id[8] = {id};
  return SpanContext(TraceId(trace_id), SpanId(span_id), TraceFlags(), false);
}

struct FormCase {
  std::string name;
  std::function<void(Tracer&)> call;
  std::string logged;
};

StartSpanOptions Server() {
  StartSpanOptions options;
  options.kind = SpanKind::kServer;
  return options;
}

const Attributes kMap{{"a", 1}, {"b", 2}};
const Links kLinks{{Context(3), {{"c", 4}}}, {Context(5), {}}};

const FormCase kForms[] = {
    {"Name", [](Tracer& t) { t.StartSpan("s"); }, "s{}[]"},
    {"NameOptions", [](Tracer& t) { t.StartSpan("s", Server()); }, "s{}[]server"},
    {"Container", [](Tracer& t) { t.StartSpan("s", kMap); }, "s{a=1 b=2 }[]"},
    {"ContainerOptions", [](Tracer& t) { t.StartSpan("s", kMap, Server()); },
     "s{a=1 b=2 }[]server"},
    {"Iterable",
     [](Tracer& t) { t.StartSpan("s", common::KeyValueIterableView<Attributes>(kMap), Server()); },
     "s{a=1 b=2 }[]server"},
    {"Braces",
     [](Tracer& t) {
       t.StartSpan("s", {{"a", 1}, {"b", 2}});
     },
     "s{a=1 b=2 }[]"},
    {"BracesOptions",
     [](Tracer& t) {
       t.StartSpan("s", {{"a", 1}}, Server());
     },
     "s{a=1 }[]server"},
    {"ContainerContainer", [](Tracer& t) { t.StartSpan("s", kMap, kLinks, Server()); },
     "s{a=1 b=2 }[3{c=4 }5{}]server"},
    {"ContainerBraces",
     [](Tracer& t) {
       t.StartSpan("s", kMap, {{Context(3), {{"c", 4}}}, {Context(5), {}}});
     },
     "s{a=1 b=2 }[3{c=4 }5{}]"},
    {"BracesContainer",
     [](Tracer& t) {
       t.StartSpan("s", {{"a", 1}}, kLinks);
     },
     "s{a=1 }[3{c=4 }5{}]"},
    {"BracesBraces",
     [](Tracer& t) {
       t.StartSpan("s", {{"a", 1}}, {{Context(3), {{"c", 4}}}}, Server());
     },
     "s{a=1 }[3{c=4 }]server"},
    {"EmptyBraces", [](Tracer& t) { t.StartSpan("s", {}, {}, Server()); }, "s{}[]server"},
};

class StartSpanTest : public testing::TestWithParam<FormCase> {};

TEST_P(StartSpanTest, TakesAttributesAndLinksInAnyForm) {
  LoggingTracer tracer;
  GetParam().call(tracer);
  EXPECT_EQ(log, GetParam().logged);
}

INSTANTIATE_TEST_SUITE_P(Forms, StartSpanTest, testing::ValuesIn(kForms),
                         [](const auto& info) { return info.param.name; });

struct SpanFormCase {
  std::string name;
  std::function<void(Span&)> call;
  std::string logged;
};

const common::SystemTimestamp kTime(std::chrono::nanoseconds(9));

const SpanFormCase kSpanForms[] = {
    {"Event", [](Span& s) { s.AddEvent("e"); }, "e"},
    {"EventTime", [](Span& s) { s.AddEvent("e", kTime); }, "e@9"},
    {"EventContainer", [](Span& s) { s.AddEvent("e", kMap); }, "e{a=1 b=2 }"},
    {"EventBraces",
     [](Span& s) {
       s.AddEvent("e", {{"a", 1}});
     },
     "e{a=1 }"},
    {"EventTimeContainer", [](Span& s) { s.AddEvent("e", kTime, kMap); }, "e@9{a=1 b=2 }"},
    {"EventTimeBraces",
     [](Span& s) {
       s.AddEvent("e", kTime, {{"a", 1}});
     },
     "e@9{a=1 }"},
    {"LinkContainer", [](Span& s) { s.AddLink(Context(3), kMap); }, "3{a=1 b=2 }"},
    {"LinkBraces",
     [](Span& s) {
       s.AddLink(Context(3), {{"a", 1}});
     },
     "3{a=1 }"},
    {"LinksContainer", [](Span& s) { s.AddLinks(kLinks); }, "[3{c=4 }5{}]"},
    {"LinksBraces",
     [](Span& s) {
       s.AddLinks({{Context(3), {{"a", 1}}}});
     },
     "[3{a=1 }]"},
};

class SpanTest : public testing::TestWithParam<SpanFormCase> {};

TEST_P(SpanTest, TakesEventsAndLinksInAnyForm) {
  LoggingSpan span;
  GetParam().call(span);
  EXPECT_EQ(log, GetParam().logged);
}

INSTANTIATE_TEST_SUITE_P(Forms, SpanTest, testing::ValuesIn(kSpanForms),
                         [](const auto& info) { return info.param.name; });

TEST(TracerProviderTest, TakesScopeAttributesInAnyForm) {
  LoggingProvider provider;
  provider.GetTracer("n");
  EXPECT_EQ(log, "n|||null");
  provider.GetTracer("n", "1", "u");
  EXPECT_EQ(log, "n|1|u|null");
  provider.GetTracer("n", "1", "u", {{"a", 1}});
  EXPECT_EQ(log, "n|1|u|{a=1 }");
  provider.GetTracer("n", "1", "u", kMap);
  EXPECT_EQ(log, "n|1|u|{a=1 b=2 }");
}

TEST(TracerTest, IsEnabledUntilItSaysOtherwise) {
  LoggingTracer tracer;
  EXPECT_TRUE(tracer.Enabled());
  tracer.UpdateEnabled(false);
  EXPECT_FALSE(tracer.Enabled());
}

TEST(TracerTest, MakesASpanActive) {
  nostd::shared_ptr<Span> span(new LoggingSpan);
  {
    const Scope scope = Tracer::WithActiveSpan(span);
    EXPECT_EQ(Tracer::GetCurrentSpan(), span);
  }
  EXPECT_NE(Tracer::GetCurrentSpan(), span);
}

}  // namespace
}  // namespace opentelemetry::trace
