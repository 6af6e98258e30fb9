#include "shims/opentracing_plugin/training/requests.h"

#include <opentracing/ext/tags.h>
#include <opentracing/propagation.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>

namespace tracebridge::training {
namespace {

using opentracing::string_view;
namespace ext = opentracing::ext;

class Reader : public opentracing::HTTPHeadersReader {
 public:
  explicit Reader(const Headers& headers) : headers_(headers) {}

  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(string_view, string_view)> take) const override {
    for (const auto& header : headers_) {
      auto taken = take(header.first, header.second);
      if (!taken) return taken;
    }
    return {};
  }

 protected:
  const Headers& headers_;
};

class LookingReader final : public Reader {
 public:
  using Reader::Reader;

  opentracing::expected<string_view> LookupKey(string_view key) const override {
    for (const auto& header : headers_) {
      if (string_view(header.first) == key) return string_view(header.second);
    }
    return opentracing::make_unexpected(opentracing::key_not_found_error);
  }
};

class Writer final : public opentracing::HTTPHeadersWriter {
 public:
  explicit Writer(Headers* headers) : headers_(*headers) {}

  opentracing::expected<void> Set(string_view key, string_view value) const override {
    headers_.emplace_back(key, value);
    return {};
  }

 private:
  Headers& headers_;
};

using Context = std::unique_ptr<opentracing::SpanContext>;

template <class Reader>
Context Extract(const opentracing::Tracer& tracer, const Headers& headers) {
  auto context = tracer.Extract(Reader(headers));
  if (!context) throw std::runtime_error("Extract: " + context.error().message());
  return std::move(*context);
}

void Inject(const opentracing::Tracer& tracer, const opentracing::Span& span, Headers* headers) {
  const auto injected = tracer.Inject(span.context(), Writer(headers));
  if (!injected) throw std::runtime_error("Inject: " + injected.error().message());
}

}  // namespace

Headers HaproxyRequest(const opentracing::Tracer& tracer, const Headers& headers) {
  const auto now = std::chrono::steady_clock::now;
  const auto start = [&tracer](const char* name, opentracing::SpanReferenceType reference,
                               const opentracing::SpanContext* context,
                               std::chrono::steady_clock::time_point time,
                               std::vector<std::pair<std::string, opentracing::Value>> tags = {}) {
    opentracing::StartSpanOptions options;
    options.start_steady_timestamp = time;
    if (context != nullptr) options.references.emplace_back(reference, context);
    options.tags = std::move(tags);
    return tracer.StartSpanWithOptions(name, options);
  };
  const auto finish = [](opentracing::Span& span, std::chrono::steady_clock::time_point time) {
    opentracing::FinishSpanOptions options;
    options.finish_steady_timestamp = time;
    span.FinishWithOptions(options);
  };
  constexpr auto child_of = opentracing::SpanReferenceType::ChildOfRef;
  constexpr auto follows_from = opentracing::SpanReferenceType::FollowsFromRef;

  auto time = now();
  const auto caller = Extract<Reader>(tracer, headers);
  auto session = start("session", child_of, caller.get(), time,
                       {{"span.kind", "server"},
                        {"http.method", "GET"},
                        {"http.url", "http://example.com/index?lang=en"}});
  session->SetBaggageItem("entry", "haproxy");
  auto frontend = start("frontend", child_of, &session->context(), time);
  frontend->Log({{"event", "routed"}, {"backend", "service"}});

  time = now();
  auto backend =
      start("backend", follows_from, &frontend->context(), time, {{"span.kind", "client"}});
  Headers outgoing;
  Inject(tracer, *backend, &outgoing);
  finish(*frontend, time);
  frontend.reset();

  time = now();
  auto response = start("response", child_of, &session->context(), time);
  response->SetTag("http.status_code", 200);
  finish(*backend, time);
  backend.reset();

  time = now();
  finish(*response, time);
  response.reset();
  finish(*session, time);
  return outgoing;
}

Headers NginxRequest(const opentracing::Tracer& tracer, const Headers& headers) {
  const auto caller = Extract<Reader>(tracer, headers);
  const auto start = std::chrono::system_clock::now();
  const auto request = tracer.StartSpan(
      "/", {opentracing::ChildOf(caller.get()), opentracing::StartTimestamp(start)});
  const auto location = tracer.StartSpan(
      "service", {opentracing::ChildOf(&request->context()), opentracing::StartTimestamp(start)});
  Headers outgoing;
  Inject(tracer, *location, &outgoing);
  for (const auto& span : {location.get(), request.get()}) {
    span->SetTag("component", "nginx");
    span->SetTag("nginx.worker_pid", 4711);
    span->SetTag("peer.address", "192.0.2.1:49152");
    span->SetTag("upstream.address", "192.0.2.2:8081");
    span->SetTag("http.method", "GET");
    span->SetTag("http.url", "http://example.com/");
    span->SetTag("http.host", "example.com");
    span->SetTag("http_status_code", "200");
    span->SetTag("http.status_line", "200 OK");
    span->Finish({opentracing::FinishTimestamp(std::chrono::steady_clock::now())});
  }
  return outgoing;
}

Headers EnvoyRequest(const opentracing::Tracer& tracer, const Headers& headers) {
  const auto caller = Extract<LookingReader>(tracer, headers);
  const auto request =
      tracer.StartSpan("ingress", {opentracing::ChildOf(caller.get()),
                                   opentracing::StartTimestamp(std::chrono::system_clock::now())});
  request->SetOperationName("GET example.com");
  const auto client = tracer.StartSpan("router", {opentracing::ChildOf(&request->context())});
  Headers outgoing;
  Inject(tracer, *client, &outgoing);
  client->context().ForeachBaggageItem([](const std::string&, const std::string&) { return true; });
  client->SetTag(ext::span_kind, ext::span_kind_rpc_client);
  client->SetTag("upstream_cluster", "service");
  client->SetTag(ext::error, true);
  client->Log({{"event", "upstream_reset"}, {"attempt", 2}, {"seconds", 0.25}});
  client->Finish();
  request->SetTag(ext::span_kind, ext::span_kind_rpc_server);
  request->SetTag("guid:x-request-id", "7a5d1c52-5d8a-9f2b-8a37-0d1b2c3e4f5a");
  request->SetTag("http.status_code", 503u);
  request->SetTag("response_size", std::int64_t{1 << 20});
  request->Finish();
  return outgoing;
}

}  // namespace tracebridge::training
