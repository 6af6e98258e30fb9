#include "shims/grpc/rpc_span.h"

#include <cstdint>
#include <string>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge::grpc_interceptors {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;

constexpr char kScopeName[] = "tracebridge.grpc";

// Returns the tracer of the current provider, or null; lives until the thread asks again. The provider looks for it by its name, under a lock:
// where the API says when there is another provider, once a thread.
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
trace::Tracer* CurrentTracer() {
  struct Known {
    nostd::shared_ptr<trace::Tracer> tracer;
    std::uint64_t version = 0;  // of the provider; none has 0
  };
  static thread_local Known known;
  constexpr auto kSlot = static_cast<unsigned>(state::Slot::kTracerProvider);
  const std::uint64_t version = tracebridge_state_v1_version(kSlot);
  if (known.tracer == nullptr || known.version != version) {
    known.tracer = trace::Provider::GetTracerProvider()->GetTracer(kScopeName, TRACEBRIDGE_VERSION);
    // That of a provider without memory does nothing: asked again.
    const bool is_for_now = dynamic_cast<trace::NoopTracer*>(known.tracer.get()) != nullptr;
    known.version = is_for_now ? 0 : version;
  }
  return known.tracer.get();
}
#else
trace::Tracer* CurrentTracer() {
  static thread_local nostd::shared_ptr<trace::Tracer> tracer;
  tracer = trace::Provider::GetTracerProvider()->GetTracer(kScopeName, TRACEBRIDGE_VERSION);
  return tracer.get();
}
#endif

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
  options.parent =
      trace::GetSpanContext(parent).IsValid() ? start : start.SetValue(trace::kIsRootSpanKey, true);
  trace::Tracer* const tracer = CurrentTracer();
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
