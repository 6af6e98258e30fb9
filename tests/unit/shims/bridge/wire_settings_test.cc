#include "shims/bridge/wire_settings.h"

#include <gtest/gtest.h>
#include <opentracing/tracer.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/trace/context.h"
#include "tests/support/header_carrier.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/three_apis.h"
#include "tracebridge/bridge.h"
#include "tracebridge/peer.h"

namespace tracebridge::bridge {
namespace {

using opentelemetry::context::Context;
using opentelemetry::context::propagation::GlobalTextMapPropagator;
using tracebridge::test::HeaderCarrier;

const char kTraceparent[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

// What a bridge with these settings writes for a request that came with these headers.
std::string Written(const std::map<std::string, std::string>& settings,
                    const HeaderCarrier& received = HeaderCarrier(
                        {{"traceparent", kTraceparent}, {"baggage", "user=alice,tenant=x"}})) {
  BridgeOptions options;
  options.settings = settings;
  options.settings["OTEL_TRACES_EXPORTER"] = "none";
  const Bridge bridge = Bridge::FromOptions(options);
  const auto propagator = GlobalTextMapPropagator::GetGlobalPropagator();
  Context empty;
  const Context context = propagator->Extract(received, empty);
  HeaderCarrier sent;
  propagator->Inject(sent, context);
  return sent.Text();
}

const std::string kW3c = std::string("baggage: user=alice,tenant=x\ntraceparent: ") + kTraceparent;
const std::string kJaeger =
    "uber-trace-id: 0af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:01\n"
    "uberctx-tenant: x\nuberctx-user: alice";

TEST(WireSettingsTest, PhasesChooseWhatIsWritten) {
  const std::string all = "tracecontext,baggage,jaeger";
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", all}}), kW3c + "\n" + kJaeger);
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", all}, {"TRACEBRIDGE_WIRE_PHASE", "w3c"}}), kW3c);
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", all}, {"TRACEBRIDGE_WIRE_PHASE", "legacy"}}), kJaeger);
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", all}, {"TRACEBRIDGE_WIRE_WRITE", "none"}}), "");
}

struct NameCase {
  std::string name;
  std::string written;  // for kTraceparent
};

const NameCase kNames[] = {
    {"b3", "b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1"},
    {"b3multi",
     "X-B3-Sampled: 1\n"
     "X-B3-SpanId: b7ad6b7169203331\n"
     "X-B3-TraceId: 0af7651916cd43dd8448eb211c80319c"},
    {"jaeger", "uber-trace-id: 0af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:01"},
    {"ottrace",
     "ot-tracer-sampled: true\n"
     "ot-tracer-spanid: b7ad6b7169203331\n"
     "ot-tracer-traceid: 8448eb211c80319c"},
    {"lightstep",
     "ot-baggage-tracebridge-trace-id: 0af7651916cd43dd8448eb211c80319c\n"
     "ot-tracer-sampled: true\n"
     "ot-tracer-spanid: b7ad6b7169203331\n"
     "ot-tracer-traceid: 8448eb211c80319c"},
    {"opencensus", "grpc-trace-bin: AAAK92UZFs1D3YRI6yEcgDGcAbeta3FpIDMxAgE"},
    {"gcp", "x-cloud-trace-context: 0af7651916cd43dd8448eb211c80319c/13235353014750950193;o=1"},
    {"xray",
     "x-amzn-trace-id: Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1"},
    {"datadog",
     "x-datadog-parent-id: 13235353014750950193\n"
     "x-datadog-sampling-priority: 1\n"
     "x-datadog-tags: _dd.p.tid=0af7651916cd43dd\n"
     "x-datadog-trace-id: 9532127138774266268"},
};

class FormatNameTest : public ::testing::TestWithParam<NameCase> {};

TEST_P(FormatNameTest, IsUnderstoodInPropagators) {
  const HeaderCarrier received({{"traceparent", kTraceparent}});
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", "tracecontext," + GetParam().name},
                     {"TRACEBRIDGE_WIRE_PHASE", "legacy"}},
                    received),
            GetParam().written);
}

INSTANTIATE_TEST_SUITE_P(Settings, FormatNameTest, ::testing::ValuesIn(kNames),
                         [](const auto& info) { return info.param.name; });

TEST(WireSettingsTest, WhatIsReadCanBeChosen) {
  EXPECT_EQ(Written({{"TRACEBRIDGE_WIRE_READ", "baggage"}}), "baggage: user=alice,tenant=x");
  EXPECT_EQ(Written({{"TRACEBRIDGE_WIRE_READ", "tracecontext"}}),
            std::string("traceparent: ") + kTraceparent);
}

TEST(WireSettingsTest, PrecedenceSaysWhoIsBelieved) {
  const HeaderCarrier received(
      {{"traceparent", kTraceparent}, {"uber-trace-id", "0af7651916cd43dd8448eb211c80319c:1:0:1"}});
  const std::string formats = "tracecontext,jaeger";
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", formats}, {"TRACEBRIDGE_WIRE_PHASE", "w3c"}}, received),
            std::string("traceparent: ") + kTraceparent);
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", formats},
                     {"TRACEBRIDGE_WIRE_PHASE", "w3c"},
                     {"TRACEBRIDGE_WIRE_PRECEDENCE", "jaeger"}},
                    received),
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-0000000000000001-01");
}

// A policy in a file, gone with this object.
class PolicyText {
 public:
  explicit PolicyText(const std::string& json) {
    close(mkstemp(path_));
    std::ofstream(path_) << json;
  }
  ~PolicyText() { std::remove(path_); }
  const char* path() const { return path_; }

 private:
  char path_[32] = "/tmp/wire_settings_XXXXXX";
};

TEST(WireSettingsTest, AFileReplacesTheEnvironmentButForTheAllowList) {
  const std::string all = "tracecontext,baggage,jaeger";
  const PolicyText w3c(R"({"phase": "w3c"})");
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", all},
                     {"TRACEBRIDGE_WIRE_PHASE", "legacy"},
                     {"TRACEBRIDGE_WIRE_FILE", w3c.path()}}),
            kW3c);
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", all},
                     {"TRACEBRIDGE_BAGGAGE_ALLOW", "tenant"},
                     {"TRACEBRIDGE_WIRE_FILE", w3c.path()}}),
            std::string("baggage: tenant=x\ntraceparent: ") + kTraceparent);
  const PolicyText open(R"({"phase": "w3c", "baggage": ["*"]})");
  EXPECT_EQ(Written({{"OTEL_PROPAGATORS", all},
                     {"TRACEBRIDGE_BAGGAGE_ALLOW", "tenant"},
                     {"TRACEBRIDGE_WIRE_FILE", open.path()}}),
            kW3c);
}

TEST(WireSettingsTest, AFileThatIsWrongChangesNothing) {
  for (const char* json : {"{", R"({"write": ["b3"]})"}) {
    SCOPED_TRACE(json);
    const PolicyText wrong(json);
    EXPECT_EQ(Written({{"OTEL_PROPAGATORS", "tracecontext,baggage,jaeger"},
                       {"TRACEBRIDGE_WIRE_PHASE", "legacy"},
                       {"TRACEBRIDGE_WIRE_FILE", wrong.path()}}),
              kJaeger);
  }
}

TEST(WireSettingsTest, AFormatThatIsNotThereChangesNothing) {
  EXPECT_EQ(
      Written({{"OTEL_PROPAGATORS", "tracecontext,baggage"}, {"TRACEBRIDGE_WIRE_WRITE", "jaeger"}}),
      kW3c);
}

TEST(WireSettingsTest, BaggageLeavesByTheAllowList) {
  EXPECT_EQ(Written({{"TRACEBRIDGE_BAGGAGE_ALLOW", "tenant, billing: user"}}),
            std::string("baggage: tenant=x\ntraceparent: ") + kTraceparent);
  EXPECT_EQ(Written({{"TRACEBRIDGE_BAGGAGE_ALLOW", "none"}}),
            std::string("traceparent: ") + kTraceparent);
}

// Sets a variable of the environment until the end of its scope.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
  ~Variable() { unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* const name_;
};

// What `propagator` sends to `peer` of `context`.
std::string SentTo(const std::string& peer, const Context& context) {
  const PeerScope scope(peer);
  HeaderCarrier sent;
  GlobalTextMapPropagator::GetGlobalPropagator()->Inject(sent, context);
  return sent.Text();
}

TEST(WireSettingsTest, AllOfThemComeFromTheEnvironment) {
  const Variable formats("OTEL_PROPAGATORS", "tracecontext,baggage,jaeger,b3");
  const Variable exporter("OTEL_TRACES_EXPORTER", "none");
  const Variable read("TRACEBRIDGE_WIRE_READ", "tracecontext,jaeger,b3");
  const Variable write("TRACEBRIDGE_WIRE_WRITE", "jaeger,b3");
  const Variable precedence("TRACEBRIDGE_WIRE_PRECEDENCE", "b3,jaeger");
  const Variable allow("TRACEBRIDGE_BAGGAGE_ALLOW", "tenant, billing: user.*");
  const Bridge bridge = Bridge::FromEnvironment();

  Context empty;
  const Context context = GlobalTextMapPropagator::GetGlobalPropagator()->Extract(
      HeaderCarrier({{"traceparent", kTraceparent},
                     {"baggage", "unread=1"},
                     {"uber-trace-id", "0af7651916cd43dd8448eb211c80319c:2:0:1"},
                     {"uberctx-tenant", "x"},
                     {"uberctx-user.name", "alice"},
                     {"b3", "0af7651916cd43dd8448eb211c80319c-0000000000000003-1"}}),
      empty);
  const std::string sent =
      "b3: 0af7651916cd43dd8448eb211c80319c-0000000000000003-1\n"
      "uber-trace-id: 0af7651916cd43dd8448eb211c80319c:0000000000000003:0:01\n"
      "uberctx-tenant: x";
  EXPECT_EQ(SentTo("shipping", context), sent);
  EXPECT_EQ(SentTo("billing", context), sent + "\nuberctx-user.name: alice");
}

// Each of these settings is refused as a whole; which baggage may leave has nothing to do with that.
TEST(WireSettingsTest, AFormatThatIsNotThereDoesNotOpenTheAllowList) {
  for (const char* setting :
       {"TRACEBRIDGE_WIRE_WRITE", "TRACEBRIDGE_WIRE_READ", "TRACEBRIDGE_WIRE_PRECEDENCE"}) {
    SCOPED_TRACE(setting);
    EXPECT_EQ(Written({{setting, "jaeger"}, {"TRACEBRIDGE_BAGGAGE_ALLOW", "tenant"}}),
              std::string("baggage: tenant=x\ntraceparent: ") + kTraceparent);
  }
}

TEST(WireSettingsTest, BridgeChangesThePolicyAndShowsTheCounters) {
  BridgeOptions options;
  options.settings = {{"OTEL_PROPAGATORS", "tracecontext,jaeger"},
                      {"OTEL_TRACES_EXPORTER", "none"}};
  Bridge bridge = Bridge::FromOptions(options);
  EXPECT_EQ(bridge.SetWirePolicy(R"({"phase": "w3c"})"), "");
  EXPECT_EQ(
      bridge.SetWirePolicy(R"({"read": ["b3"]})"),
      R"("read": "b3" is not one of this process's formats (OTEL_PROPAGATORS): tracecontext, jaeger)");
  const auto json = nlohmann::json::parse(bridge.WireCounters());
  EXPECT_EQ(json["policy"]["phase"], "w3c");
}

// A day of a service between Jaeger, Zipkin and OpenTelemetry, and what it then tells of it.
TEST(WireSettingsTest, CountersTellWhoSendsAndGetsWhat) {
  const std::string trace = "0af7651916cd43dd8448eb211c80319c";
  const std::string w3c = "00-" + trace + "-b7ad6b7169203331-01";
  BridgeOptions options;
  options.settings = {{"OTEL_PROPAGATORS", "tracecontext,baggage,jaeger,b3"},
                      {"OTEL_TRACES_EXPORTER", "none"}};
  const Bridge bridge = Bridge::FromOptions(options);
  const auto tracer = opentracing::Tracer::Global();

  const auto receive = [&](const std::string& peer, const test::Headers& headers) {
    const PeerScope scope(peer);
    const auto parent = tracer->Extract(test::HttpReader(headers));
    ASSERT_TRUE(parent);
    const auto span = tracer->StartSpan("serve", {opentracing::ChildOf(parent->get())});
    const PeerScope callee("stock");
    ASSERT_TRUE(tracer->Inject(span->context(), test::HttpWriter()));
  };
  receive("checkout", {{"traceparent", w3c}, {"baggage", "user=alice"}});
  receive("checkout", {{"traceparent", w3c}, {"uber-trace-id", trace + ":b7ad6b7169203331:0:1"}});
  receive("shop", {{"uber-trace-id", trace + ":b7ad6b7169203331:0:1"}, {"uberctx-user", "alice"}});
  receive("shop", {{"b3", trace + "-b7ad6b7169203331-1"}});
  receive("gateway",
          {{"traceparent", w3c}, {"X-B3-TraceId", trace}, {"X-B3-SpanId", "00f067aa0ba902b7"}});
  receive("gateway", {{"traceparent", w3c}, {"uber-trace-id", "not an id"}});
  receive("gateway", {{"traceparent", "00-" + trace}, {"b3", trace + "-b7ad6b7169203331-1"}});
  receive("probe", {{"accept", "*/*"}});

  auto counters = nlohmann::json::parse(bridge.WireCounters());
  EXPECT_GT(counters["last_only_legacy_unix_s"], 1700000000);
  EXPECT_GT(counters["peers"]["shop"]["last_only_legacy_unix_s"], 1700000000);
  for (auto* object : {&counters, &counters["peers"]["shop"], &counters["peers"]["gateway"]}) {
    object->erase("last_only_legacy_unix_s");
  }
  EXPECT_EQ(counters.dump(2), nlohmann::json::parse(R"({
    "policy": {"phase": "both", "read": ["tracecontext", "baggage", "jaeger", "b3"],
               "write": ["tracecontext", "baggage", "jaeger", "b3"]},
    "requests": {"received": 8, "without_context": 1, "only_legacy": 3, "conflicting": 1, "sent": 8},
    "formats": {
      "tracecontext": {"received": 4, "malformed": 1, "sent": 8},
      "baggage": {"received": 1, "sent": 2},
      "jaeger": {"received": 2, "malformed": 1, "sent": 8},
      "b3": {"received": 3, "conflicting": 1, "sent": 8}},
    "peers": {
      "checkout": {"requests": {"received": 2},
                   "formats": {"tracecontext": {"received": 2}, "baggage": {"received": 1}, "jaeger": {"received": 1}}},
      "shop": {"requests": {"received": 2, "only_legacy": 2},
               "formats": {"jaeger": {"received": 1}, "b3": {"received": 1}}},
      "gateway": {"requests": {"received": 3, "only_legacy": 1, "conflicting": 1},
                  "formats": {"tracecontext": {"received": 2, "malformed": 1}, "jaeger": {"malformed": 1},
                              "b3": {"received": 2, "conflicting": 1}}},
      "probe": {"requests": {"received": 1, "without_context": 1}},
      "stock": {"requests": {"sent": 8},
                "formats": {"tracecontext": {"sent": 8}, "baggage": {"sent": 2}, "jaeger": {"sent": 8}, "b3": {"sent": 8}}}}
  })")
                                  .dump(2));
}

TEST(WireSettingsTest, WithoutOldFormatsThereIsNothingToLeave) {
  BridgeOptions options;
  options.settings = {{"OTEL_PROPAGATORS", "tracecontext,baggage"},
                      {"OTEL_TRACES_EXPORTER", "none"}};
  Bridge bridge = Bridge::FromOptions(options);
  EXPECT_NE(bridge.SetWirePolicy("{}"), "");
  EXPECT_EQ(bridge.WireCounters(), "{}");
}

// The parent that was not believed, of the span that OpenTracing code starts for the request.
TEST(WireSettingsTest, AContextThatIsNotBelievedBecomesALink) {
  SdkOptions options;
  options.propagators = {Propagator::kTraceContext, Propagator::kJaeger};
  GlobalTextMapPropagator::SetGlobalPropagator(MakeWirePropagator(options));
  test::ThreeApis apis;
  const auto& tracer = apis.opentracing();
  const auto parent = tracer.Extract(tracebridge::test::HttpReader(
      {{"traceparent", kTraceparent},
       {"uber-trace-id", "0af7651916cd43dd8448eb211c80319c:00f067aa0ba902b7:0:1"}}));
  ASSERT_TRUE(parent);
  tracer.StartSpan("first", {opentracing::ChildOf(parent->get())})->Finish();
  tracer.StartSpan("second", {opentracing::ChildOf(parent->get())})->Finish();

  const auto spans = apis.Finished();
  std::string links;
  for (const auto& link : spans.at("first")->GetLinks()) {
    char id[16];
    link.GetSpanContext().span_id().ToLowerBase16(id);
    const auto found = link.GetAttributes().find("tracebridge.wire.format");
    links += std::string(id, 16) + " " +
             (found == link.GetAttributes().end()
                  ? "reference"
                  : opentelemetry::nostd::get<std::string>(found->second)) +
             "\n";
  }
  EXPECT_EQ(links, "b7ad6b7169203331 reference\n00f067aa0ba902b7 jaeger\n");
  EXPECT_EQ(spans.at("second")->GetLinks().size(), 1u);
  GlobalTextMapPropagator::SetGlobalPropagator({});
}

}  // namespace
}  // namespace tracebridge::bridge
