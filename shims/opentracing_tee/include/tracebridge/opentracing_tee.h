// Two OpenTracing tracers as one: each span is a span of both.
//
//   opentracing::Tracer::InitGlobal(tracebridge::MakeOpenTracingTee(legacy, tracebridge::MakeOpenTracingTracer()));
//
//   StartSpan, SetTag, Log, SetBaggageItem, Finish, Close    both, `first` before `second`
//   references                                               each gets the part of a context that is its own
//   Inject                                                   the headers of both; a name that both have keeps `first`'s value
//   Extract                                                  a context of what either finds
//   BaggageItem, ToTraceID, errors                           `first`'s; `second`'s where `first` has none
//
// So a program behaves as with `first` alone, and neither loses a span to the other.
#pragma once

#include <opentracing/tracer.h>

#include <memory>

namespace tracebridge {

// Returns a tracer that is both. With one of them null, it is the other; with both, null. Spans keep it, and so both, alive.
// Throws std::bad_alloc.
//
// A context that is not of a tee goes to both as it is. Streams are written one behind the other, `first` first; of a stream
// that cannot seek only `first` reads.
std::shared_ptr<opentracing::Tracer> MakeOpenTracingTee(
    std::shared_ptr<opentracing::Tracer> first, std::shared_ptr<opentracing::Tracer> second);

}  // namespace tracebridge
