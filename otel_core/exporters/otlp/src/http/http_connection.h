// One keep-alive HTTP connection to a collector, by libcurl.
//
// Made in the process that sends, on its first request. Redirects are not followed unless asked for: a batch goes to
// the host that was configured or nowhere. Requests are not traced: nothing here uses the API.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "otel_core/exporters/otlp/src/http/cancellation.h"
#include "otel_core/exporters/otlp/src/http/delivery.h"

namespace tracebridge::otlp {

struct ConnectionOptions {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  bool insecure_skip_verify = false;
  // Of each pair the path wins; both empty is libcurl's default.
  std::string ca_path, ca_text;                                  // PEM
  std::string client_key_path, client_key_text;                  // PEM
  std::string client_certificate_path, client_certificate_text;  // PEM
  std::string min_tls, max_tls;  // "1.2" or "1.3"; empty is the library's
  std::string cipher;            // OpenSSL names, up to TLS 1.2
  std::string cipher_suite;      // TLS 1.3
  std::string proxy;             // empty: what the environment says (http_proxy ...)
  bool proxy_tunnel = false;     // with CONNECT, also for http
  long max_redirects = 0;
  std::chrono::milliseconds connect_timeout{0};  // 0: libcurl's
};

// One thread at a time.
class HttpConnection {
 public:
  // Null without memory. Where the program has taken its TLS library down, one that refuses all.
  static std::unique_ptr<HttpConnection> Open(const ConnectionOptions& options);

  // Closes the connection, unless this process inherited it: what it would say when it closes a TLS
  // session is the parent's to say. Nor a TLS session whose library has been taken down.
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // Posts `body`, and blocks until the response has arrived, `deadline` or Cancel(). Failing to connect
  // and losing the connection are transient.
  Attempt Post(std::string_view body, TimePoint deadline, Cancellation* cancellation);

 private:
  struct Handles;
  explicit HttpConnection(std::unique_ptr<Handles> handles);

  std::unique_ptr<Handles> handles_;
};

}  // namespace tracebridge::otlp
