// A span context as bytes, for Tracer::Inject to a std::ostream and Tracer::Extract from a std::istream. OpenTracing
// defines no such form; this is ours: the headers that a text carrier would get, one behind the other.
//
//   89 54 42 52          "these are ours"; no text and no likely trace id begins so
//   01                   version
//   0000004c             bytes that follow, numbers big-endian
//   000b traceparent     length of a name, the name
//   0037 00-4bf9..-01    length of its value, the value
//   ...                  more of them, up to the end
//
// So it carries what the propagators carry, tracestate and baggage included, obeys the wire policy, and is read by every
// process that knows one of the formats in it.
#pragma once

#include <opentracing/propagation.h>

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "tracebridge/opentracing_shim_otel.h"

namespace tracebridge::opentracing_shim {

// All that a carrier may hold, and more than the limits of all formats together come to.
constexpr std::size_t kMaxBinarySize = 128 * 1024;  // bytes

// Collects headers.
class BinaryWriter final : public opentracing::TextMapWriter {
 public:
  BinaryWriter();  // throws std::bad_alloc

  // What the form cannot hold is counted and left out. Returns not_enough_memory without memory.
  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override;

  // Writes the form and flushes, so that an error of a buffered stream shows. Returns io_error if `stream` has one then.
  opentracing::expected<void> WriteTo(std::ostream& stream);

 private:
  mutable std::string bytes_;
};

// Finds the headers in bytes that are whole.
class BinaryReader final : public opentracing::TextMapReader {
 public:
  explicit BinaryReader(std::string_view headers) noexcept : headers_(headers) {}

  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view key,
                                                opentracing::string_view value)>
          f) const override;

 private:
  const std::string_view headers_;
};

// What a stream holds. The stream stands behind it.
struct BinaryContent {
  enum class Form {
    kNothing,  // it is at its end
    kOurs,     // `bytes` are what a BinaryReader reads
    kOther,    // another tracer's
    kCorrupted
  };
  Form form;
  std::string bytes;
};

// Returns what is next in `stream`; io_error if it has failed before, not_enough_memory without memory. Throws what `stream`
// throws. Never waits for bytes that are of no context.
opentracing::expected<BinaryContent> ReadBinary(std::istream& stream, const OtherBinary& other);

}  // namespace tracebridge::opentracing_shim
