#include "tracebridge/opentracing_binary.h"

#include <cstddef>
#include <cstdint>

#include "tracebridge/jaeger_binary.h"
#include "tracebridge/ot_binary.h"

namespace tracebridge {
namespace {

namespace nostd = opentelemetry::nostd;

// What all writers begin the message with: a trace id of eight bytes, then a span id.
constexpr std::size_t kTraceIdTagAt = 0;
constexpr char kTraceIdTag = 0x09;
constexpr std::size_t kSpanIdTagAt = 9;
constexpr char kSpanIdTag = 0x11;

bool BeginsLikeState(nostd::string_view message) {
  return message.size() > kSpanIdTagAt && message[kTraceIdTagAt] == kTraceIdTag &&
         message[kSpanIdTagAt] == kSpanIdTag;
}

bool IsBasicTracers(nostd::string_view bytes) {
  constexpr std::size_t kLengthSize = 4;
  if (bytes.size() < kLengthSize) return false;
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthSize; ++i) {
    length = length << 8 | static_cast<unsigned char>(bytes[i]);
  }
  const nostd::string_view message = bytes.substr(kLengthSize);
  return length == message.size() && BeginsLikeState(message);
}

bool IsLightSteps(nostd::string_view bytes) {
  constexpr char kContextTag = 0x12;
  constexpr std::size_t kMaxLengthSize = 3;  // 2 MiB
  if (bytes.empty() || bytes.front() != kContextTag) return false;
  nostd::string_view rest = bytes.substr(1);
  std::size_t length = 0;
  for (std::size_t i = 0; i < kMaxLengthSize && !rest.empty(); ++i) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    length |= std::size_t{byte & 0x7fu} << (7 * i);
    if (byte < 0x80) return length == rest.size() && BeginsLikeState(rest);
  }
  return false;
}

}  // namespace

opentelemetry::context::Context FromOpenTracingBinary(
    nostd::string_view bytes, const opentelemetry::context::Context& context) noexcept {
  if (IsBasicTracers(bytes)) return BasicTracerBinary().FromBytes(bytes, context);
  if (IsLightSteps(bytes)) return LightStepBinary().FromBytes(bytes, context);
  return JaegerBinary().FromBytes(bytes, context);
}

}  // namespace tracebridge
