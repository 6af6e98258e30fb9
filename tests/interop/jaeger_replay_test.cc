// What Jaeger's clients recorded, recorded again by a program on our OpenTracing, and sent by our exporter the same way: to an agent in
// either encoding, or to a collector. It is what the clients sent, field by field, but for what is listed.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/samplers/parent_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "tests/support/jaeger_captures.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/recorded_spans.h"
#include "tests/unit/otel_core/exporters/jaeger/test_agent.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/jaeger_exporter.h"
#include "tracebridge/opentracing_shim_otel.h"

namespace tracebridge::test {
namespace {

namespace sdk = opentelemetry::sdk;
using Contexts = std::vector<std::unique_ptr<opentracing::SpanContext>>;

// What a client says by itself, and a program does not.
bool IsOfTheClient(const std::string& key) {
  static const std::set<std::string> keys{"hostname",       "ip",           "jaeger.version",
                                          "client-uuid",    "sampler.type", "sampler.param",
                                          "jaeger-debug-id"};
  return keys.count(key) != 0;
}

opentracing::Value NestedOf(const Json& from) {
  if (from.is_object()) {
    opentracing::Dictionary items;
    for (const auto& [key, value] : from.items()) items.emplace(key, NestedOf(value));
    return items;
  }
  if (from.is_array()) {
    opentracing::Values items;
    for (const Json& item : from) items.push_back(NestedOf(item));
    return items;
  }
  if (from.is_string()) return from.get<std::string>();
  if (from.is_number()) return from.get<std::int64_t>();
  return nullptr;
}

// OpenTracing has lists and objects, as Node.js has, and no bytes.
opentracing::Value ValueOf(const Json& from) {
  if (from.value("js_type", "") == "object") return NestedOf(from.at("value"));
  const idl::Tag tag = TagOf(from);
  if (tag.vType == idl::TagType::DOUBLE) return tag.vDouble;
  if (tag.vType == idl::TagType::BOOL) return tag.vBool;
  if (tag.vType == idl::TagType::LONG) return tag.vLong;
  return tag.vType == idl::TagType::BINARY ? tag.vBinary : tag.vStr;
}

// Gives each span the ids that were recorded.
class RecordedIds final : public sdk::trace::IdGenerator {
 public:
  // `*span` is the one that starts next.
  explicit RecordedIds(const Json* const* span) : IdGenerator(/*is_random=*/false), span_(span) {}
  opentelemetry::trace::SpanId GenerateSpanId() noexcept override {
    return IdOf<opentelemetry::trace::SpanId>((*span_)->at("span_id"));
  }
  opentelemetry::trace::TraceId GenerateTraceId() noexcept override {
    const std::string hex = (*span_)->at("trace_id");
    return IdOf<opentelemetry::trace::TraceId>(std::string(32 - hex.size(), '0') + hex);
  }

 private:
  const Json* const* span_;
};

std::unique_ptr<opentracing::SpanContext> Received(const opentracing::Tracer& tracer,
                                                   const Headers& headers) {
  auto extracted = tracer.Extract(HttpReader{headers});
  EXPECT_TRUE(extracted && *extracted != nullptr) << Text(headers);
  return extracted ? std::move(*extracted) : nullptr;
}

// Adds what `span` refers to. Clients that were given one parent recorded no reference.
void AddReferences(const opentracing::Tracer& tracer, const Json& span, Contexts* contexts,
                   opentracing::StartSpanOptions* start) {
  using Type = opentracing::SpanReferenceType;
  const auto add = [&](Type type, const Headers& headers) {
    contexts->push_back(Received(tracer, headers));
    start->references.emplace_back(type, contexts->back().get());
  };
  const auto ids = [&](const Json& trace_id, const Json& span_id) {
    return Headers{{"uber-trace-id", trace_id.get<std::string>() + ":" +
                                         span_id.get<std::string>() +
                                         ":0:" + std::to_string(span.at("flags").get<int>())}};
  };
  for (const Json& reference : span.at("references")) {
    add(reference.at("type") == "child_of" ? Type::ChildOfRef : Type::FollowsFromRef,
        ids(reference.at("trace_id"), reference.at("span_id")));
  }
  const Json& parent = span.at("parent_span_id");
  const bool has_parent = !parent.is_null() && parent != "0000000000000000";
  if (has_parent && start->references.empty()) {
    add(Type::ChildOfRef, ids(span.at("trace_id"), parent));
  }
  for (const Json& tag : span.at("tags")) {
    if (tag.at("key") == "jaeger-debug-id") {
      add(Type::ChildOfRef, {{"jaeger-debug-id", tag.at("value")}});
    }
  }
}

void Record(const opentracing::Tracer& tracer, const Json& span) {
  using std::chrono::microseconds;
  const opentracing::SteadyTime begin{std::chrono::hours(1)};
  Contexts contexts;
  opentracing::StartSpanOptions start;
  start.start_system_timestamp =
      opentracing::SystemTime(microseconds(Microseconds(span, "start_unix_micro", "start_ms")));
  start.start_steady_timestamp = begin;
  AddReferences(tracer, span, &contexts, &start);
  for (const Json& tag : span.at("tags")) {
    if (!IsOfTheClient(tag.at("key"))) start.tags.emplace_back(tag.at("key"), ValueOf(tag));
  }
  const auto started =
      tracer.StartSpanWithOptions(span.at("operation_name").get<std::string>(), start);
  for (const Json& log : span.at("logs")) {
    std::vector<std::pair<opentracing::string_view, opentracing::Value>> fields;
    for (const Json& field : log.at("fields")) {
      fields.emplace_back(field.at("key").get_ref<const std::string&>(), ValueOf(field));
    }
    started->Log(
        opentracing::SystemTime(microseconds(Microseconds(log, "timestamp_micro", "timestamp_ms"))),
        fields);
  }
  opentracing::FinishSpanOptions finish;
  finish.finish_steady_timestamp =
      begin + microseconds(Microseconds(span, "duration_micro", "duration_ms"));
  started->FinishWithOptions(finish);
}

sdk::resource::Resource ProcessOf(const Json& process) {
  sdk::resource::ResourceAttributes attributes;
  attributes.SetAttribute("service.name", process.at("service_name").get<std::string>());
  for (const Json& tag : process.at("tags")) {
    const idl::Tag from = TagOf(tag);
    if (IsOfTheClient(from.key)) continue;
    if (from.vType == idl::TagType::DOUBLE) attributes.SetAttribute(from.key, from.vDouble);
    if (from.vType == idl::TagType::BOOL) attributes.SetAttribute(from.key, from.vBool);
    if (from.vType == idl::TagType::LONG) attributes.SetAttribute(from.key, from.vLong);
    if (from.vType == idl::TagType::STRING) attributes.SetAttribute(from.key, from.vStr);
  }
  return sdk::resource::Resource::Create(attributes);
}

// Returns what an agent or a collector receives from us.
std::string SentByUs(JaegerForm form, const Json& recorded) {
  jaeger::TestAgent agent;
  otlp::TestCollector collector;
  JaegerExporterOptions to;
  to.agent = agent.address();
  if (form == JaegerForm::kBinaryCall) to.encoding = JaegerExporterOptions::Encoding::kBinary;
  if (form == JaegerForm::kBinaryBatch) to.endpoint = collector.url();
  auto exporter = MakeJaegerExporter(to);
  if (!exporter) {
    ADD_FAILURE() << exporter.error().message;
    return "";
  }
  sdk::trace::BatchSpanProcessorOptions when_flushed;
  when_flushed.schedule_delay_millis = std::chrono::hours(1);
  const Json* next = nullptr;
  const std::shared_ptr<sdk::trace::TracerProvider> provider =
      sdk::trace::TracerProviderFactory::Create(
          sdk::trace::BatchSpanProcessorFactory::Create(std::move(*exporter), when_flushed),
          ProcessOf(recorded.at("process")),
          sdk::trace::ParentBasedSamplerFactory::Create(
              std::shared_ptr<sdk::trace::Sampler>(sdk::trace::AlwaysOnSamplerFactory::Create())),
          std::make_unique<RecordedIds>(&next));
  OpenTelemetryObjects objects;
  objects.provider = std::shared_ptr<opentelemetry::trace::TracerProvider>(provider);
  objects.http_headers = std::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>(
      std::make_shared<opentelemetry::trace::propagation::JaegerPropagator>());
  const auto tracer = MakeOpenTracingTracer(objects);
  for (const Json& span : recorded.at("spans")) {
    next = &span;
    Record(*tracer, span);
  }
  EXPECT_TRUE(provider->ForceFlush());
  if (form != JaegerForm::kBinaryBatch) {
    const std::string datagram = agent.Receive();
    EXPECT_TRUE(agent.IsEmpty());
    return BatchText(DecodeJaeger(form, datagram));
  }
  const auto requests = collector.requests();
  EXPECT_EQ(requests.size(), 1u);
  return requests.empty() ? "" : BatchText(DecodeJaeger(form, requests[0].body));
}

struct Client {
  std::string name;         // in the names of its files
  std::string differences;  // of all of them; why is said below
};

// We say that the spans came by OpenTracing and what our SDK is; the clients, what they and their samplers are and where they ran. A
// parent is a reference too. Logs of errors have OpenTelemetry's names (docs/mapping.md), one without fields has its fallback. Of tags
// of one name the last counts. OpenTracing has no bytes: what is given as text is text, which is UTF-8. No time runs backwards.
const Client kClients[] = {
    {"node", R"(+    buf = "hi"
+    event = "log"
+    exception.message = "disk"
+    exception.type = "IOError"
+  buf = ")" + std::string("\0\1\2", 3) +
                 R"(�"
+  child of *
+  otel.library.name = "opentracing-shim"
+  otel.library.version = *
+  otel.scope.name = "opentracing-shim"
+  otel.scope.version = *
+  otel.status_code = "ERROR"
+  telemetry.sdk.language = "cpp"
+  telemetry.sdk.name = "tracebridge"
+  telemetry.sdk.version = *
-    buf = <6869>
-    error.kind = "IOError"
-    message = "disk"
-  buf = <000102ff>
-  client-uuid = *
-  dup = 1.0
-  hostname = "host-1"
-  ip = "10.1.2.3"
-  jaeger.version = "Node-3.19.0"
-  sampler.param = true
-  sampler.type = "const"
)"},
    {"ruby", R"(+    event = "log"
+    exception.message = "disk"
+    exception.type = "IOError"
+  child of *
+  otel.library.name = "opentracing-shim"
+  otel.library.version = *
+  otel.scope.name = "opentracing-shim"
+  otel.scope.version = *
+  telemetry.sdk.language = "cpp"
+  telemetry.sdk.name = "tracebridge"
+  telemetry.sdk.version = *
+  time 1700000000123456 + 0
-    error.kind = "IOError"
-    message = "disk"
-  dup = 1
-  hostname = "host-1"
-  ip = "10.1.2.3"
-  jaeger.version = "Ruby-1.3.0"
-  sampler.param = 1
-  sampler.type = "const"
-  time 1700000000123456 + -1000000
)"},
};

// What differs from span to span, or from release to release, is written as `*`.
std::string Short(const std::string& line) {
  static const std::regex varies(
      "(  child of |client-uuid = |(?:otel.scope|otel.library|telemetry.sdk).version = ).*");
  return std::regex_replace(line, varies, "$1*");
}

class JaegerReplayTest : public ::testing::TestWithParam<Client> {};

TEST_P(JaegerReplayTest, SendsWhatTheClientSentButForThese) {
  const auto ours = [](const std::string& name, const Json& capture) {
    return SentByUs(FormOf(name), capture.at("recorded"));
  };
  EXPECT_EQ(DifferencesOf(GetParam().name, ours, Short), GetParam().differences);
}

INSTANTIATE_TEST_SUITE_P(Clients, JaegerReplayTest, ::testing::ValuesIn(kClients),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::test
