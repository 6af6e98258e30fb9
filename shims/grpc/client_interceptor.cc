// Client spans: see tracebridge/grpc_interceptors.h.
#include <grpcpp/support/client_interceptor.h>

#include <memory>

#include "opentelemetry/context/runtime_context.h"
#include "shims/grpc/client_call.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/grpc_interceptors.h"

namespace tracebridge {
namespace grpc_interceptors {
namespace {

using grpc::experimental::ClientRpcInfo;
using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;
using opentelemetry::context::RuntimeContext;

// gRPC makes one for each call, when the call is made, and destroys it with the call's context.
class ClientInterceptor final : public grpc::experimental::Interceptor {
 public:
  // Of a generic stub the name of the method is gone when the call begins.
  explicit ClientInterceptor(const ClientRpcInfo& info)
      : call_(info.method(), RuntimeContext::GetCurrent()) {}

  // Batches may come from two threads at once: one with PRE_SEND_CANCEL at any time, which has no other point; in the callback
  // API also the one with the status, beside one that sends initial metadata with the first message.
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      call_.Begin(methods->GetSendInitialMetadata());
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_STATUS)) {
      call_.End(*methods->GetRecvStatus());
    }
    methods->Proceed();
  }

 private:
  ClientCall call_;
};

class ClientInterceptorFactory final
    : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  // gRPC takes null for "none": the call goes on untraced.
  grpc::experimental::Interceptor* CreateClientInterceptor(ClientRpcInfo* info) override {
    try {
      return new ClientInterceptor(*info);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return nullptr;
    }
  }
};

}  // namespace
}  // namespace grpc_interceptors

std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface> GrpcClientInterceptor() {
  return std::make_unique<grpc_interceptors::ClientInterceptorFactory>();
}

}  // namespace tracebridge
