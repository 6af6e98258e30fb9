// Carriers: what a span context is written to and read from when it leaves or enters a process.
#pragma once

#include <opentracing/string_view.h>
#include <opentracing/symbols.h>
#include <opentracing/util.h>
#include <opentracing/version.h>

#include <functional>
#include <memory>
#include <string>
#include <system_error>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
class SpanContext;
class Tracer;

// How a new span relates to one that it refers to.
enum class SpanReferenceType {
  // The other span depends on the new one in some way, and often waits for it.
  ChildOfRef = 1,

  // The other span caused the new one and depends on nothing of it.
  FollowsFromRef = 2
};

// Returns the category of the five errors below: one object for the life of the process.
OPENTRACING_API const std::error_category& propagation_error_category();

// Inject was given a span context of another tracer.
const std::error_code invalid_span_context_error(1, propagation_error_category());

// The tracer cannot use a carrier of this type.
const std::error_code invalid_carrier_error(2, propagation_error_category());

// The carrier holds a span context that cannot be read.
const std::error_code span_context_corrupted_error(3, propagation_error_category());

// TextMapReader::LookupKey found nothing.
const std::error_code key_not_found_error(4, propagation_error_category());

// TextMapReader::LookupKey is not implemented for this key, or at all; ask ForeachKey.
const std::error_code lookup_key_not_supported_error(5, propagation_error_category());

// Where Extract reads a span context that was written as text pairs.
class TextMapReader {
 public:
  virtual ~TextMapReader() = default;

  // Returns the value of `key`, or one of the two errors above. A carrier that can look a key up
  // quickly overrides this; by default it returns lookup_key_not_supported_error.
  virtual expected<string_view> LookupKey(string_view /*key*/) const {
    // Not the constant above: every translation unit has its own copy, and this one might be used
    // before that is constructed.
    return make_unexpected(std::error_code(5, propagation_error_category()));
  }

  // Calls `f` with every pair of the carrier, also those that have nothing to do with tracing,
  // until `f` returns an error, which is then returned. Key and value need live only for the call.
  virtual expected<void> ForeachKey(
      std::function<expected<void>(string_view key, string_view value)> f) const = 0;
};

// Where Inject writes a span context as text pairs.
class TextMapWriter {
 public:
  virtual ~TextMapWriter() = default;

  // Adds a pair. `key` and `value` need live only for the call.
  virtual expected<void> Set(string_view key, string_view value) const = 0;
};

// Text pairs that are the headers of an HTTP request: two keys that differ in case are the same.
class HTTPHeadersReader : public TextMapReader {};
class HTTPHeadersWriter : public TextMapWriter {};

// A carrier that knows the tracer it is used with and reads the context itself.
class CustomCarrierReader {
 public:
  virtual ~CustomCarrierReader() = default;

  // As Tracer::Extract.
  virtual expected<std::unique_ptr<SpanContext>> Extract(const Tracer& tracer) const = 0;
};

// A carrier that knows the tracer it is used with and writes the context itself.
class CustomCarrierWriter {
 public:
  virtual ~CustomCarrierWriter() = default;

  // As Tracer::Inject.
  virtual expected<void> Inject(const Tracer& tracer, const SpanContext& sc) const = 0;
};
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
