#include "tracebridge/current_trace_ids.h"

#include <cstring>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/tracer.h"

namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

constexpr std::size_t kTraceIdSize = 2 * trace::TraceId::kSize;
constexpr std::size_t kSpanIdSize = 2 * trace::SpanId::kSize;
static_assert(sizeof(tracebridge_trace_ids::trace_id) == kTraceIdSize + 1);
static_assert(sizeof(tracebridge_trace_ids::span_id) == kSpanIdSize + 1);

}  // namespace

extern "C" int tracebridge_current_trace_ids(tracebridge_trace_ids* ids) {
  std::memset(ids, 0, sizeof *ids);
  const trace::SpanContext current = trace::Tracer::GetCurrentSpan()->GetContext();
  if (!current.IsValid()) return 0;
  current.trace_id().ToLowerBase16(nostd::span<char, kTraceIdSize>(ids->trace_id, kTraceIdSize));
  current.span_id().ToLowerBase16(nostd::span<char, kSpanIdSize>(ids->span_id, kSpanIdSize));
  ids->trace_flags = current.trace_flags().flags();
  return 1;
}
