// Server spans: see tracebridge/grpc_interceptors.h.
#include <grpc/grpc_security.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/server_interceptor.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "opencensus/tags/propagation/grpc_tags_bin.h"
#include "opencensus/tags/tag_map.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/grpc/census_headers.h"
#include "shims/grpc/metadata.h"
#include "shims/grpc/open_calls.h"
#include "shims/grpc/rpc_span.h"
#include "shims/opencensus/tags_in_context.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/grpc_interceptors.h"

namespace tracebridge {
namespace grpc_interceptors {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;
using Metadata = std::multimap<grpc::string_ref, grpc::string_ref>;

constexpr char kServerStatsBin[] = "grpc-server-stats-bin";

// Version 0, field 0, and nanoseconds in eight bytes, the lowest first. Source: gRPC 1.51, census/rpc_encoding.h.
std::string ServerStats(std::chrono::nanoseconds latency) {
  std::string bytes(2, '\0');
  auto rest = static_cast<std::uint64_t>(latency.count());
  for (int i = 0; i < 8; ++i, rest >>= 8) bytes.push_back(static_cast<char>(rest & 0xff));
  return bytes;
}

// Returns the headers of the caller's that only credentials see.
CensusHeaders Take(grpc_call* call) noexcept {
  grpc_auth_context* const connection =
      grpc_call_auth_context(call);  // that of the connection, as Process() got it
  CensusHeaders headers = TakeCensusHeaders(call, connection);
  grpc_auth_context_release(connection);
  return headers;
}

// Returns what the caller's headers say, on top of nothing: what is current on a thread of gRPC's is no caller.
Context Extract(const ReceivedMetadata& metadata) {
  Context nothing;
  Context context = GlobalTextMapPropagator::GetGlobalPropagator()->Extract(metadata, nothing);
  // Tags come from whom grpc-trace-bin comes from, unless the propagator takes them for baggage.
  if (!metadata.is_trace_bin_read() || metadata.is_tags_bin_read()) return context;
  const nostd::string_view header = metadata.Get(kTagsBin);
  opencensus::tags::TagMap tags({});
  const absl::string_view bytes(header.data(), header.size());
  if (!opencensus::tags::propagation::FromGrpcTagsBinHeader(bytes, &tags)) return context;
  return opencensus_shim::WithTags(context, std::move(tags));
}

// gRPC makes one for each call and destroys it when nobody has the call any more.
class ServerInterceptor final : public grpc::experimental::Interceptor {
 public:
  explicit ServerInterceptor(ServerRpcInfo& info) noexcept : info_(info) {}

  ~ServerInterceptor() override {
    const bool is_open = (done_.load(std::memory_order_acquire) & kStatus) == 0;
    if (is_open && span_ != nullptr) {
      SetEnd([] { return grpc::Status(grpc::StatusCode::CANCELLED, "no status was sent"); });
    }
    Done(kStatus | kClosed);
  }

  // Batches with other points than the first may come from several threads at once.
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_INITIAL_METADATA)) {
      const auto token = RuntimeContext::Attach(Start(*methods->GetRecvInitialMetadata()));
      // Runs the handler of the synchronous API, to its end, and what makes the reactor of the callback API. At that end
      // this object may be gone.
      methods->Proceed();
      return;
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      TellFilter(methods->GetSendTrailingMetadata());
      SetEnd([methods] { return methods->GetSendStatus(); });
      Done(kStatus);
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_CLOSE)) {
      Done(kClosed);
    }
    methods->Proceed();
  }

 private:
  static constexpr unsigned kStatus = 1;  // the server sent its status
  static constexpr unsigned kClosed =
      2;  // nothing comes any more; before the status when the caller cancelled

  Context Start(const Metadata& received) noexcept {
    Context context;
    try {
      const CensusHeaders census = Take(info_.server_context()->c_call());
      const ReceivedMetadata metadata(received, census);
      context = Extract(metadata);
      if (metadata.is_trace_bin_read() && !census.trace_bin.empty()) {
        asked_by_filter_ = std::chrono::steady_clock::now();
      }
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
    span_ = StartSpan(info_.method(), trace::SpanKind::kServer, context);
    context = WithSpan(context, span_);
    call_.Open(info_.server_context(), context);
    return context;
  }

  // A caller on the census filter is told how long the call took here, for its grpc.io/client/server_latency.
  void TellFilter(std::multimap<std::string, std::string>* trailing) noexcept {
    if (trailing == nullptr || asked_by_filter_ == std::chrono::steady_clock::time_point()) return;
    try {
      trailing->erase(kServerStatsBin);
      trailing->emplace(kServerStatsBin,
                        ServerStats(std::chrono::steady_clock::now() - asked_by_filter_));
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
  }

  // To make a status allocates.
  template <typename MakeStatus>
  void SetEnd(const MakeStatus& make_status) noexcept {
    try {
      if (span_ != nullptr) SetStatus(*span_, trace::SpanKind::kServer, make_status());
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
  }

  // Ends the span when both have happened.
  void Done(unsigned what) noexcept {
    const unsigned before = done_.fetch_or(what, std::memory_order_acq_rel);
    constexpr unsigned kBoth = kStatus | kClosed;
    if (before != kBoth && (before | what) == kBoth && span_ != nullptr) span_->End();
  }

  ServerRpcInfo& info_;
  // Set before the handler runs.
  nostd::shared_ptr<trace::Span> span_;
  std::chrono::steady_clock::time_point asked_by_filter_;  // when the caller sent grpc-trace-bin
  std::atomic<unsigned> done_{0};
  OpenCall call_;
};

class ServerInterceptorFactory final
    : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  // gRPC takes null for "none": the call goes on untraced.
  grpc::experimental::Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    try {
      return new ServerInterceptor(*info);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return nullptr;
    }
  }
};

}  // namespace
}  // namespace grpc_interceptors

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> GrpcServerInterceptor() {
  return std::make_unique<grpc_interceptors::ServerInterceptorFactory>();
}

opentelemetry::context::Context GrpcServerContext(const grpc::ServerContextBase* context) noexcept {
  return grpc_interceptors::OpenCall::Find(context);
}

}  // namespace tracebridge
