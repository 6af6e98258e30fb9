#include "migration/tail/wire_budget.h"

#include <cstdint>
#include <vector>

namespace tracebridge::tail {
namespace {
enum class Message {
  kRequest,
  kResourceSpans,
  kResource,
  kScopeSpans,
  kScope,
  kSpan,
  kEvent,
  kLink,
  kStatus,
  kKeyValue,
  kAnyValue,
  kArrayValue,
  kKeyValueList,
  kNone,  // text, bytes, or a field that we do not know
};

struct SubMessage {
  Message in;
  uint64_t field;
  Message message;
};

// Every field of otel_core/proto/otlp/ that is a message.
constexpr SubMessage kSubMessages[] = {
    {Message::kRequest, 1, Message::kResourceSpans},
    {Message::kResourceSpans, 1, Message::kResource},
    {Message::kResourceSpans, 2, Message::kScopeSpans},
    {Message::kResource, 1, Message::kKeyValue},
    {Message::kScopeSpans, 1, Message::kScope},
    {Message::kScopeSpans, 2, Message::kSpan},
    {Message::kScope, 3, Message::kKeyValue},
    {Message::kSpan, 9, Message::kKeyValue},
    {Message::kSpan, 11, Message::kEvent},
    {Message::kSpan, 13, Message::kLink},
    {Message::kSpan, 15, Message::kStatus},
    {Message::kEvent, 3, Message::kKeyValue},
    {Message::kLink, 4, Message::kKeyValue},
    {Message::kKeyValue, 2, Message::kAnyValue},
    {Message::kAnyValue, 5, Message::kArrayValue},
    {Message::kAnyValue, 6, Message::kKeyValueList},
    {Message::kArrayValue, 1, Message::kAnyValue},
    {Message::kKeyValueList, 1, Message::kKeyValue},
};

enum WireType : uint64_t { kVarint = 0, kFixed64 = 1, kLengthDelimited = 2, kFixed32 = 5 };

Message SubMessageOf(Message in, uint64_t field) {
  for (const SubMessage& row : kSubMessages) {
    if (row.in == in && row.field == field) return row.message;
  }
  return Message::kNone;
}

std::optional<uint64_t> ReadVarint(std::string_view body, size_t& at, size_t end) {
  uint64_t value = 0;
  for (int shift = 0; shift < 70 && at < end; shift += 7) {
    const uint8_t byte = static_cast<uint8_t>(body[at++]);
    if (shift < 64) value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

struct Open {
  Message message;
  size_t end;  // offset in the body
};

DecodeError NotProtobuf() {
  return {DecodeError::Code::kMalformed, "the body is not a Protobuf ExportTraceServiceRequest"};
}

DecodeError TooLarge(const char* what, size_t limit) {
  return {DecodeError::Code::kTooLarge,
          std::string("the request has more than ") + std::to_string(limit) + " " + what};
}

}  // namespace

std::optional<DecodeError> CheckWireBudget(std::string_view body, const DecodeLimits& limits) {
  std::vector<Open> open = {{Message::kRequest, body.size()}};
  size_t spans = 0;
  size_t items = 0;
  size_t at = 0;
  while (!open.empty()) {
    const size_t end = open.back().end;
    if (at == end) {
      open.pop_back();
      continue;
    }
    const std::optional<uint64_t> tag = ReadVarint(body, at, end);
    if (!tag) return NotProtobuf();
    uint64_t size = 0;
    switch (*tag & 7) {
      case kVarint:
        if (!ReadVarint(body, at, end)) return NotProtobuf();
        continue;
      case kFixed64:
        size = 8;
        break;
      case kFixed32:
        size = 4;
        break;
      case kLengthDelimited: {
        const std::optional<uint64_t> length = ReadVarint(body, at, end);
        if (!length) return NotProtobuf();
        size = *length;
        break;
      }
      default:
        return NotProtobuf();
    }
    if (size > end - at) return NotProtobuf();

    const Message message = (*tag & 7) == kLengthDelimited
                                ? SubMessageOf(open.back().message, *tag >> 3)
                                : Message::kNone;
    if (message == Message::kNone) {
      at += size;
      continue;
    }
    if (message == Message::kSpan && ++spans > limits.max_spans) {
      return TooLarge("spans", limits.max_spans);
    }
    if (++items > limits.max_items) return TooLarge("items", limits.max_items);
    if (open.size() > limits.max_depth) return TooLarge("levels of nesting", limits.max_depth);
    open.push_back({message, at + static_cast<size_t>(size)});
  }
  return std::nullopt;
}

}  // namespace tracebridge::tail
