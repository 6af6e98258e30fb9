// OpenCensus tags as Baggage inside the process, by the bridge's settings: the other two APIs see them, headers say them
// once, and what comes in Baggage is a tag where OpenCensus code runs.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <memory>
#include <string>

#include "opencensus/tags/context_util.h"
#include "opencensus/tags/tag_key.h"
#include "opencensus/tags/tag_map.h"
#include "opencensus/tags/with_tag_map.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "tests/support/bridged_spans.h"
#include "tests/support/header_carrier.h"
#include "tests/support/opentracing_carriers.h"
#include "tracebridge/activate_span.h"

namespace tracebridge::tag_mirror_test {
namespace {

using opencensus::tags::GetCurrentTagMap;
using opencensus::tags::TagKey;
using opencensus::tags::TagMap;
using opencensus::tags::WithTagMap;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;

const test::Settings kPrefix{{"TRACEBRIDGE_OPENCENSUS_TAGS_PREFIX", "oc."}};

TagMap Method(const std::string& value) { return TagMap({{TagKey::Register("method"), value}}); }

std::string InjectedBaggage() {
  test::HeaderCarrier carrier;
  GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, RuntimeContext::GetCurrent());
  return std::string(carrier.Get("baggage"));
}

TEST(TagMirrorTest, IsOffUnlessASettingAsksForIt) {
  { const test::BridgedSpans before(kPrefix); }
  test::BridgedSpans bridge;
  const WithTagMap with_tags(Method("get"));
  EXPECT_EQ(InjectedBaggage(), "");
}

TEST(TagMirrorTest, SendsTagsOnceAsBaggage) {
  test::BridgedSpans bridge(kPrefix);
  const WithTagMap with_tags(Method("get"));
  EXPECT_EQ(InjectedBaggage(), "oc.method=get");
  {
    const WithTagMap again(Method("get"));
    EXPECT_EQ(InjectedBaggage(), "oc.method=get");
    const WithTagMap none(TagMap({}));
    EXPECT_EQ(InjectedBaggage(), "");
  }
  EXPECT_EQ(InjectedBaggage(), "oc.method=get");
}

TEST(TagMirrorTest, ReadsBaggageThatArrivedAsTagsAndSendsItOnAsItCame) {
  test::BridgedSpans bridge(kPrefix);
  const test::HeaderCarrier incoming({{"baggage", "oc.method=get,user=alice"}});
  Context empty;
  const auto token = RuntimeContext::Attach(
      GlobalTextMapPropagator::GetGlobalPropagator()->Extract(incoming, empty));
  EXPECT_EQ(GetCurrentTagMap(), Method("get"));
  EXPECT_EQ(InjectedBaggage(), "oc.method=get,user=alice");
}

TEST(TagMirrorTest, IsBaggageOfOpenTracingToo) {
  test::BridgedSpans bridge(kPrefix);
  const WithTagMap with_tags(Method("get"));
  const auto span = opentracing::Tracer::Global()->StartSpan("opentracing");
  EXPECT_EQ(span->BaggageItem("oc.method"), "get");
  const ActivateSpan scope(*span);
  EXPECT_EQ(GetCurrentTagMap(), Method("get"));
  span->SetBaggageItem("oc.method", "put");
  EXPECT_EQ(GetCurrentTagMap(), Method("put"));
}

TEST(TagMirrorTest, TakesOnlyTheKeysThatAreAllowed) {
  test::BridgedSpans bridge(
      test::Settings{{"TRACEBRIDGE_OPENCENSUS_TAGS_ALLOW", "method, tenant"}});
  const WithTagMap with_tags(
      TagMap({{TagKey::Register("method"), "get"}, {TagKey::Register("user"), "alice"}}));
  EXPECT_EQ(InjectedBaggage(), "method=get");
}

}  // namespace
}  // namespace tracebridge::tag_mirror_test
