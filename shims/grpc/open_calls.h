// The server's open calls: what is current in each, by its ServerContext, which has no place for what is ours.
#pragma once

#include <grpcpp/server_context.h>

#include "opentelemetry/context/context.h"

namespace tracebridge::grpc_interceptors {

// A call that others find from Open() until it is destroyed. Allocates nothing.
class OpenCall {
 public:
  OpenCall() = default;
  OpenCall(const OpenCall&) = delete;
  OpenCall& operator=(const OpenCall&) = delete;
  ~OpenCall();

  // Once.
  void Open(const grpc::ServerContextBase* call, const opentelemetry::context::Context& context);

  // Returns the context of the call; an empty one when it is not open.
  static opentelemetry::context::Context Find(const grpc::ServerContextBase* call) noexcept;

 private:
  friend struct Bucket;

  const grpc::ServerContextBase* call_ = nullptr;
  opentelemetry::context::Context context_;
  OpenCall* before_ = nullptr;
  OpenCall* after_ = nullptr;
};

}  // namespace tracebridge::grpc_interceptors
