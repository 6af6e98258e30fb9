#include "otel_core/exporters/otlp/src/http/retrying_connection.h"

#include <new>
#include <utility>

#include "tracebridge/state.h"

namespace tracebridge::otlp {
namespace {

double Random() { return static_cast<double>(tracebridge_state_v1_random() >> 11) * 0x1.0p-53; }

}  // namespace

RetryingConnection::RetryingConnection(ConnectionOptions connection, const RetryPolicy& retry)
    : options_(std::move(connection)), retry_(retry) {}

Attempt RetryingConnection::Post(std::string_view body, TimePoint deadline,
                                 Cancellation* cancellation) {
  if (!connection_) connection_ = HttpConnection::Open(options_);
  if (!connection_) throw std::bad_alloc();
  const Timer timer{
      [] { return std::chrono::steady_clock::now(); },
      [cancellation](std::chrono::nanoseconds wait) { return cancellation->Wait(wait); }, &Random};
  return Deliver(retry_, deadline, timer, [this, body, deadline, cancellation] {
    return connection_->Post(body, deadline, cancellation);
  });
}

}  // namespace tracebridge::otlp
