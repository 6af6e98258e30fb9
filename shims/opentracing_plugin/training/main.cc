// opentracing_plugin_training PLUGIN: has the plugin trace what proxies have it trace, so that a compiler can see which of its code
// that takes (scripts/build-plugin). In the end each span must have reached a collector.
//
// The same happens in each run but for what threads make of it.
#include <opentracing/dynamic_load.h>
#include <opentracing/tracer.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "shims/opentracing_plugin/training/collector.h"
#include "shims/opentracing_plugin/training/requests.h"

namespace tracebridge::training {
namespace {

// What a browser sends.
const Headers kBrowser = {{"host", "example.com"},
                          {"user-agent", "Mozilla/5.0"},
                          {"accept", "*/*"},
                          {"accept-encoding", "gzip"}};
const Headers kW3c = {{"host", "example.com"},
                      {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
                      {"tracestate", "vendor=value"},
                      {"baggage", "user=alice,region=eu"},
                      {"accept", "*/*"}};
const Headers kJaeger = {{"host", "example.com"},
                         {"uber-trace-id", "0af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:1"},
                         {"uberctx-user", "alice"},
                         {"accept", "*/*"}};
const Headers kB3 = {{"host", "example.com"},
                     {"x-b3-traceid", "0af7651916cd43dd8448eb211c80319c"},
                     {"x-b3-spanid", "b7ad6b7169203331"},
                     {"x-b3-sampled", "1"},
                     {"accept", "*/*"}};

// A proxy for a while, and who calls it. HAProxy has most requests, as among those who load the plugin.
struct Proxy {
  const char* settings;  // JSON, beside where the collector is; they begin with a comma
  Request request;
  const Headers& caller;
  int requests;                   // all their spans fit into the queue, so that none is lost
  std::optional<int> spans_each;  // how many of a request are exported, if all requests are alike
};

const Proxy kProxies[] = {
    {"", HaproxyRequest, kBrowser, 2000, 4},
    {"", HaproxyRequest, kW3c, 1000, 4},
    {R"(, "inject_all_keys": true)", NginxRequest, kBrowser, 1000, 2},
    {R"(, "inject_all_keys": true)", NginxRequest, kW3c, 500, 2},
    {"", EnvoyRequest, kW3c, 500, 2},
    {R"(, "propagators": ["tracecontext", "baggage", "jaeger"])", HaproxyRequest, kJaeger, 500, 4},
    {R"(, "propagators": ["tracecontext", "baggage", "jaeger"])", NginxRequest, kBrowser, 500, 2},
    {R"(, "propagators": ["tracecontext", "baggage", "b3multi"])", NginxRequest, kB3, 500, 2},
    {R"(, "sampler": "parentbased_traceidratio", "sampler_ratio": 0.1)",
     HaproxyRequest,
     kBrowser,
     1000,
     {}},
    {R"(, "sampler": "parentbased_always_off")", NginxRequest, kBrowser, 500, 0},
};

void Train(const opentracing::TracerFactory& factory, const Proxy& proxy, Collector& collector) {
  const std::string configuration =
      R"({"service_name": "training", "batch_schedule_delay": 100, "otlp_endpoint": ")" +
      collector.endpoint() + "\"" + proxy.settings + "}";
  std::string error;
  auto made = factory.MakeTracer(configuration.c_str(), error);
  if (!made) throw std::runtime_error(error);
  const std::shared_ptr<opentracing::Tracer> tracer = std::move(*made);
  for (int i = 0; i < proxy.requests; ++i) proxy.request(*tracer, proxy.caller);
  // Close() waits for some seconds only.
  const long expected = long{proxy.spans_each.value_or(0)} * proxy.requests;
  const long arrived = collector.TakeSpans(expected);
  tracer->Close();
  const long later = collector.TakeSpans(0);
  if (proxy.spans_each && (arrived != expected || later != 0)) {
    throw std::runtime_error(std::to_string(arrived + later) + " spans of " +
                             std::to_string(proxy.requests) +
                             " requests reached the collector, not " +
                             std::to_string(*proxy.spans_each) + " each, with " + configuration);
  }
}

void Run(const char* plugin) {
  std::string error;
  const auto loaded = opentracing::DynamicallyLoadTracingLibrary(plugin, error);
  if (!loaded) throw std::runtime_error(error);
  Collector collector;
  for (const auto& proxy : kProxies) Train(loaded->tracer_factory(), proxy, collector);
}

}  // namespace
}  // namespace tracebridge::training

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: opentracing_plugin_training PLUGIN\n";
    return 2;
  }
  clearenv();  // what it says of exporters and samplers is for others
  try {
    tracebridge::training::Run(argv[1]);
  } catch (const std::exception& error) {
    std::cerr << "opentracing_plugin_training: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
