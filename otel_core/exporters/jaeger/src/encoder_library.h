// The helper library that knows Thrift, opened when it is wanted.
//
// It lies beside whatever contains this code: beside the plugin that a proxy loads, or beside the program; else where the
// loader looks. It stays, and what it brings is seen by nobody else (RTLD_LOCAL).
#pragma once

#include "otel_core/exporters/jaeger/thrift/encoder.h"
#include "tracebridge/expected.h"

namespace tracebridge::jaeger {

// Returns the encoder of `file`, a name without a folder; or which file or package is missing. Safe from any thread.
Expected<Encode> LoadEncoder(const char* file = "libtracebridge_jaeger_thrift.so");

}  // namespace tracebridge::jaeger
