// An HTTP connection that sends a body until it arrives, is refused, or its time is over.
#pragma once

#include <memory>
#include <string_view>

#include "otel_core/exporters/otlp/src/http/cancellation.h"
#include "otel_core/exporters/otlp/src/http/delivery.h"
#include "otel_core/exporters/otlp/src/http/http_connection.h"

namespace tracebridge::otlp {

// One thread at a time.
class RetryingConnection {
 public:
  // Connects to nothing yet.
  explicit RetryingConnection(ConnectionOptions connection, const RetryPolicy& retry = {});

  // Returns what came of `body`, as Deliver does. Throws std::bad_alloc.
  Attempt Post(std::string_view body, TimePoint deadline, Cancellation* cancellation);

  const std::string& url() const noexcept { return options_.url; }

 private:
  const ConnectionOptions options_;
  const RetryPolicy retry_;
  std::unique_ptr<HttpConnection> connection_;  // from the first body on
};

}  // namespace tracebridge::otlp
