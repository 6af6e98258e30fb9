// How an operation ended: the canonical codes that gRPC uses too, by their numbers there.
#pragma once

#include <cstdint>

namespace opencensus {
namespace trace {

enum StatusCode : uint8_t {  // as HTTP status
  OK = 0,                    // 200  success
  CANCELLED = 1,             // 499  given up, mostly by the caller
  UNKNOWN = 2,               // 500  an error of unknown kind
  INVALID_ARGUMENT = 3,      // 400  the request is wrong whatever the state of the system
  DEADLINE_EXCEEDED = 4,     // 504  too late, even if it succeeded after all
  NOT_FOUND = 5,             // 404  what was asked for does not exist
  ALREADY_EXISTS = 6,        // 409  what was to be created exists
  PERMISSION_DENIED = 7,     // 403  a known caller may not do this
  UNAUTHENTICATED = 16,      // 401  the caller is not known
  RESOURCE_EXHAUSTED = 8,    // 429  a quota, or a disk, is used up
  FAILED_PRECONDITION = 9,   // 400  not in this state; do not retry before it changes
  ABORTED = 10,              // 409  lost a race; retry the whole sequence
  OUT_OF_RANGE = 11,         // 400  past the valid range, which may change
  UNIMPLEMENTED = 12,        // 501  not supported here
  INTERNAL = 13,             // 500  an invariant is broken
  UNAVAILABLE = 14,          // 503  for the moment; retry this call
  DATA_LOSS = 15,            // 500  lost or corrupt for good
};

}  // namespace trace
}  // namespace opencensus
