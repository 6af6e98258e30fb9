// libcurl and the TLS library below it, in a process that ends while threads export.
//
// OpenSSL takes itself down in an exit handler: while a thread is in the middle of a request, and before the last spans of a tracer that
// is destroyed later have left. Where the first request here is its first use it does not do so: a process that ends has no need of it.
// A program that has used it before keeps its handler; requests over TLS then end before that runs, and none begins after it.
#pragma once

#include <pthread.h>

#include <cstdint>
#include <string>

#include "otel_core/exporters/otlp/src/http/cancellation.h"

namespace tracebridge::otlp {

// Sets libcurl up, once. To be called before any other function of libcurl, on the thread that requests. False when the TLS library was
// taken down before: then no function of libcurl may be called. A millisecond the first time. Safe from any thread.
bool PrepareHttp() noexcept;

// The same for whoever makes what requests later, an exporter for instance: the first request may be that of a process that ends,
// where it is too late.
void PrepareHttpAhead() noexcept;

// Has PrepareHttpAhead() do nothing, but where `uses_tls` ask OpenSSL for no exit handler. For a library that is there before main(),
// which may set OpenSSL up in a way of its own: what comes first counts.
void PrepareHttpAtFirstRequest(bool uses_tls) noexcept;

// Whether a request to `url` may use TLS, as far as can be told beforehand. No `proxy`: as the environment says.
bool MayUseTls(const std::string& url, const std::string& proxy = {},
               long max_redirects = 0) noexcept;

inline constexpr char kTlsHasEnded[] = "the program is ending and has taken down its TLS library";

// A request, or another use of what TLS has made. While it lives the TLS library is not taken down: who does that cancels
// `cancellation`, and waits for a second at most. Safe from any thread; a forked child has none of its parent's.
class TlsRequest {
 public:
  // After PrepareHttp().
  explicit TlsRequest(Cancellation* cancellation) noexcept;
  ~TlsRequest();
  TlsRequest(const TlsRequest&) = delete;
  TlsRequest& operator=(const TlsRequest&) = delete;

  // False when the TLS library has been taken down: what it made must not even be freed.
  bool may_run() const noexcept { return may_run_; }

 private:
  friend struct TlsRequestList;

  Cancellation* const cancellation_;
  const pthread_t thread_ = pthread_self();
  const std::uint32_t process_;
  bool may_run_ = false;
  TlsRequest* previous_ = nullptr;
  TlsRequest* next_ = nullptr;
};

}  // namespace tracebridge::otlp
