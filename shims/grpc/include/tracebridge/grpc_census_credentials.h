// Server credentials with which GrpcServerInterceptor() also sees grpc-trace-bin and grpc-tags-bin, the headers of callers that
// are still on gRPC's census filter.
//
//   builder.AddListeningPort(address, tracebridge::GrpcCensusInsecureServerCredentials());  // grpc::InsecureServerCredentials()
//
// gRPC keeps these two headers for its own filter and shows them to no handler and no interceptor. What authenticates
// callers does see them: these credentials look there, and turn nobody away whom gRPC's would let pass. What comes in by a port
// without them has W3C's headers only. They are no fallback for grpc::XdsServerCredentials(), which ends the process over
// credentials that are not gRPC's own.
//
// For gRPC 1.51 only; the header is not installed with another one. Why: docs/RATIONALE.md, "How does a server read
// grpc-trace-bin?".
#pragma once

#include <grpcpp/security/server_credentials.h>

#include <memory>

namespace tracebridge {

// As grpc::InsecureServerCredentials() and grpc::SslServerCredentials(options). An AuthMetadataProcessor that the program
// sets has no effect, for its place is taken: the port then does not open, and gRPC says that it could not be bound.
std::shared_ptr<grpc::ServerCredentials> GrpcCensusInsecureServerCredentials();
std::shared_ptr<grpc::ServerCredentials> GrpcCensusSslServerCredentials(
    const grpc::SslServerCredentialsOptions& options);

}  // namespace tracebridge
