// Asks the messages service of ../messages a few times and says how long it took, instrumented with OpenCensus:
// a span and a measurement for each call, a page for Prometheus.
//
//   caller PORT EDGE_PORT CALLS
//
// serves the page on PORT until SIGTERM.
#include <httplib.h>
#include <prometheus/exposer.h>
#include <tracebridge/bridge.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "examples/messages/service.h"
#include "examples/stats/latency.h"
#include "opencensus/exporters/stats/prometheus/prometheus_exporter.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"

namespace stats_example {
namespace {

// Returns the status of the response; 0 when there was none.
int GetMessages(int edge_port, const std::string& user) {
  static opencensus::trace::AlwaysSampler always;
  auto span = opencensus::trace::Span::StartSpan("Sent.messages.Get", nullptr, {&always});
  opencensus::trace::WithSpan ws(span);
  const auto start = std::chrono::steady_clock::now();
  const auto result =
      httplib::Client("127.0.0.1", edge_port)
          .Get("/messages?user=" + user,
               {{"traceparent",
                 opencensus::trace::propagation::ToTraceParentHeader(span.context())}});
  const int status = result ? result->status : 0;
  RecordCall("messages.Get", status, std::chrono::steady_clock::now() - start);
  span.AddAttribute("http.status_code", status);
  span.End();
  return status;
}

}  // namespace
}  // namespace stats_example

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: caller PORT EDGE_PORT CALLS\n");
    return 2;
  }
  messages::BlockStopSignals();
  const auto bridge = tracebridge::Bridge::FromEnvironment();

  stats_example::RegisterLatencyView();
  const auto exporter = std::make_shared<opencensus::exporters::stats::PrometheusExporter>();
  prometheus::Exposer exposer(std::string("127.0.0.1:") + argv[1]);
  exposer.RegisterCollectable(exporter);

  const int calls = std::atoi(argv[3]);
  for (int i = 0; i < calls; ++i) {
    // The service does not know the last one.
    stats_example::GetMessages(std::atoi(argv[2]), i + 1 < calls ? "alice" : "mallory");
  }
  std::printf("serving metrics on 127.0.0.1:%d\n", exposer.GetListeningPorts().at(0));
  std::fflush(stdout);
  messages::WaitForStop();
  return 0;
}
