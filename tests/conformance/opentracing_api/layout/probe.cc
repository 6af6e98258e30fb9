// A library whose exported functions take every type of the OpenTracing headers, for abidiff to
// compare: it follows the types into private members and virtual tables.
#include <opentracing/dynamic_load.h>
#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/json_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/mocktracer/tracer_factory.h>

#include "tests/conformance/opentracing_api/headers_under_test.h"

using namespace opentracing;

#define PROBE(name, ...) \
  extern "C" __attribute__((visibility("default"))) void probe_##name(__VA_ARGS__&) {}

PROBE(string_view, string_view)
PROBE(span_context, SpanContext)
PROBE(finish_span_options, FinishSpanOptions)
PROBE(finish_timestamp, FinishTimestamp)
PROBE(span, Span)
PROBE(start_span_options, StartSpanOptions)
PROBE(tracer, Tracer)
PROBE(start_timestamp, StartTimestamp)
PROBE(span_reference, SpanReference)
PROBE(text_map_reader, TextMapReader)
PROBE(text_map_writer, TextMapWriter)
PROBE(http_headers_reader, HTTPHeadersReader)
PROBE(http_headers_writer, HTTPHeadersWriter)
PROBE(custom_carrier_reader, CustomCarrierReader)
PROBE(custom_carrier_writer, CustomCarrierWriter)
PROBE(tracer_factory, TracerFactory)
PROBE(dynamic_library_handle, DynamicLibraryHandle)
PROBE(dynamic_tracing_library_handle, DynamicTracingLibraryHandle)
PROBE(recorder, mocktracer::Recorder)
PROBE(in_memory_recorder, mocktracer::InMemoryRecorder)
PROBE(json_recorder, mocktracer::JsonRecorder)
PROBE(mock_tracer_options, mocktracer::MockTracerOptions)
PROBE(mock_tracer, mocktracer::MockTracer)
PROBE(mock_tracer_factory, mocktracer::MockTracerFactory)
