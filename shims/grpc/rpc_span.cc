#include "shims/grpc/rpc_span.h"

#include <cstdint>
#include <string>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;

constexpr char kScopeName[] = "tracebridge.grpc";

nostd::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// "gRPC": of a server, these; of a client, each but OK.
bool IsError(trace::SpanKind kind, grpc::StatusCode code) {
  if (kind == trace::SpanKind::kClient) return code != grpc::StatusCode::OK;
  switch (code) {
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::UNIMPLEMENTED:
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DATA_LOSS:
      return true;
    default:  // a handler may return any number
      return false;
  }
}

}  // namespace

nostd::shared_ptr<trace::Span> StartSpan(std::string_view method, trace::SpanKind kind,
                                         const Context& parent) noexcept try {
  if (!method.empty() && method.front() == '/') method.remove_prefix(1);
  const auto slash = method.rfind('/');
  const bool has_service = slash != std::string_view::npos;

  trace::StartSpanOptions options;
  options.kind = kind;
  Context start = parent;  // SetValue is not const everywhere, although it changes nothing
  options.parent = trace::GetSpan(parent)->GetContext().IsValid()
                       ? start
                       : start.SetValue(trace::kIsRootSpanKey, true);
  const auto tracer =
      trace::Provider::GetTracerProvider()->GetTracer(kScopeName, TRACEBRIDGE_VERSION);
  if (tracer == nullptr) return nostd::shared_ptr<trace::Span>();
  if (!has_service) {
    return tracer->StartSpan(View(method), {{"rpc.system", "grpc"}, {"rpc.method", View(method)}},
                             options);
  }
  return tracer->StartSpan(View(method),
                           {{"rpc.system", "grpc"},
                            {"rpc.service", View(method.substr(0, slash))},
                            {"rpc.method", View(method.substr(slash + 1))}},
                           options);
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
  return nostd::shared_ptr<trace::Span>();
}

void SetStatus(trace::Span& span, trace::SpanKind kind, const grpc::Status& status) noexcept try {
  const grpc::StatusCode code = status.error_code();
  span.SetAttribute("rpc.grpc.status_code", static_cast<std::int64_t>(code));
  if (IsError(kind, code)) span.SetStatus(trace::StatusCode::kError, status.error_message());
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
}

Context WithSpan(const Context& context, const nostd::shared_ptr<trace::Span>& span) noexcept try {
  if (span == nullptr || !span->GetContext().IsValid()) return context;
  Context copy = context;
  return trace::SetSpan(copy, span);
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
  return context;
}

}  // namespace tracebridge::grpc_interceptors
