// The ids of the current span, for log lines: whichever API made it current.
//
//   const tracebridge::TraceIds ids = tracebridge::CurrentTraceIds();
//   printf("trace_id=%s span_id=%s cache miss\n", ids.trace_id, ids.span_id);
//
// For C++11 and later, and for C. Allocates nothing and never blocks; safe from any thread.
// Source: OpenTelemetry specification 1.60.0, compatibility/logging_trace_context.md.
#ifndef TRACEBRIDGE_CURRENT_TRACE_IDS_H_
#define TRACEBRIDGE_CURRENT_TRACE_IDS_H_

#ifdef __cplusplus
extern "C" {
#endif

struct tracebridge_trace_ids {
  char trace_id[33]; /* 32 lower-case hexadecimal digits and a NUL; "" when no span is current */
  char span_id[17];  /* 16 of them */
  unsigned char trace_flags; /* W3C: bit 0 is set when the trace is sampled */
};

/* Fills `*ids`. Returns 1 when a span is current, else 0 and both ids are "". */
int tracebridge_current_trace_ids(struct tracebridge_trace_ids* ids);

#ifdef __cplusplus
}  // extern "C"

namespace tracebridge {

using TraceIds = ::tracebridge_trace_ids;

// Returns the ids of the current span; "" for both when there is none.
inline TraceIds CurrentTraceIds() noexcept {
  TraceIds ids;
  tracebridge_current_trace_ids(&ids);
  return ids;
}

}  // namespace tracebridge
#endif

#endif  // TRACEBRIDGE_CURRENT_TRACE_IDS_H_
