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

// A GET of `url` by that library. Its functions have the names of the one that the program is linked with.
CURLcode GetWith(void* library, const std::string& url) {
  const auto init = reinterpret_cast<decltype(&curl_easy_init)>(dlsym(library, "curl_easy_init"));
  const auto set =
      reinterpret_cast<CURLcode (*)(CURL*, CURLoption, ...)>(dlsym(library, "curl_easy_setopt"));
  const auto perform =
      reinterpret_cast<decltype(&curl_easy_perform)>(dlsym(library, "curl_easy_perform"));
  const auto cleanup =
      reinterpret_cast<decltype(&curl_easy_cleanup)>(dlsym(library, "curl_easy_cleanup"));
  CURL* const request = init();
  set(request, CURLOPT_URL, url.c_str());
  set(request, CURLOPT_PROXY, "");
  set(request, CURLOPT_USERAGENT, "GnuTLS");
  const CURLcode code = perform(request);
  cleanup(request);
  return code;
}

// An ExportTraceServiceRequest of one span: resource_spans, scope_spans, spans.
std::string ProtoOfOneSpan() {
  const auto field = [](char tag, const std::string& value) {
    return tag + std::string(1, static_cast<char>(value.size())) + value;
  };
  const std::string span =
      field(0x0a, std::string(16, 'T')) + field(0x12, std::string(8, 'S')) + field(0x2a, "parsed");
  return field(0x0a, field(0x12, field(0x12, span)));
}

// The libraries are used before and after, by others than the plugin.
TEST(OpenTracingPluginTest, LeavesTheProtobufAndTheCurlOfTheProcessAlone) {
  void* const other_curl = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_GLOBAL);
  ASSERT_NE(other_curl, nullptr) << dlerror();
  otlp::TestCollector of_host;
  otlp::TestCollector of_plugin;
  const auto use_libraries = [&] {
    const auto decoded = tail::DecodeProto(ProtoOfOneSpan());
    ASSERT_TRUE(std::holds_alternative<tail::DecodedTraces>(decoded));
    const auto& spans = std::get<tail::DecodedTraces>(decoded).spans;
    ASSERT_EQ(spans.size(), 1u);
    EXPECT_EQ(spans[0].name, "parsed");
    EXPECT_EQ(GetWith(other_curl, of_host.url()), CURLE_OK);
  };
  use_libraries();
  constexpr int kTimes = 20;
  for (int i = 0; i < kTimes; ++i) {
    const LoadedPlugin plugin;
    auto tracer = plugin.MakeTracer(To(of_plugin, {{"otlp_protocol", "http/protobuf"}}));
    tracer->StartSpan("request")->Finish();
    tracer->Close();
  }
  use_libraries();

  std::size_t exported = 0;
  for (const auto& request : of_plugin.requests()) {
    const auto decoded = tail::DecodeProto(request.body);
    ASSERT_TRUE(std::holds_alternative<tail::DecodedTraces>(decoded));
    exported += std::get<tail::DecodedTraces>(decoded).spans.size();
  }
  EXPECT_EQ(exported, static_cast<std::size_t>(kTimes));
  ASSERT_EQ(of_host.requests().size(), 2u);
  for (const auto& request : of_host.requests()) {
    EXPECT_EQ(request.line, "GET /v1/traces HTTP/1.1");
    EXPECT_EQ(request.headers.at("user-agent"), "GnuTLS");
  }
  // The program's own libcurl still is another.
  EXPECT_NE(std::string(curl_version()).find("OpenSSL"), std::string::npos);
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
