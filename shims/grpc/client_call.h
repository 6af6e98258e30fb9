// The span of a client's call, which may end before it began.
//
//   Begin() End()           the usual
//   End() Begin()           with initial metadata that waits for the first message, the status may be there before
//   Begin() ~ClientCall()   given up: CANCELLED
//   ~ClientCall()           prepared, and never made: no span
#pragma once

#include <grpcpp/support/status.h>

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span.h"

namespace tracebridge::grpc_interceptors {

// Begin() and End() may run at once.
class ClientCall {
 public:
  // The span will be below that of `parent`.
  ClientCall(const char* method, opentelemetry::context::Context parent)
      : method_(method), parent_(std::move(parent)) {}
  ClientCall(const ClientCall&) = delete;
  ClientCall& operator=(const ClientCall&) = delete;
  ~ClientCall();

  // Begins the span and adds its headers to `sent`; after the end, does neither.
  void Begin(std::multimap<std::string, std::string>* sent) noexcept;

  // Ends the span with the call's status. Without Begin() the span begins here.
  void End(const grpc::Status& status) noexcept;

 private:
  const std::string method_;
  const opentelemetry::context::Context parent_;

  std::mutex mutex_;
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span> span_;  // between beginning and end
  bool has_ended_ = false;
};

}  // namespace tracebridge::grpc_interceptors
