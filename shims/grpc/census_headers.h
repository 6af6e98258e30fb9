// OpenCensus's headers of calls that have not come to their interceptor yet.
//
// Two places of gRPC's see a call: what authenticates it sees its headers and the address of a part of the call, and the
// interceptor sees the call. The part lies in the call's memory, behind its head, and that is how they are one:
//
//   call  0x..b550   head (3,800 bytes in gRPC 1.51) | parts, one a filter | ...      the next call
//                                                      ^ 0x..c428
#pragma once

#include "shims/grpc/metadata.h"

namespace tracebridge::grpc_interceptors {

// Notes the headers of the call of which `part` is one, and which came over `connection`, the address of what a server knows
// of who is at the other end. Those of an earlier call in this memory are forgotten, less than a head
// away: so a call without headers is noted too. Allocates nothing then.
//
// Left out and counted: a trace of more than 512 bytes, tags of more than 8,192, and the oldest headers that nobody took once
// those of 10,000 calls or 4 MiB wait.
void NoteCensusHeaders(const void* part, const void* connection, CensusHeaders headers) noexcept;

// Returns the headers of the call at this address, once; empty ones when it has none. What came over another connection is not
// the call's: its server has other credentials, which note nothing.
CensusHeaders TakeCensusHeaders(const void* call, const void* connection) noexcept;

}  // namespace tracebridge::grpc_interceptors
