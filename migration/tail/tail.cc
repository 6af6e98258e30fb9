#include "migration/tail/tail.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <exception>
#include <ostream>
#include <utility>

#include "migration/tail/atomic_file.h"
#include "migration/tail/datagrams.h"
#include "migration/tail/host_name.h"
#include "migration/tail/html_page.h"
#ifdef TRACEBRIDGE_HAS_THRIFT
#include "migration/tail/jaeger_decoder.h"
#endif
#include "migration/tail/metric_json.h"
#include "migration/tail/metric_text.h"
#include "migration/tail/text.h"
#include "migration/tail/trace_json.h"

namespace tracebridge::tail {
namespace {
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPageInterval{500};  // between two writes of the HTML page
constexpr std::chrono::seconds kGoodbye{2};              // for requests that have begun
constexpr size_t kMaxReportedRefusals = 20;

using DecodeDatagram = DecodeResult (*)(std::string_view, const DecodeLimits&);

#ifdef TRACEBRIDGE_HAS_THRIFT
constexpr bool kReceivesJaeger = true;
constexpr DecodeDatagram kDecodeRequest = DecodeJaegerBatch;
DecodeResult DecodeCompact(std::string_view datagram, const DecodeLimits& limits) {
  return DecodeJaegerCall(datagram, JaegerEncoding::kCompact, limits);
}
DecodeResult DecodeBinary(std::string_view datagram, const DecodeLimits& limits) {
  return DecodeJaegerCall(datagram, JaegerEncoding::kBinary, limits);
}
#else
constexpr bool kReceivesJaeger = false;
constexpr DecodeDatagram kDecodeRequest = nullptr;
constexpr DecodeDatagram DecodeCompact = nullptr;
constexpr DecodeDatagram DecodeBinary = nullptr;
#endif

std::string HostPort(const std::string& host, uint16_t port) {
  const bool is_six = host.find(':') != host.npos;
  return (is_six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

class Tail {
 public:
  Tail(const TailOptions& options, std::ostream& out, std::ostream& err)
      : options_(options),
        out_(out),
        err_(err),
        store_(options.store),
        signals_(context_, SIGINT, SIGTERM),
        finish_timer_(context_),
        page_timer_(context_),
        exit_timer_(context_),
        server_(context_, LimitsFor(options)) {}

  int Run() {
    const auto port = server_.Listen(options_.listen_host, options_.listen_port);
    if (const auto* error = std::get_if<std::string>(&port)) return FailToStart(*error);
    const std::string url = "http://" + HostPort(options_.listen_host, std::get<uint16_t>(port));
    std::string urls = url + "\n";
    std::string also;
    const auto listen = [&](const std::optional<Address>& address, Datagrams& datagrams,
                            const char* encoding) -> std::optional<std::string> {
      if (!address) return std::nullopt;
      const auto bound = datagrams.Listen(address->host, address->port);
      if (const auto* error = std::get_if<std::string>(&bound)) return *error;
      const std::string where = HostPort(address->host, std::get<uint16_t>(bound));
      urls += "jaeger-" + std::string(encoding) + "://" + where + "\n";
      also += "tracebridge tail: listening for Jaeger's datagrams on " + where + " (" + encoding +
              ")\n";
      return std::nullopt;
    };
    if (const auto error = listen(options_.jaeger_compact, compact_, "compact")) {
      return FailToStart(*error);
    }
    if (const auto error = listen(options_.jaeger_binary, binary_, "binary")) {
      return FailToStart(*error);
    }
    if (!options_.url_file.empty()) {
      if (const auto error = WriteAtomically(options_.url_file, urls)) {
        return FailToStart(*error);
      }
    }
    if (!options_.html_file.empty()) {
      if (const auto error = WriteAtomically(options_.html_file, page_.Text())) {
        return FailToStart(*error);
      }
    }
    err_ << "tracebridge tail: listening on " << url << "/v1/traces" << std::endl;
    err_ << also << std::flush;
    if (IsPublic()) {
      err_ << "tracebridge tail: everybody who reaches this address can send traces" << std::endl;
    }

    const OtlpEndpoint endpoint(
        EndpointOptionsFor(std::get<uint16_t>(port)),
        [this](std::vector<Span> spans) { OnSpans(std::move(spans)); },
        [this](const std::vector<Metric>& metrics) { Show(metrics); });
    server_.Serve(endpoint,
                  [this](int status, const std::string& reason) { OnRefused(status, reason); });
    if (options_.jaeger_compact) Serve(compact_, DecodeCompact);
    if (options_.jaeger_binary) Serve(binary_, DecodeBinary);
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) Stop();
    });
    if (options_.exit_after) {
      exit_timer_.expires_after(*options_.exit_after);
      exit_timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) Stop();
      });
    }
    RunContext();
    return Finish();
  }

 private:
  static ServerLimits LimitsFor(const TailOptions& options) {
    ServerLimits limits;
    limits.max_bodies = std::max(limits.max_bodies, 2 * options.max_body);
    return limits;
  }

  bool IsPublic() const {
    const auto is_public = [](const std::optional<Address>& address) {
      return address && address->host != "localhost" && !IsLoopback(address->host);
    };
    return !IsLoopback(options_.listen_host) || is_public(options_.jaeger_compact) ||
           is_public(options_.jaeger_binary);
  }

  // Nobody reads an answer to a datagram: what is refused is told here, and counted.
  void Serve(Datagrams& datagrams, DecodeDatagram decode) {
    datagrams.Serve([this, decode](std::string_view datagram) {
      DecodeResult result = decode(datagram, DecodeLimits());
      if (const auto* error = std::get_if<DecodeError>(&result)) {
        return OnRefusedDatagram(error->message);
      }
      auto& traces = std::get<DecodedTraces>(result);
      if (traces.rejected_spans != 0) OnRefusedDatagram(traces.rejection);
      OnSpans(std::move(traces.spans));
    });
  }

  EndpointOptions EndpointOptionsFor(uint16_t port) const {
    EndpointOptions endpoint;
    endpoint.listen_host = options_.listen_host;
    endpoint.port = port;
    endpoint.allowed_hosts = options_.allowed_hosts;
    endpoint.max_body = options_.max_body;
    if (kReceivesJaeger) endpoint.decode_jaeger = kDecodeRequest;
    return endpoint;
  }

  // What throws (no memory, most likely) costs its own connection, not the others.
  void RunContext() {
    while (true) {
      try {
        context_.run();
        return;
      } catch (const std::exception& exception) {
        err_ << "tracebridge tail: " << exception.what() << std::endl;
      }
    }
  }

  int FailToStart(const std::string& error) {
    err_ << "tracebridge tail: " << error << std::endl;
    return 2;
  }

  void OnSpans(std::vector<Span> spans) {
    store_.Add(std::move(spans), Clock::now());
    if (options_.exit_after_spans && store_.counts().spans >= *options_.exit_after_spans) {
      return Stop();
    }
    ScheduleFinish();
  }

  // At once: there is nothing to wait for.
  void Show(const std::vector<Metric>& metrics) {
    for (const Metric& metric : metrics) {
      points_ += metric.points.size();
      (options_.json ? WriteMetricJson : WriteMetricLines)(metric, out_);
    }
    out_ << std::flush;
    if (!out_) Stop();  // whoever read it is gone
  }

  void OnRefused(int status, const std::string& reason) {
    if (++refused_requests_ > kMaxReportedRefusals) return;
    err_ << "tracebridge tail: refused with " << status << ": " << reason << std::endl;
  }

  void OnRefusedDatagram(const std::string& reason) {
    if (++refused_datagrams_ > kMaxReportedRefusals) return;
    err_ << "tracebridge tail: refused a datagram: " << TerminalText(reason) << std::endl;
  }

  void ScheduleFinish() {
    const auto next = store_.NextFinish();
    if (!next || is_stopping_) return;
    finish_timer_.expires_at(*next);
    finish_timer_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      for (const Trace* trace : store_.TakeFinished(Clock::now())) Show(*trace);
      ScheduleFinish();
    });
  }

  void Show(const Trace& trace) {
    if (shown_traces_ != 0 && !options_.json) out_ << '\n';
    out_ << (options_.json ? TraceJson(trace) : PrintTree(trace, options_.print)) << std::flush;
    if (!out_) Stop();  // whoever read it is gone
    if (trace.times_finished == 0) ++shown_traces_;
    if (!options_.html_file.empty()) {
      page_.Update(trace);
      SchedulePage();
    }
    if (options_.exit_after_traces && shown_traces_ >= *options_.exit_after_traces) Stop();
  }

  void SchedulePage() {
    if (page_is_due_ || is_stopping_) return;
    page_is_due_ = true;
    page_timer_.expires_after(kPageInterval);
    page_timer_.async_wait([this](const boost::system::error_code& error) {
      if (!error) WritePage();
    });
  }

  void WritePage() {
    page_is_due_ = false;
    if (const auto error = WriteAtomically(options_.html_file, page_.Text())) {
      err_ << "tracebridge tail: " << *error << std::endl;
    }
  }

  // context_.run() returns once the requests that have begun are answered.
  void Stop() {
    if (is_stopping_) return;
    is_stopping_ = true;
    signals_.cancel();
    finish_timer_.cancel();
    page_timer_.cancel();
    exit_timer_.expires_after(kGoodbye);
    exit_timer_.async_wait([this](const boost::system::error_code& error) {
      if (!error) context_.stop();
    });
    compact_.Close();
    binary_.Close();
    server_.Close([this] { exit_timer_.cancel(); });
  }

  int Finish() {
    for (const Trace* trace : store_.TakeUnfinished()) Show(*trace);
    if (!options_.html_file.empty()) WritePage();
    ReportCounts();
    const std::vector<std::string> unmet =
        Unmet(options_.expectations, store_.All(), store_.counts());
    for (const std::string& sentence : unmet) {
      err_ << "tracebridge tail: " << sentence << std::endl;
    }
    return unmet.empty() ? 0 : 1;
  }

  void ReportCounts() {
    const StoreCounts& counts = store_.counts();
    const auto count = [](size_t number, const std::string& what) {
      return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
    };
    std::string text =
        "received " + count(counts.spans, "span") + " in " + count(counts.traces, "trace");
    const auto add = [&](size_t number, const std::string& what, const char* fate) {
      if (number != 0) text += ", " + count(number, what) + fate;
    };
    add(counts.duplicate_spans, "duplicate", " left out");
    add(counts.dropped_spans, "span", " beyond the limit of a trace dropped");
    add(counts.evicted_traces, "trace", " evicted to save memory");
    add(points_, "point", " of metrics");
    add(refused_requests_, "request", " refused");
    add(refused_datagrams_, "datagram", " refused, whole or in part");
    err_ << "tracebridge tail: " << text;
    err_ << std::endl;
  }

  const TailOptions options_;
  std::ostream& out_;
  std::ostream& err_;
  TraceStore store_;
  HtmlPage page_;
  size_t shown_traces_ = 0;
  size_t points_ = 0;  // of metrics
  size_t refused_requests_ = 0;
  size_t refused_datagrams_ = 0;
  bool page_is_due_ = false;
  bool is_stopping_ = false;
  boost::asio::io_context context_{1};
  boost::asio::signal_set signals_;
  boost::asio::steady_timer finish_timer_;
  boost::asio::steady_timer page_timer_;
  boost::asio::steady_timer exit_timer_;
  HttpServer server_;
  Datagrams compact_{context_};
  Datagrams binary_{context_};
};

}  // namespace

bool ReceivesJaeger() { return kReceivesJaeger; }

int RunTail(const TailOptions& options, std::ostream& out, std::ostream& err) {
  return Tail(options, out, err).Run();
}

}  // namespace tracebridge::tail
