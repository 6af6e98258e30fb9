// OpenTelemetry spans for gRPC, for a service that leaves gRPC's census filter (docs/grpc.md).
//
//   grpc::ServerBuilder builder;                                 // each call a server span, current in the handler
//   std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> of_server;
//   of_server.push_back(tracebridge::GrpcServerInterceptor());
//   builder.experimental().SetInterceptorCreators(std::move(of_server));
//
//   std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> of_client;
//   of_client.push_back(tracebridge::GrpcClientInterceptor());   // each call a client span, below the current one
//   auto channel = grpc::experimental::CreateCustomChannelWithInterceptors(target, credentials, {}, std::move(of_client));
//
// A channel or a server without them is not traced: leave those of exporters so.
//
// Headers are those of the global propagator, which the bridge sets up by the wire policy. OpenCensus's tags go along with
// grpc-trace-bin. gRPC keeps that header from servers: see tracebridge/grpc_census_credentials.h.
#pragma once

#include <grpcpp/support/client_interceptor.h>
#include <grpcpp/support/server_interceptor.h>

#include <memory>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/unique_ptr.h"

namespace tracebridge {

// Returns what makes the spans of a channel. They come from the provider that is global when a call begins. A span begins
// with the first bytes that the call sends, below the span that was current when the call was made, and ends with the
// call's status; with CANCELLED when the call is given up before.
std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface> GrpcClientInterceptor();

// Returns what makes the spans of a server: each begins with the caller's headers and ends when the status is sent. It is
// current, with the caller's baggage and tags, while a handler of the synchronous API runs, and while the method of
// the callback API that returns the reactor does. Let it be the first of the server's interceptors: gRPC asks them from the
// last to the first when headers came, so that this one is next to the handler. One before it that goes on upon another thread
// takes the handler there, where nothing is current. Of the status that is sent it is asked first: what interceptors behind it
// make of that is not on the span.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> GrpcServerInterceptor();

// Returns what is current in the handler of the call of `context`, for other threads, for reactors, and for the API with
// completion queues; an empty context when the server is not traced or the call is over. From any thread.
opentelemetry::context::Context GrpcServerContext(const grpc::ServerContextBase* context) noexcept;

// Makes that current on the calling thread until destroyed, there.
class GrpcServerScope {
 public:
  explicit GrpcServerScope(const grpc::ServerContextBase* context) noexcept
      : token_(opentelemetry::context::RuntimeContext::Attach(GrpcServerContext(context))) {}

 private:
  opentelemetry::nostd::unique_ptr<opentelemetry::context::Token> token_;
};

}  // namespace tracebridge
