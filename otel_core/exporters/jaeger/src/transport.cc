#include "otel_core/exporters/jaeger/src/transport.h"

#include <utility>

#include "otel_core/exporters/jaeger/src/agent_socket.h"
#include "otel_core/exporters/otlp/src/http/retrying_connection.h"
#include "otel_core/exporters/otlp/src/http/url_text.h"
#include "otel_core/exporters/otlp/src/json_text.h"

namespace tracebridge::jaeger {
namespace {

using Encoding = JaegerExporterOptions::Encoding;

constexpr std::uint16_t kCompactPort = 6831;
constexpr std::uint16_t kBinaryPort = 6832;
// As for OTLP; a collector has a limit of its own.
constexpr std::size_t kMaxBodyBytes = 64 << 20;

class Datagrams final : public Transport {
 public:
  explicit Datagrams(const JaegerExporterOptions& options)
      : encoding_(options.encoding),
        max_size_(options.max_packet_size),
        agent_(SplitHostPort(options.agent,
                             encoding_ == Encoding::kCompact ? kCompactPort : kBinaryPort)),
        socket_(agent_) {}

  Outcome Send(std::string_view packet, otlp::TimePoint /*deadline*/,
               otlp::Cancellation* /*cancellation*/) override {
    Sent sent = socket_.Send(packet);
    return {std::move(sent.error), sent.previous_was_refused};
  }

  Form form() const override {
    return encoding_ == Encoding::kCompact ? Form::kCompactCall : Form::kBinaryCall;
  }
  std::size_t max_size() const override { return max_size_; }
  std::string where() const override { return "the agent " + agent_.host + ":" + agent_.port; }

 private:
  const Encoding encoding_;
  const std::size_t max_size_;
  const HostPort agent_;
  AgentSocket socket_;
};

otlp::ConnectionOptions ConnectionTo(const JaegerExporterOptions& options) {
  otlp::ConnectionOptions connection;
  connection.url = options.endpoint;
  connection.headers = options.headers;
  connection.headers.emplace_back("User-Agent", "tracebridge/" TRACEBRIDGE_VERSION);
  connection.headers.emplace_back("Content-Type", "application/x-thrift");
  if (!options.user.empty()) {
    std::string quoted;
    otlp::AppendBase64(options.user + ":" + options.password, &quoted);
    connection.headers.emplace_back("Authorization",
                                    "Basic " + quoted.substr(1, quoted.size() - 2));
  }
  return connection;
}

class Requests final : public Transport {
 public:
  explicit Requests(const JaegerExporterOptions& options) : connection_(ConnectionTo(options)) {}

  Outcome Send(std::string_view packet, otlp::TimePoint deadline,
               otlp::Cancellation* cancellation) override {
    otlp::Attempt last = connection_.Post(packet, deadline, cancellation);
    if (last.verdict == otlp::Verdict::kDelivered) return {};
    return {last.message.empty() ? "not delivered" : std::move(last.message), false};
  }

  Form form() const override { return Form::kBinaryBatch; }
  std::size_t max_size() const override { return kMaxBodyBytes; }
  std::string where() const override { return otlp::LoggableUrl(connection_.url()); }

 private:
  otlp::RetryingConnection connection_;
};

}  // namespace

std::unique_ptr<Transport> MakeTransport(const JaegerExporterOptions& options) {
  if (options.endpoint.empty()) return std::make_unique<Datagrams>(options);
  return std::make_unique<Requests>(options);
}

}  // namespace tracebridge::jaeger
