#include "otel_core/exporters/prometheus/src/scrape_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cerrno>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "otel_core/exporters/otlp/src/http/gzip.h"
#include "otel_core/exporters/prometheus/src/open_sockets.h"
#include "otel_core/sdk/src/common/deadline.h"
#include "otel_core/state/src/block_signals.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge::prometheus_exporter {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr char kPath[] = "/metrics";
// metrics/sdk_exporters/prometheus.md, "Version and Format": "MUST support version `0.0.4` of the Text-based format".
constexpr char kContentType[] = "text/plain; version=0.0.4; charset=utf-8";
constexpr std::uint32_t kMaxHead = 8192;
constexpr std::size_t kBuffer = 16384;
constexpr std::chrono::milliseconds kAcceptAgain{100};
constexpr std::chrono::seconds kLinger{2};

// A response is as large as the page. Of more at once than a few Prometheus servers ask for, the one whose reader takes longest
// ends.
constexpr std::size_t kMostPages = 8;
constexpr int kAcceptsAtOnce = 16;

using Request = http::request<http::empty_body>;
using Response = http::response<http::string_body>;

// Returns whether the peer sent what is not HTTP; not, whether it went away or was too slow.
bool IsMalformed(const beast::error_code& error) {
  static const auto& http_category = http::make_error_code(http::error::bad_method).category();
  return error.category() == http_category && error != http::error::end_of_stream &&
         error != http::error::partial_message;
}

Response Plain(http::status status, std::string text) {
  Response response(status, 11);
  response.set(http::field::content_type, "text/plain; charset=utf-8");
  response.body() = std::move(text);
  return response;
}

// RFC 9110, "Accept-Encoding": a quality of 0 is "not acceptable".
bool TakesGzip(beast::string_view accepted) {
  for (const auto& [coding, parameters] : http::ext_list{accepted}) {
    if (!beast::iequals(coding, "gzip")) continue;
    for (const auto& [name, value] : parameters) {
      const bool is_zero = value.find_first_of("123456789") == beast::string_view::npos;
      if (beast::iequals(name, "q") && is_zero) return false;
    }
    return true;
  }
  return false;
}

Response Metrics(const Request& request, const ScrapeServer::Page& page) {
  Response response(http::status::ok, 11);
  response.set(http::field::content_type, kContentType);
  response.body() = page();
  std::string zipped;
  if (TakesGzip(request[http::field::accept_encoding]) && otlp::Gzip(response.body(), &zipped)) {
    response.body() = std::move(zipped);
    response.set(http::field::content_encoding, "gzip");
  }
  return response;
}

// Nothing: the request is for the page.
std::optional<Response> Refusal(const Request& request) {
  const beast::string_view target = request.target();
  if (target.substr(0, target.find('?')) != kPath) {
    return Plain(http::status::not_found, "Metrics are at /metrics.\n");
  }
  if (request.method() == http::verb::get || request.method() == http::verb::head) return {};
  Response response = Plain(http::status::method_not_allowed, "GET only.\n");
  response.set(http::field::allow, "GET, HEAD");
  return response;
}

Response Answer(const Request& request, const ScrapeServer::Page& page) {
  try {
    return Metrics(request, page);
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
    return Plain(http::status::internal_server_error, "The metrics could not be collected.\n");
  }
}

}  // namespace

// All but Start(), Stop() and what they touch runs on the thread.
class ScrapeServer::State {
 public:
  State(const ListeningSocket& socket, Page page, const ScrapeLimits& limits)
      : page_(std::move(page)),
        limits_(limits),
        protocol_(socket.is_ipv6 ? tcp::v6() : tcp::v4()),
        acceptor_(context_),
        accept_again_(context_) {
    acceptor_.assign(protocol_,
                     socket.descriptor);  // the last that throws: then it is still the caller's
    sockets_.Note(socket.descriptor);
  }
  ~State() { CloseAcceptor(); }

  void Start() {
    const state::BlockSignals blocked;
    thread_ = std::thread([this] { Run(); });
  }

  bool IsOfThisProcess() const { return process_ == tracebridge_state_v1_process(); }

  bool IsOwnThread() const noexcept { return thread_id_.load() == std::this_thread::get_id(); }

  bool Stop(std::chrono::microseconds timeout) {
    const sdk::Deadline deadline(timeout);
    if (!must_close_.exchange(true)) context_.stop();  // which needs no memory
    if (IsOwnThread()) return true;
    std::unique_lock<std::mutex> lock(mutex_);
    return deadline.Wait(stopped_, lock, [this] { return has_stopped_; });
  }

  void Join() { thread_.join(); }

  // On the thread itself, which deletes this when it ends. After Stop().
  void LeaveAlone() {
    is_left_alone_ = true;
    thread_.detach();
  }

 private:
  class Connection;
  using Connections = std::list<Connection*>;

  void Run() noexcept {
    thread_id_.store(std::this_thread::get_id());
    while (!is_closing_) {
      try {
        context_.restart();
        if (must_close_) Close();
        if (!is_accepting_ && !is_closing_) Accept();
        context_.run();
      } catch (...) {
        Count(Diagnostic::kOutOfMemory);  // of a connection, which has ended with its handler
        std::this_thread::sleep_for(kAcceptAgain);
      }
    }
    std::unique_lock<std::mutex> lock(mutex_);
    has_stopped_ = true;
    stopped_.notify_all();
    lock.unlock();
    if (is_left_alone_) delete this;
  }

  void Accept() {
    acceptor_.async_wait(tcp::acceptor::wait_read, [this](const beast::error_code& error) {
      is_accepting_ = false;
      if (!error) OnAcceptable();
    });
    is_accepting_ = true;
  }

  void AcceptLater() {
    accept_again_.expires_after(kAcceptAgain);
    accept_again_.async_wait([this](const beast::error_code& error) {
      is_accepting_ = false;
      if (!error) Accept();
    });
    is_accepting_ = true;
  }

  std::size_t size() const {
    return lingering_.size() + waiting_.size() + refused_.size() + scraping_.size();
  }

  void OnAcceptable();
  void MakeRoom();
  void Begin(int descriptor);
  void Close();

  void CloseAcceptor() {
    if (!acceptor_.is_open()) return;
    sockets_.Forget(acceptor_.native_handle());
    beast::error_code ignored;
    acceptor_.close(ignored);
  }

  const std::uint32_t process_ = tracebridge_state_v1_process();
  const Page page_;
  const ScrapeLimits limits_;
  const tcp protocol_;
  OpenSockets sockets_;
  // Each connection is in one of these, in the order in which it came there; in none when it ends.
  Connections lingering_;  // their response is sent
  Connections waiting_;    // for a request
  Connections refused_;    // their response is short, and on its way
  Connections scraping_;   // the page is on its way
  bool is_accepting_ = false;
  bool is_closing_ = false;
  asio::io_context context_{1};  // its handlers own the connections, which refer to what is above
  tcp::acceptor acceptor_;
  asio::steady_timer accept_again_;

  std::thread thread_;
  std::atomic<std::thread::id> thread_id_{std::thread::id()};
  std::atomic<bool> must_close_{false};
  bool is_left_alone_ = false;  // for the thread
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool has_stopped_ = false;
};

// One request and its response. Each step's handler keeps it alive.
class ScrapeServer::State::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(State& server, tcp::socket socket)
      : server_(server), own_(1, this), stream_(std::move(socket)) {
    MoveTo(&server_.waiting_);
    server_.sockets_.Note(stream_.socket().native_handle());
  }
  ~Connection() { Cancel(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void Start() {
    parser_.header_limit(kMaxHead);
    stream_.expires_after(server_.limits_.request_timeout);
    http::async_read_header(stream_, buffer_, parser_,
                            [self = shared_from_this()](const beast::error_code& error,
                                                        std::size_t) { self->OnHead(error); });
  }

  // The pending step fails, and the last reference goes with it.
  void Cancel() {
    MoveTo(&own_);
    if (!stream_.socket().is_open()) return;
    server_.sockets_.Forget(stream_.socket().native_handle());
    stream_.close();
  }

 private:
  void MoveTo(Connections* list) noexcept {
    list->splice(list->end(), *list_, place_);
    list_ = list;
  }

  void OnHead(const beast::error_code& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
      return Refuse(Plain(http::status::request_header_fields_too_large, "Too long.\n"));
    }
    if (IsMalformed(error)) return Refuse(Plain(http::status::bad_request, error.message() + "\n"));
    if (error) return;
    if (auto refusal = Refusal(parser_.get())) return Refuse(*std::move(refusal));
    if (server_.scraping_.size() >= kMostPages) server_.scraping_.front()->Cancel();
    MoveTo(&server_.scraping_);
    Send(Answer(parser_.get(), server_.page_));
  }

  void Refuse(Response response) {
    MoveTo(&server_.refused_);
    Send(std::move(response));
  }

  void Send(Response response) {
    response_ = std::move(response);
    response_.keep_alive(false);
    response_.prepare_payload();
    if (parser_.get().method() == http::verb::head) response_.body().clear();
    stream_.expires_after(server_.limits_.response_timeout);
    http::async_write(stream_, response_,
                      [self = shared_from_this()](const beast::error_code& error, std::size_t) {
                        if (!error) self->OnSent();
                      });
  }

  // What else the peer sent is read: closing before would take the response away from it.
  void OnSent() {
    MoveTo(&server_.lingering_);
    response_ = Response();
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kLinger);
    Discard();
  }

  void Discard() {
    stream_.async_read_some(
        asio::buffer(discarded_),
        [self = shared_from_this()](const beast::error_code& error, std::size_t) {
          if (!error) self->Discard();  // until the time is over
        });
  }

  State& server_;
  Connections own_;  // its node, when the connection is in no list of the server's
  Connections* list_ = &own_;
  const Connections::iterator place_ = own_.begin();
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{kMaxHead + kBuffer};
  http::request_parser<http::empty_body> parser_;
  Response response_;
  std::array<char, 4096> discarded_;
};

void ScrapeServer::State::OnAcceptable() {
  for (int i = 0; i < kAcceptsAtOnce; ++i) {
    MakeRoom();
    const int descriptor =
        accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (descriptor >= 0) {
      Begin(descriptor);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      break;
    } else if (errno != ECONNABORTED && errno != EINTR) {
      return AcceptLater();  // no file to be had, most likely
    }
  }
  Accept();
}

// A page on its way is what others come for: it goes last.
void ScrapeServer::State::MakeRoom() {
  if (size() < limits_.max_connections) return;
  for (Connections* const list : {&lingering_, &waiting_, &refused_, &scraping_}) {
    if (!list->empty()) return list->front()->Cancel();
  }
}

void ScrapeServer::State::Begin(int descriptor) {
  tcp::socket socket(context_);
  try {
    socket.assign(protocol_, descriptor);
  } catch (...) {
    close(descriptor);
    throw;
  }
  std::make_shared<Connection>(*this, std::move(socket))->Start();
}

void ScrapeServer::State::Close() {
  is_closing_ = true;
  CloseAcceptor();
  accept_again_.cancel();
  for (Connections* const list : {&lingering_, &waiting_, &refused_, &scraping_}) {
    while (!list->empty()) list->front()->Cancel();
  }
}

ScrapeServer::ScrapeServer(const ListeningSocket& socket, Page page, const ScrapeLimits& limits) {
  std::unique_ptr<State> state;
  try {
    state = std::make_unique<State>(socket, std::move(page), limits);
  } catch (...) {
    close(socket.descriptor);
    throw;
  }
  state->Start();
  state_ = state.release();
}

ScrapeServer::~ScrapeServer() {
  if (!state_->IsOfThisProcess()) return;
  Stop(std::chrono::microseconds::max());
  if (state_->IsOwnThread()) {
    state_->LeaveAlone();
    return;
  }
  state_->Join();
  delete state_;
}

bool ScrapeServer::Stop(std::chrono::microseconds timeout) noexcept {
  if (!state_->IsOfThisProcess()) return true;
  try {
    return state_->Stop(timeout);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return false;
  }
}

}  // namespace tracebridge::prometheus_exporter
