#include "shims/grpc/client_call.h"

#include <utility>

#include "opentelemetry/trace/span_metadata.h"
#include "shims/grpc/client_headers.h"
#include "shims/grpc/rpc_span.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

ClientCall::~ClientCall() {
  if (span_ == nullptr) return;
  try {  // gRPC cancels a call that is given up
    End(grpc::Status(grpc::StatusCode::CANCELLED, "given up before it ended"));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    span_->End();
  }
}

void ClientCall::Begin(std::multimap<std::string, std::string>* sent) noexcept {
  nostd::shared_ptr<trace::Span> span;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (has_ended_) return;
    span_ = StartSpan(method_, trace::SpanKind::kClient, parent_);
    span = span_;
  }
  AddHeaders(WithSpan(parent_, span), sent);
}

void ClientCall::End(const grpc::Status& status) noexcept {
  nostd::shared_ptr<trace::Span> span;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (has_ended_) return;
    has_ended_ = true;
    if (span_ == nullptr) span_ = StartSpan(method_, trace::SpanKind::kClient, parent_);
    span.swap(span_);
  }
  if (span == nullptr) return;
  SetStatus(*span, trace::SpanKind::kClient, status);
  span->End();
}

}  // namespace tracebridge::grpc_interceptors
