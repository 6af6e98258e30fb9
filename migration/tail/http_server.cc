#include "migration/tail/http_server.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <list>
#include <new>
#include <utility>

namespace tracebridge::tail {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {
constexpr size_t kReadBuffer = 64 * 1024;
constexpr std::chrono::seconds kLingerTimeout{2};
constexpr std::chrono::milliseconds kAcceptRetry{100};

template <class Fields>
std::vector<std::string> FieldsNamed(const Fields& fields, http::field name) {
  std::vector<std::string> values;
  const auto [first, last] = fields.equal_range(name);
  for (auto field = first; field != last; ++field) values.emplace_back(field->value());
  return values;
}

std::vector<std::string> FieldsNamed(const http::fields& fields, const char* name) {
  std::vector<std::string> values;
  const auto [first, last] = fields.equal_range(name);
  for (auto field = first; field != last; ++field) values.emplace_back(field->value());
  return values;
}

// Returns whether the peer sent what is not HTTP; not, whether it went away or was too slow.
bool IsMalformed(const beast::error_code& error) {
  static const auto& http_category = http::make_error_code(http::error::bad_method).category();
  return error.category() == http_category && error != http::error::end_of_stream &&
         error != http::error::partial_message;
}

}  // namespace

class Connection;

// What the connections share. They and it keep each other alive, until the context is destroyed.
class HttpConnections : public std::enable_shared_from_this<HttpConnections> {
 public:
  HttpConnections(asio::io_context& context, const ServerLimits& limits)
      : limits(limits), context_(context), acceptor_(context), retry_(context) {}

  std::variant<uint16_t, std::string> Listen(const std::string& host, uint16_t port);
  void Serve(const OtlpEndpoint& endpoint, HttpServer::OnRefused on_refused);
  void Close(std::function<void()> on_closed);

  // A connection that waits for a request may be closed in favour of a new one.
  struct Entry {
    Connection* connection;
    bool waits;
  };
  using Entries = std::list<Entry>;  // the one that waits longest first

  Entries::iterator Add(Connection* connection);
  void Remove(Entries::iterator entry);
  void SetWaits(Entries::iterator entry, bool waits);

  bool is_closing() const { return is_closing_; }
  const OtlpEndpoint& endpoint() const { return *endpoint_; }
  void Report(const Reply& refusal) const { on_refused_(refusal.status, refusal.reason); }

  const ServerLimits limits;
  size_t body_bytes = 0;

 private:
  void Accept();
  void OnAccept(const beast::error_code& error, tcp::socket socket);
  void CloseLongestIdle(const Connection& except);

  asio::io_context& context_;
  tcp::acceptor acceptor_;
  asio::steady_timer retry_;
  const OtlpEndpoint* endpoint_ = nullptr;
  HttpServer::OnRefused on_refused_;
  Entries entries_;
  std::function<void()> on_closed_;
  bool is_full_ = false;
  bool is_closing_ = false;
};

// One connection: read a head, judge it, read the body, answer, again.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Shared = HttpConnections;

  Connection(std::shared_ptr<Shared> shared, tcp::socket socket)
      : shared_(std::move(shared)), entry_(shared_->Add(this)), stream_(std::move(socket)) {}
  ~Connection() {
    ChargeBody(0);
    shared_->Remove(entry_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void Start() { ReadHead(shared_->limits.head_timeout); }

  // The pending operation fails, and the last reference to this goes with it.
  void Cancel() { stream_.close(); }

 private:
  void ReadHead(std::chrono::milliseconds timeout) {
    ChargeBody(0);
    head_ = {};
    if (shared_->is_closing()) return;
    shared_->SetWaits(entry_, true);
    parser_.emplace();
    parser_->header_limit(static_cast<uint32_t>(shared_->limits.max_head));
    parser_->body_limit(UINT64_MAX);  // AfterBodyPart() answers 413 instead of an error
    stream_.expires_after(timeout);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](const beast::error_code& error, size_t) {
                              self->OnHead(error);
                            });
  }

  void OnHead(const beast::error_code& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
      return RefuseAndClose(Refused(BodyType::kJson, 431, "the header fields are too large"));
    }
    if (IsMalformed(error)) {
      return RefuseAndClose(shared_->endpoint().Malformed(head_, error.message()));
    }
    if (error) return;
    shared_->SetWaits(entry_, false);
    ReadRequestHead();
    if (std::optional<Reply> refused = shared_->endpoint().Refuse(head_)) {
      return RefuseAndClose(*std::move(refused));
    }
    if (!ChargeBody(static_cast<size_t>(head_.content_length.value_or(0)))) return RefuseBusy();
    stream_.expires_after(shared_->limits.body_timeout);
    if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) return Continue();
    ReadBody();
  }

  void ReadRequestHead() {
    const auto& request = parser_->get();
    head_.method = std::string(request.method_string());
    head_.target = std::string(request.target());
    head_.host = FieldsNamed(request.base(), http::field::host);
    head_.origin = FieldsNamed(request.base(), http::field::origin);
    head_.fetch_site = FieldsNamed(request.base(), "Sec-Fetch-Site");
    head_.content_type = FieldsNamed(request.base(), http::field::content_type);
    head_.content_encoding = FieldsNamed(request.base(), http::field::content_encoding);
    const auto length = parser_->content_length();
    head_.content_length = length ? std::optional<uint64_t>(*length) : std::nullopt;
  }

  void Continue() {
    static constexpr char kContinue[] = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(kContinue, sizeof(kContinue) - 1),
                      [self = shared_from_this()](const beast::error_code& error, size_t) {
                        if (!error) self->ReadBody();
                      });
  }

  void ReadBody() {
    if (parser_->is_done()) return Answer();
    http::async_read_some(stream_, buffer_, *parser_,
                          [self = shared_from_this()](const beast::error_code& error, size_t) {
                            self->AfterBodyPart(error);
                          });
  }

  void AfterBodyPart(const beast::error_code& error) {
    if (IsMalformed(error)) {
      return RefuseAndClose(shared_->endpoint().Malformed(head_, error.message()));
    }
    if (error) return;
    const size_t size = parser_->get().body().size();
    if (size > shared_->endpoint().max_body()) {
      return RefuseAndClose(shared_->endpoint().TooLarge(head_));
    }
    if (!ChargeBody(
            std::max<size_t>(size, static_cast<size_t>(head_.content_length.value_or(0))))) {
      return RefuseBusy();
    }
    ReadBody();
  }

  // Replaces what this connection holds of the memory for bodies. Returns false if that is too
  // much.
  bool ChargeBody(size_t bytes) {
    shared_->body_bytes += bytes - charged_;
    charged_ = bytes;
    return shared_->body_bytes <= shared_->limits.max_bodies;
  }

  void RefuseBusy() { RefuseAndClose(shared_->endpoint().Busy(head_)); }

  void Answer() {
    Reply reply;
    try {
      reply = shared_->endpoint().Receive(head_, std::move(parser_->get().body()));
    } catch (const std::bad_alloc&) {
      reply = shared_->endpoint().Busy(head_);
    }
    Send(std::move(reply), parser_->get().keep_alive() && !shared_->is_closing());
  }

  void RefuseAndClose(Reply reply) { Send(std::move(reply), false); }

  void Send(Reply reply, bool keep_alive) {
    shared_->SetWaits(entry_, false);
    if (reply.status / 100 != 2) shared_->Report(reply);
    response_ = {};
    response_.version(11);
    response_.result(static_cast<unsigned>(reply.status));
    for (const auto& [name, value] : reply.headers) response_.set(name, value);
    response_.set(http::field::cache_control, "no-store");
    response_.set("X-Content-Type-Options", "nosniff");
    if (head_.method != "HEAD") response_.body() = std::move(reply.body);
    response_.keep_alive(keep_alive);
    response_.prepare_payload();
    stream_.expires_after(shared_->limits.body_timeout);
    http::async_write(
        stream_, response_,
        [self = shared_from_this(), keep_alive](const beast::error_code& error, size_t) {
          if (error) return;
          if (keep_alive) return self->ReadHead(self->shared_->limits.idle_timeout);
          if (!self->parser_->is_done()) self->Linger();
        });
  }

  // Closing with unread input would reset the connection, and the answer might never be read.
  void Linger() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kLingerTimeout);
    Discard();
  }

  void Discard() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(kReadBuffer / 2),
                            [self = shared_from_this()](const beast::error_code& error, size_t) {
                              if (!error) self->Discard();
                            });
  }

  const std::shared_ptr<Shared> shared_;
  const Shared::Entries::iterator entry_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{kReadBuffer};
  std::optional<http::request_parser<http::string_body>> parser_;
  RequestHead head_;
  http::response<http::string_body> response_;
  size_t charged_ = 0;
};

std::variant<uint16_t, std::string> HttpConnections::Listen(const std::string& host,
                                                            uint16_t port) {
  beast::error_code error;
  const asio::ip::address address =
      asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
  if (error) return "\"" + host + "\" is not an address";
  const tcp::endpoint endpoint(address, port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return "cannot listen on " + host + ":" + std::to_string(port) + ": " + error.message();
  return acceptor_.local_endpoint().port();
}

void HttpConnections::Serve(const OtlpEndpoint& endpoint, HttpServer::OnRefused on_refused) {
  endpoint_ = &endpoint;
  on_refused_ = std::move(on_refused);
  Accept();
}

void HttpConnections::Accept() {
  if (is_closing_) return;
  acceptor_.async_accept(
      [self = shared_from_this()](const beast::error_code& error, tcp::socket socket) {
        self->OnAccept(error, std::move(socket));
      });
}

void HttpConnections::OnAccept(const beast::error_code& error, tcp::socket socket) {
  if (is_closing_) return;
  if (error) {  // no file descriptors, say: wait until some are free
    retry_.expires_after(kAcceptRetry);
    retry_.async_wait([self = shared_from_this()](const beast::error_code& cancelled) {
      if (!cancelled) self->Accept();
    });
    return;
  }
  const auto connection = std::make_shared<Connection>(shared_from_this(), std::move(socket));
  connection->Start();
  is_full_ = entries_.size() > limits.max_connections;
  if (is_full_) {
    CloseLongestIdle(*connection);  // Remove() goes on
  } else {
    Accept();
  }
}

void HttpConnections::CloseLongestIdle(const Connection& except) {
  for (const Entry& entry : entries_) {
    if (!entry.waits || entry.connection == &except) continue;
    entry.connection->Cancel();
    return;
  }
}

HttpConnections::Entries::iterator HttpConnections::Add(Connection* connection) {
  return entries_.insert(entries_.end(), {connection, true});
}

void HttpConnections::Remove(Entries::iterator entry) {
  entries_.erase(entry);
  if (is_closing_) {
    if (entries_.empty() && on_closed_) std::exchange(on_closed_, nullptr)();
  } else if (is_full_ && entries_.size() <= limits.max_connections) {
    is_full_ = false;
    asio::post(context_, [self = shared_from_this()] { self->Accept(); });
  }
}

void HttpConnections::SetWaits(Entries::iterator entry, bool waits) {
  entry->waits = waits;
  entries_.splice(entries_.end(), entries_, entry);
  if (waits && is_full_) entry->connection->Cancel();
}

void HttpConnections::Close(std::function<void()> on_closed) {
  is_closing_ = true;
  beast::error_code ignored;
  acceptor_.close(ignored);
  retry_.cancel();
  for (const Entry& entry : entries_) {
    if (entry.waits) entry.connection->Cancel();
  }
  if (entries_.empty()) {
    if (on_closed) on_closed();
  } else {
    on_closed_ = std::move(on_closed);
  }
}

HttpServer::HttpServer(asio::io_context& context, const ServerLimits& limits)
    : connections_(std::make_shared<HttpConnections>(context, limits)) {}

HttpServer::~HttpServer() { Close(nullptr); }

std::variant<uint16_t, std::string> HttpServer::Listen(const std::string& host, uint16_t port) {
  return connections_->Listen(host, port);
}

void HttpServer::Serve(const OtlpEndpoint& endpoint, OnRefused on_refused) {
  connections_->Serve(endpoint, std::move(on_refused));
}

void HttpServer::Close(std::function<void()> on_closed) {
  connections_->Close(std::move(on_closed));
}

}  // namespace tracebridge::tail
