#include "tracebridge/opentracing_binary.h"

#include <cstdint>
#include <optional>

#include "tracebridge/jaeger_binary.h"
#include "tracebridge/ot_binary.h"

namespace tracebridge {
namespace {

namespace nostd = opentelemetry::nostd;
using ByteOrder = JaegerBinary::ByteOrder;

// The least that is whole, of all forms: enough to tell them apart.
constexpr std::size_t kSmallest = 20;
constexpr std::size_t kLengthSize = 4;

// What all writers begin the message with: a trace id of eight bytes, then a span id.
constexpr std::size_t kTraceIdTagAt = 0;
constexpr char kTraceIdTag = 0x09;
constexpr std::size_t kSpanIdTagAt = 9;
constexpr char kSpanIdTag = 0x11;

bool BeginsLikeState(nostd::string_view message) {
  return message.size() > kSpanIdTagAt && message[kTraceIdTagAt] == kTraceIdTag &&
         message[kSpanIdTagAt] == kSpanIdTag;
}

// A number of four bytes; there are as many.
std::size_t Number(nostd::string_view bytes, ByteOrder order = ByteOrder::kBigEndian) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < kLengthSize; ++i) {
    const char byte = bytes[order == ByteOrder::kBigEndian ? i : kLengthSize - 1 - i];
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

// The size of the whole form that begins with `bytes`, or nothing: it is another one.
std::optional<std::size_t> BasicTracerSize(nostd::string_view bytes) {
  if (bytes.size() < kLengthSize || !BeginsLikeState(bytes.substr(kLengthSize))) return {};
  return kLengthSize + Number(bytes);
}

std::optional<std::size_t> LightStepSize(nostd::string_view bytes) {
  constexpr char kContextTag = 0x12;
  constexpr std::size_t kMaxLengthSize = 3;  // 2 MiB
  if (bytes.empty() || bytes.front() != kContextTag) return {};
  std::size_t length = 0;
  for (std::size_t i = 0; i < kMaxLengthSize && 1 + i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[1 + i]);
    length |= std::size_t{byte & 0x7fu} << (7 * i);
    if (byte >= 0x80) continue;
    const std::size_t begin = i + 2;
    return BeginsLikeState(bytes.substr(begin)) ? std::optional(begin + length) : std::nullopt;
  }
  return {};
}

constexpr std::size_t kJaegerCountAt = 16 + 8 + 8 + 1;

// The order in which there are fewer items: of two numbers one is absurd.
ByteOrder JaegerOrder(nostd::string_view bytes) {
  if (bytes.size() < kJaegerCountAt + kLengthSize) return ByteOrder::kLittleEndian;
  const nostd::string_view count = bytes.substr(kJaegerCountAt);
  return Number(count, ByteOrder::kBigEndian) < Number(count, ByteOrder::kLittleEndian)
             ? ByteOrder::kBigEndian
             : ByteOrder::kLittleEndian;
}

// At least the size of the form of which these are the first bytes.
std::size_t JaegerSize(nostd::string_view bytes) {
  std::size_t size = kJaegerCountAt + kLengthSize;
  if (bytes.size() < size) return size;
  const ByteOrder order = JaegerOrder(bytes);
  std::size_t texts = Number(bytes.substr(kJaegerCountAt), order);
  if (texts > INT32_MAX) return size;  // a count below zero is none, as in JaegerBinary
  // With the lengths of all that are left, so that many small ones are not asked for one by one.
  for (texts *= 2; texts > 0; --texts) {
    const std::size_t at = size;
    if (bytes.size() < at + kLengthSize) return at + kLengthSize * texts;
    size = at + kLengthSize + Number(bytes.substr(at), order);
    if (bytes.size() < size) return size + kLengthSize * (texts - 1);
  }
  return size;
}

}  // namespace

std::size_t MissingOfOpenTracingBinary(nostd::string_view bytes) noexcept {
  if (bytes.size() < kSmallest) return kSmallest - bytes.size();
  std::optional<std::size_t> size = BasicTracerSize(bytes);
  if (!size) size = LightStepSize(bytes);
  if (!size) size = JaegerSize(bytes);
  return *size > bytes.size() ? *size - bytes.size() : 0;
}

opentelemetry::context::Context FromOpenTracingBinary(
    nostd::string_view bytes, const opentelemetry::context::Context& context) noexcept {
  if (BasicTracerSize(bytes) == bytes.size()) return BasicTracerBinary().FromBytes(bytes, context);
  if (LightStepSize(bytes) == bytes.size()) return LightStepBinary().FromBytes(bytes, context);
  return JaegerBinary(JaegerOrder(bytes)).FromBytes(bytes, context);
}

}  // namespace tracebridge
