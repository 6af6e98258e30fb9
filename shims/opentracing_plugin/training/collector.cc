#include "shims/opentracing_plugin/training/collector.h"

#include <chrono>
#include <limits>
#include <stdexcept>
#include <utility>

#include "otel_core/proto/otlp/trace_service.pb.h"

namespace tracebridge::training {
namespace {

long Spans(const std::string& body) {
  otlp::v1::ExportTraceServiceRequest request;
  if (!request.ParseFromString(body)) return 0;
  long spans = 0;
  for (const auto& resource : request.resource_spans()) {
    for (const auto& scope : resource.scope_spans()) spans += scope.spans_size();
  }
  return spans;
}

}  // namespace

Collector::Collector() {
  server_.set_keep_alive_max_count(std::numeric_limits<int>::max());
  server_.Post("/v1/traces", [this](const httplib::Request& request, httplib::Response& response) {
    const long spans = Spans(request.body);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      spans_ += spans;
    }
    arrived_.notify_one();
    response.set_content("", "application/x-protobuf");
  });
  port_ = server_.bind_to_any_port("127.0.0.1");
  if (port_ < 0) throw std::runtime_error("no port for a collector on 127.0.0.1");
  thread_ = std::thread([this] { server_.listen_after_bind(); });
  while (!server_.is_running()) std::this_thread::yield();
}

Collector::~Collector() {
  server_.stop();
  thread_.join();
}

long Collector::TakeSpans(long expected) {
  std::unique_lock<std::mutex> lock(mutex_);
  arrived_.wait_for(lock, std::chrono::seconds(20), [&] { return spans_ >= expected; });
  return std::exchange(spans_, 0);
}

}  // namespace tracebridge::training
