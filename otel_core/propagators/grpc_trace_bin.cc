#include "tracebridge/grpc_trace_bin.h"

#include <cstring>

#include "opentelemetry/trace/context.h"
#include "otel_core/propagators/grpc_trace_bytes.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"

namespace tracebridge {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using propagators::kGrpcTraceBytes;

bool GrpcTraceBin::ToBytes(const context::Context& context, std::string* bytes) const noexcept {
  bytes->clear();
  const auto span_context = opentelemetry::trace::GetSpanContext(context);
  if (!span_context.IsValid()) return false;
  try {
    bytes->resize(kGrpcTraceBytes);
    propagators::WriteGrpcTrace(span_context, reinterpret_cast<std::uint8_t*>(bytes->data()));
    return true;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return false;
  }
}

context::Context GrpcTraceBin::FromBytes(nostd::string_view bytes,
                                         const context::Context& context) const noexcept {
  propagators::Remote remote;
  if (!propagators::ReadGrpcTrace(bytes, &remote)) {
    CountMalformedHeader();
    return context;
  }
  return propagators::SetRemote(context, remote);
}

}  // namespace tracebridge
