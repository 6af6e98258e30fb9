#include "migration/headers/binary_grammar.h"

#include <algorithm>
#include <cstddef>

#include "opentelemetry/context/context.h"
#include "otel_core/propagators/base64.h"
#include "otel_core/propagators/grpc_trace_bytes.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/ot_binary.h"

namespace tracebridge::headers {
namespace {

constexpr std::size_t kMaxGrpcTrace = 512;      // characters
constexpr std::size_t kMaxGrpcTags = 44000;     // characters
constexpr std::size_t kMaxSpanContext = 16384;  // characters
constexpr std::size_t kMaxTagText = 255;        // characters of a key or a value
constexpr std::size_t kMaxTags = 8192;          // characters of all of them

std::optional<std::string> Decode(std::string_view value, std::size_t longest, std::string* bytes) {
  if (value.size() > longest) {
    return "it has " + std::to_string(value.size()) + " characters, more than " +
           std::to_string(longest);
  }
  if (!propagators::DecodeBase64(value, bytes)) return "it is no base64";
  return {};
}

// Gets the bytes of a version 0 header of OpenCensus, base64 or as they are.
std::optional<std::string> DecodeOpenCensus(std::string_view value, std::size_t longest,
                                            std::string* bytes) {
  if (value.front() == '\0') {
    *bytes = value;
    return {};
  }
  if (auto why = Decode(value, longest, bytes)) return why;
  if (bytes->empty() || bytes->front() != '\0') return "its version, the first byte, is not 0";
  return {};
}

// Takes a length and as many characters off the front of `*bytes`.
std::optional<std::string> TakeTagText(std::string_view* bytes, std::size_t* size) {
  constexpr char kCut[] = "is cut off";
  std::size_t length = 0;
  unsigned shift = 0;
  bool is_last = false;
  while (!is_last) {
    if (bytes->empty() || shift > 14) return kCut;
    const auto byte = static_cast<unsigned char>(bytes->front());
    bytes->remove_prefix(1);
    length |= static_cast<std::size_t>(byte & 0x7f) << shift;
    shift += 7;
    is_last = byte < 0x80;
  }
  if (length > bytes->size()) return kCut;
  const std::string_view text = bytes->substr(0, length);
  bytes->remove_prefix(length);
  *size = length;
  if (length > kMaxTagText) {
    return "has " + std::to_string(length) + " characters, more than " +
           std::to_string(kMaxTagText);
  }
  if (!std::all_of(text.begin(), text.end(), propagators::IsPrintable)) {
    return "has a character that is not printable ASCII";
  }
  return {};
}

}  // namespace

std::optional<std::string> WhyNoGrpcTrace(std::string_view value) {
  std::string bytes;
  if (auto why = DecodeOpenCensus(value, kMaxGrpcTrace, &bytes)) return why;
  propagators::Remote remote;
  if (propagators::ReadGrpcTrace(bytes, &remote)) return {};
  const bool has_trace_id = (remote.trace_id_high | remote.trace_id_low) != 0;
  return std::string(has_trace_id ? "the span id" : "the trace id") +
         " is not there, cut off, or zero";
}

std::optional<std::string> WhyNoGrpcTags(std::string_view value) {
  std::string decoded;
  if (auto why = DecodeOpenCensus(value, kMaxGrpcTags, &decoded)) return why;
  std::string_view bytes = decoded;
  bytes.remove_prefix(1);
  std::size_t sum = 0;
  for (int tag = 1; !bytes.empty() && bytes.front() == '\0'; ++tag) {
    bytes.remove_prefix(1);
    const std::string of_tag = " of its tag " + std::to_string(tag) + " ";
    std::size_t key = 0;
    std::size_t text = 0;
    if (auto why = TakeTagText(&bytes, &key)) return "the key" + of_tag + *why;
    if (key == 0) return "the key" + of_tag + "is empty";
    if (auto why = TakeTagText(&bytes, &text)) return "the value" + of_tag + *why;
    sum += key + text;
    if (sum > kMaxTags)
      return "its tags have more than " + std::to_string(kMaxTags) + " characters";
  }
  return {};
}

std::optional<std::string> WhyNoLightStepContext(std::string_view value) {
  std::string bytes;
  if (auto why = Decode(value, kMaxSpanContext, &bytes)) return why;
  const opentelemetry::context::Context empty;
  if (!(LightStepBinary().FromBytes(bytes, empty) == empty)) return {};
  return "its bytes are no span context of LightStep's tracers, or one without ids";
}

}  // namespace tracebridge::headers
