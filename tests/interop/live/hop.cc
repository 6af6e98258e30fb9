// A service between two others, instrumented with OpenTracing, on whatever formats OTEL_PROPAGATORS names.
//
//   hop
//   GET /serve       ->  {"traceId": ..., "spanId": ..., "parentId": ..., "isSampled": ..., "baggage": {...}} of the span
//                        that it starts under what it received
//   POST /PORT       ->  the same, and as "answer" what PORT answers to GET /serve, which it asks under that span; with the
//                        baggage of the body (JSON) in addition to what it received
//   GET /counters    ->  what Bridge::WireCounters() says
//
// On Boost.Beast, which hands header values over as they came. (The HTTP library of the examples percent-decodes them.)
#include <opentracing/tracer.h>
#include <tracebridge/activate_span.h>
#include <tracebridge/bridge.h>
#include <tracebridge/current_trace_ids.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using nlohmann::json;
using Request = http::request<http::string_body>;

class HeaderReader final : public opentracing::HTTPHeadersReader {
 public:
  explicit HeaderReader(const http::fields& headers) : headers_(headers) {}

  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    for (const auto& header : headers_) {
      const auto name = header.name_string();
      const auto value = header.value();
      auto result = f({name.data(), name.size()}, {value.data(), value.size()});
      if (!result) return result;
    }
    return {};
  }

 private:
  const http::fields& headers_;
};

class HeaderWriter final : public opentracing::HTTPHeadersWriter {
 public:
  explicit HeaderWriter(http::fields& headers) : headers_(headers) {}

  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    headers_.set(beast::string_view(key.data(), key.size()),
                 beast::string_view(value.data(), value.size()));
    return {};
  }

 private:
  http::fields& headers_;
};

json Describe(const opentracing::Span& span) {
  const tracebridge::ActivateSpan scope(span);
  json answer = {{"traceId", span.context().ToTraceID()},
                 {"spanId", span.context().ToSpanID()},
                 {"isSampled", (tracebridge::CurrentTraceIds().trace_flags & 1) != 0},
                 {"baggage", json::object()}};
  span.context().ForeachBaggageItem([&](const std::string& key, const std::string& value) {
    answer["baggage"][key] = value;
    return true;
  });
  return answer;
}

json Call(asio::io_context& io, const std::string& port, const opentracing::Span& span) {
  Request request(http::verb::get, "/serve", 11);
  request.set(http::field::host, "127.0.0.1");
  opentracing::Tracer::Global()->Inject(span.context(), HeaderWriter(request));

  tcp::socket socket(io);
  asio::connect(socket, tcp::resolver(io).resolve("127.0.0.1", port));
  http::write(socket, request);
  beast::flat_buffer buffer;
  http::response<http::string_body> response;
  http::read(socket, buffer, response);
  if (response.result() != http::status::ok) throw std::runtime_error(response.body());
  return json::parse(response.body());
}

json Serve(asio::io_context& io, const Request& request) {
  const auto tracer = opentracing::Tracer::Global();
  const auto parent = tracer->Extract(HeaderReader(request));
  if (!parent) return {{"error", parent.error().message()}};
  const auto span = tracer->StartSpan("serve", {opentracing::ChildOf(parent->get())});
  json answer = Describe(*span);
  answer["parentId"] = *parent == nullptr ? "" : (*parent)->ToSpanID();
  if (request.method() != http::verb::post) return answer;

  const json baggage = json::parse(request.body());
  for (const auto& [key, value] : baggage.items()) {
    span->SetBaggageItem(key, value.get<std::string>());
  }
  answer["answer"] = Call(io, std::string(request.target().substr(1)), *span);
  return answer;
}

void Answer(const tracebridge::Bridge& bridge, asio::io_context& io, tcp::socket socket) {
  beast::flat_buffer buffer;
  Request request;
  http::read(socket, buffer, request);
  http::response<http::string_body> response(http::status::ok, 11);
  try {
    response.body() =
        request.target() == "/counters" ? bridge.WireCounters() : Serve(io, request).dump();
  } catch (const std::exception& exception) {
    response.result(http::status::bad_gateway);
    response.body() = exception.what();
  }
  response.keep_alive(false);
  response.prepare_payload();
  http::write(socket, response);
}

}  // namespace

// Serves until it is killed; one request at a time.
int main() {
  const auto bridge = tracebridge::Bridge::FromEnvironment();
  asio::io_context io;
  tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), 0});
  std::printf("listening on 127.0.0.1:%d\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  while (true) {
    try {
      Answer(bridge, io, acceptor.accept());
    } catch (const std::exception& exception) {
      std::fprintf(stderr, "hop: %s\n", exception.what());
    }
  }
}
