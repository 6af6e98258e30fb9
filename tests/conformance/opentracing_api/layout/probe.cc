// A library whose exported functions take every type of the OpenTracing headers, for abidiff to compare: it follows the types
// into private members and virtual tables. The compiler keeps the inline functions of the headers, and exports them, too.
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
PROBE(value, Value)
PROBE(values, Values)
PROBE(dictionary, Dictionary)
PROBE(recursive_wrapper, util::recursive_wrapper<Values>)
PROBE(no_init, util::no_init)
PROBE(bad_variant_access, util::bad_variant_access)
PROBE(expected_of_nothing, expected<void>)
PROBE(expected_of_a_view, expected<string_view>)
PROBE(expected_of_a_string, expected<std::string, std::string>)
PROBE(unexpected_type, unexpected_type<>)
PROBE(unexpected_exception, unexpected_type<std::exception_ptr>)
PROBE(in_place, in_place_t)
PROBE(in_place_unexpected, in_place_unexpected_t)
PROBE(bad_expected_access, bad_expected_access<int>)
PROBE(option_wrapper, option_wrapper<StartSpanOption>)
PROBE(log_record, LogRecord)
PROBE(finish_span_option, FinishSpanOption)
PROBE(start_span_option, StartSpanOption)
PROBE(set_tag, SetTag)
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

// Inline functions of the one side call the first of these, those of the other the second.
extern "C" void probe_make_unexpected(const std::error_code& error) {
  make_unexpected(error);
  make_unexpected(std::error_code());
}
