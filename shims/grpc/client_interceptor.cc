// Client spans: see tracebridge/grpc_interceptors.h.
#include <grpcpp/support/client_interceptor.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/grpc/client_headers.h"
#include "shims/grpc/rpc_span.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/grpc_interceptors.h"

namespace tracebridge {
namespace grpc_interceptors {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using grpc::experimental::ClientRpcInfo;
using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;

// gRPC makes one for each call, when the call is made, and destroys it with the call's context.
class ClientInterceptor final : public grpc::experimental::Interceptor {
 public:
  // Of a generic stub the name of the method is gone when the call begins.
  explicit ClientInterceptor(const ClientRpcInfo& info)
      : method_(info.method()), parent_(RuntimeContext::GetCurrent()) {}

  ~ClientInterceptor() override {
    // gRPC cancels a call that is given up.
    End(grpc::Status(grpc::StatusCode::CANCELLED, "given up before it ended"));
  }

  // A batch with PRE_SEND_CANCEL may come at any time, from any thread, and has no other point.
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      Start(methods->GetSendInitialMetadata());
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_STATUS)) {
      End(*methods->GetRecvStatus());
    }
    methods->Proceed();
  }

 private:
  void Start(std::multimap<std::string, std::string>* sent) noexcept {
    span_ = StartSpan(method_, trace::SpanKind::kClient, parent_);
    AddHeaders(WithSpan(parent_, span_), sent);
  }

  void End(const grpc::Status& status) noexcept {
    if (span_ == nullptr) return;
    SetStatus(*span_, trace::SpanKind::kClient, status);
    span_->End();
    span_ = nostd::shared_ptr<trace::Span>();
  }

  const std::string method_;
  const Context parent_;
  nostd::shared_ptr<trace::Span> span_;
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
