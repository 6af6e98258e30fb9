// The plugin in a process that has a bridge already, and another libprotobuf and libcurl.
#include <curl/curl.h>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <opentracing/noop.h>
#include <opentracing/tracer.h>

#include <chrono>
#include <string>

#include "migration/tail/proto_decoder.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/interop/opentracing_plugin/loaded_plugin.h"
#include "tests/support/opentracing_carriers.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/bridge.h"

namespace tracebridge::test {
namespace {

using opentelemetry::trace::Provider;

BridgeOptions BridgeTo(const otlp::TestCollector& collector) {
  BridgeOptions options;
  options.settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = collector.url();
  options.settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/json";
  options.settings["OTEL_BSP_SCHEDULE_DELAY"] = "3600000";
  return options;
}

// The version that a libcurl says it is. `library` is that of another TLS library, whose symbols have other versions.
std::string CurlVersion(void* library) {
  const auto version = reinterpret_cast<char* (*)()>(dlsym(library, "curl_version"));
  return version == nullptr ? "" : version();
}

TEST(OpenTracingPluginTest, KeepsApartFromABridgeInTheProcess) {
  ASSERT_NE(std::string(curl_version()).find("OpenSSL"), std::string::npos);
  void* const other_curl = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_GLOBAL);
  ASSERT_NE(other_curl, nullptr) << dlerror();
  ASSERT_NE(CurlVersion(other_curl).find("GnuTLS"), std::string::npos) << CurlVersion(other_curl);
  ASSERT_TRUE(std::holds_alternative<tail::DecodedTraces>(tail::DecodeProto("")));
  otlp::TestCollector of_bridge;
  otlp::TestCollector of_plugin;
  auto bridge = Bridge::FromOptions(BridgeTo(of_bridge));
  const auto provider = Provider::GetTracerProvider();
  const auto global = opentracing::Tracer::Global();
  {
    const LoadedPlugin plugin;
    auto tracer = plugin.MakeTracer(To(of_plugin, {{"propagators", "jaeger"}}));
    const auto current = provider->GetTracer("host")->StartSpan("current");
    const opentelemetry::trace::Scope scope(current);
    const auto span = tracer->StartSpan("of the plugin");  // not a child of what is current
    const ActivateSpan legacy(*span);
    provider->GetTracer("host")->StartSpan("below")->End();
    span->Finish();
    current->End();
  }
  EXPECT_EQ(Provider::GetTracerProvider(), provider);
  EXPECT_EQ(opentracing::Tracer::Global(), global);
  global->StartSpan("legacy")->Finish();
  ASSERT_TRUE(bridge.ForceFlush(std::chrono::minutes(1)));

  EXPECT_NE(CurlVersion(other_curl).find("GnuTLS"), std::string::npos);

  const auto plugins = Arrived(of_plugin);
  ASSERT_EQ(plugins.size(), 1u);
  EXPECT_EQ(plugins.at("of the plugin").parent_span_id, "");
  const auto bridges = Arrived(of_bridge);
  EXPECT_EQ(bridges.size(), 3u);
  // The host's shim reads the plugin's span as a context of a tracer, and makes it current: one trace.
  EXPECT_EQ(bridges.at("below").parent_span_id, plugins.at("of the plugin").span_id);
  opentracing::Tracer::InitGlobal(opentracing::MakeNoopTracer());
}

}  // namespace
}  // namespace tracebridge::test
