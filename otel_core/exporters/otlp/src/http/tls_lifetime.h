// The TLS library below libcurl, in a process that ends while threads export.
//
// OpenSSL takes itself down in an exit handler: while a thread is in the middle of a request, and before the last spans of a tracer that
// is destroyed later have left. Where tracebridge uses it first it does not do so: a process that ends has no need of it. A program that
// has initialised it before keeps its handler; requests then end before that runs, and none begins after it.
#pragma once

#include "otel_core/exporters/otlp/src/http/cancellation.h"

namespace tracebridge::otlp {

// Sets libcurl and its TLS library up, once, on the thread that sets an exporter up: a thread that does so at its first request may meet
// the end of the process there. A millisecond or two.
void PrepareHttp() noexcept;

// Whether the TLS library has been taken down: what it made must not even be freed.
bool TlsHasEnded() noexcept;

// One request. While it lives the TLS library is not taken down: whoever ends the process cancels `cancellation` and waits, for a
// second at most. Safe from any thread; a forked child has none of its parent's.
class TlsRequest {
 public:
  explicit TlsRequest(Cancellation* cancellation) noexcept;
  ~TlsRequest();
  TlsRequest(const TlsRequest&) = delete;
  TlsRequest& operator=(const TlsRequest&) = delete;

  // False when the TLS library has been taken down.
  bool may_run() const noexcept { return may_run_; }

 private:
  friend class TlsRequests;

  Cancellation* const cancellation_;
  bool may_run_ = false;
  TlsRequest* previous_ = nullptr;
  TlsRequest* next_ = nullptr;
};

}  // namespace tracebridge::otlp
