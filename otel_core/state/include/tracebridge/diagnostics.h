// What tracebridge had to drop, ignore or refuse, counted: one row a reason.
//
// A counter never blocks and never logs; Bridge reports those that are not zero when it shuts down.
#pragma once

#include <cstdint>

#include "tracebridge/state.h"

namespace tracebridge {

// Numbers are for ever; new rows go to the end.
enum class Diagnostic : unsigned {
  kOutOfMemory = 0,
  kScopeOutOfOrder = 1,
  kScopeOnOtherThread = 2,
  kScopeEndedTwice = 3,
  kSpanDroppedQueueFull = 4,
  kSpanDroppedAfterShutdown = 5,
  kSpanDroppedInForkedChild = 6,
  kSpanDroppedExportFailed = 7,
  kCallbackThrew = 8,
  kHeaderMalformed = 9,
  kBaggageLimit = 10,
  kInvalidUtf8 = 11,
  kForeignReferenceIgnored = 12,
  kSamplingPriorityTooLate = 13,
  kLateLinkBecameEvent = 14,
  kSpanRejectedByBackend = 15,
  kSpanDroppedShutdownTimeout = 16,
  kNoSpansForOpenCensusExporters = 17,
  kBaggageNotAHeader = 18,
  kHeaderFieldDropped = 19,
  kSamplingStrategyRefused = 20,
  kSpanTooLarge = 21,
  kMetricOverflow = 22,
  kMetricValueIgnored = 23,
  kMetricDroppedExportFailed = 24,
  kMeasurementLeftOut = 25,
  kStatsRowLimit = 26,
  kPointRejectedByBackend = 27,
  kLeftOutOfScrape = 28,
};

struct DiagnosticRow {
  Diagnostic id;
  const char* name;     // as exported
  const char* meaning;  // one line for the person who reads the number
};

constexpr DiagnosticRow kDiagnostics[] = {
    {Diagnostic::kOutOfMemory, "tracebridge.out_of_memory",
     "operations that became no-ops because memory could not be had"},
    {Diagnostic::kScopeOutOfOrder, "tracebridge.scope.out_of_order",
     "scopes that ended before a scope opened inside them"},
    {Diagnostic::kScopeOnOtherThread, "tracebridge.scope.other_thread",
     "scopes that ended on another thread than the one they were opened on"},
    {Diagnostic::kScopeEndedTwice, "tracebridge.scope.ended_twice", "scopes that ended twice"},
    {Diagnostic::kSpanDroppedQueueFull, "tracebridge.span.dropped.queue_full",
     "finished spans dropped because the export queue was full"},
    {Diagnostic::kSpanDroppedAfterShutdown, "tracebridge.span.dropped.after_shutdown",
     "spans that finished after their provider shut down"},
    {Diagnostic::kSpanDroppedInForkedChild, "tracebridge.span.dropped.forked_child",
     "spans started before a fork and ended in the child; the parent exports them"},
    {Diagnostic::kSpanDroppedExportFailed, "tracebridge.span.dropped.export_failed",
     "spans that the exporter could not deliver"},
    {Diagnostic::kCallbackThrew, "tracebridge.callback.threw",
     "exceptions that a user's sampler, processor, exporter, handler or iterable let out"},
    {Diagnostic::kHeaderMalformed, "tracebridge.header.malformed",
     "propagation headers ignored because they were malformed"},
    {Diagnostic::kBaggageLimit, "tracebridge.baggage.limit",
     "baggage items dropped because of a limit of the specification"},
    {Diagnostic::kInvalidUtf8, "tracebridge.text.invalid_utf8",
     "names and values in which invalid UTF-8 was replaced"},
    {Diagnostic::kForeignReferenceIgnored, "tracebridge.opentracing.reference_ignored",
     "references to span contexts of another tracer that carried no usable ids"},
    {Diagnostic::kSamplingPriorityTooLate, "tracebridge.opentracing.sampling_priority_too_late",
     "sampling.priority set above 0 on a span that was already unsampled"},
    {Diagnostic::kLateLinkBecameEvent, "tracebridge.link.became_event",
     "links added after the start of a span, sent as events because the core has no AddLink"},
    {Diagnostic::kSpanRejectedByBackend, "tracebridge.span.rejected",
     "spans that the receiving end refused in a partial success"},
    {Diagnostic::kSpanDroppedShutdownTimeout, "tracebridge.span.dropped.shutdown_timeout",
     "finished spans that could not be exported in the time that a shutdown was given"},
    {Diagnostic::kNoSpansForOpenCensusExporters, "tracebridge.opencensus.exporters_unserved",
     "OpenCensus exporters were registered, and nothing shows them the core's finished spans"},
    {Diagnostic::kBaggageNotAHeader, "tracebridge.baggage.not_a_header",
     "baggage items not sent because a format cannot say them: no part of a header's name, no tag"},
    {Diagnostic::kHeaderFieldDropped, "tracebridge.header.field_dropped",
     "fields of headers, such as Datadog's tags and members of a tracestate, that could not be "
     "kept as they were"},
    {Diagnostic::kSamplingStrategyRefused, "tracebridge.sampling.strategy_refused",
     "questions to a sampling server of Jaeger's without an answer that made sense"},
    {Diagnostic::kSpanTooLarge, "tracebridge.span.dropped.too_large",
     "spans that alone are larger than a packet to a Jaeger agent may be"},
    {Diagnostic::kMetricOverflow, "tracebridge.metric.overflow",
     "measurements counted in a metric's overflow point, as it had no place for their attributes"},
    {Diagnostic::kMetricValueIgnored, "tracebridge.metric.value_ignored",
     "measurements ignored because the instrument takes no negative values, or no NaN or infinity"},
    {Diagnostic::kMetricDroppedExportFailed, "tracebridge.metric.dropped.export_failed",
     "collections of metrics that the exporter could not deliver"},
    {Diagnostic::kMeasurementLeftOut, "tracebridge.opencensus.measurement.left_out",
     "OpenCensus measurements left out: of an invalid measure, or not finite in a sum or "
     "distribution"},
    {Diagnostic::kStatsRowLimit, "tracebridge.opencensus.row_limit",
     "OpenCensus measurements recorded in the row for further tags, because a view had 2,000 rows"},
    {Diagnostic::kPointRejectedByBackend, "tracebridge.metric.rejected",
     "points of metrics that the receiving end refused in a partial success"},
    {Diagnostic::kLeftOutOfScrape, "tracebridge.prometheus.left_out",
     "points left out of a scrape: of a metric with the name of another, or of a kind that "
     "Prometheus lacks"},
};

inline void Count(Diagnostic id, std::uint64_t n = 1) noexcept {
  tracebridge_state_v1_count(static_cast<unsigned>(id), n);
}

inline std::uint64_t Counted(Diagnostic id) noexcept {
  return tracebridge_state_v1_counter(static_cast<unsigned>(id));
}

}  // namespace tracebridge
