// An RPC as an OpenTelemetry span.
//
//   /shop.Orders/Find, answered NOT_FOUND "no such order"
//     ->  shop.Orders/Find client {rpc.system: grpc, rpc.service: shop.Orders, rpc.method: Find,
//                                  rpc.grpc.status_code: 5} error "no such order"
//     ->  shop.Orders/Find server {...}: what the caller did wrong is no error of the server's
//
// Source: OpenTelemetry semantic conventions 1.27.0, "RPC spans" and "gRPC".
// Why not the census filter's names: docs/RATIONALE.md, "What becomes of the census filter's spans?".
#pragma once

#include <grpcpp/support/status.h>

#include <string_view>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::grpc_interceptors {

// Starts the span of a call of `method` (`/shop.Orders/Find`), below the span of `parent`, or as a root when that has none,
// whatever is current. Without memory: null, counted.
opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span> StartSpan(
    std::string_view method, opentelemetry::trace::SpanKind kind,
    const opentelemetry::context::Context& parent) noexcept;

// Says how the call ended, by the rules of `kind`, and not that it did.
void SetStatus(opentelemetry::trace::Span& span, opentelemetry::trace::SpanKind kind,
               const grpc::Status& status) noexcept;

// Returns `context` with `span`; as it is when there is no tracer or no memory, so that what came in goes on.
opentelemetry::context::Context WithSpan(
    const opentelemetry::context::Context& context,
    const opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span>& span) noexcept;

}  // namespace tracebridge::grpc_interceptors
