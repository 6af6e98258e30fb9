// What crosses the border to the helper library that knows Thrift: plain arrays one way, packets the other.
//
// One function without state, and nothing to free: `Encode` calls back with each packet, whose bytes are its own and gone
// after the call. Text and arrays belong to the caller. No exception and no C++ type of a library crosses, so the two
// sides need not agree on anything but this file, whose layout `kVersion` stands for.
//
// Why: docs/RATIONALE.md, "Why is the Thrift part of the Jaeger exporter a library of its own?".
#pragma once

#include <cstddef>
#include <cstdint>

namespace tracebridge::jaeger {

// To be raised with any change below.
constexpr std::uint32_t kVersion = 1;

struct Text {
  const char* data;
  std::size_t size;
};

template <typename T>
struct Array {
  const T* data;
  std::size_t size;
};

// The numbers of otel_core/proto/jaeger/jaeger.thrift.
enum class TagType : std::int32_t { kString = 0, kDouble = 1, kBool = 2, kLong = 3, kBinary = 4 };
enum class RefType : std::int32_t { kChildOf = 0, kFollowsFrom = 1 };

// The members below have the names and the meaning of the fields there; times are microseconds.
struct Tag {
  Text key;
  TagType type;
  bool v_bool;
  double v_double;
  std::int64_t v_long;
  Text v_text;  // of kString and kBinary
};

struct Log {
  std::int64_t timestamp;
  Array<Tag> fields;
};

struct Reference {
  RefType type;
  std::int64_t trace_id_low;
  std::int64_t trace_id_high;
  std::int64_t span_id;
};

struct Span {
  std::int64_t trace_id_low;
  std::int64_t trace_id_high;
  std::int64_t span_id;
  std::int64_t parent_span_id;
  std::int64_t start_time;
  std::int64_t duration;
  std::int32_t flags;
  Text operation_name;
  Array<Reference> references;
  Array<Tag> tags;
  Array<Log> logs;
};

struct Batch {
  Text service_name;
  Array<Tag> process_tags;
  Array<Span> spans;
};

enum class Form : std::int32_t {
  kCompactCall = 0,  // Agent.emitBatch in the compact protocol, for a datagram
  kBinaryCall = 1,   // the same in the binary protocol
  kBinaryBatch = 2,  // a bare Batch in the binary protocol, for the body of a request
};

struct Sink {
  void* context;
  // A packet with spans number `first` to `first + count - 1` of the batch. Returns false to end the encoding.
  bool (*packet)(void* context, const char* data, std::size_t size, std::size_t first,
                 std::size_t count) noexcept;
  // Span number `index` alone makes a packet of `size` bytes, over the limit: it is in none.
  void (*too_large)(void* context, std::size_t index, std::size_t size) noexcept;
};

enum class Status : std::int32_t { kDone = 0, kStopped = 1, kNoMemory = 2, kFailed = 3 };

// Encodes `batch` in as few packets as hold its spans in their order, each of `max_size` bytes at most. Without spans:
// none. Safe from any thread.
using Encode = Status (*)(Form form, const Batch* batch, std::size_t max_size,
                          const Sink* sink) noexcept;

// The one symbol of the helper library. Returns the function of this `version` of the file, or null without one.
using FindEncoder = Encode (*)(std::uint32_t version) noexcept;

}  // namespace tracebridge::jaeger
