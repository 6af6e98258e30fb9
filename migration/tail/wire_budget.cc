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
  kMetricsRequest,
  kResourceMetrics,
  kScopeMetrics,
  kMetric,
  kGauge,
  kSum,
  kHistogram,
  kExponentialHistogram,
  kSummary,
  kNumberPoint,
  kHistogramPoint,
  kExponentialPoint,
  kSummaryPoint,
  kExemplar,
  kBuckets,
  kQuantile,
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
    {Message::kMetricsRequest, 1, Message::kResourceMetrics},
    {Message::kResourceMetrics, 1, Message::kResource},
    {Message::kResourceMetrics, 2, Message::kScopeMetrics},
    {Message::kScopeMetrics, 1, Message::kScope},
    {Message::kScopeMetrics, 2, Message::kMetric},
    {Message::kMetric, 5, Message::kGauge},
    {Message::kMetric, 7, Message::kSum},
    {Message::kMetric, 9, Message::kHistogram},
    {Message::kMetric, 10, Message::kExponentialHistogram},
    {Message::kMetric, 11, Message::kSummary},
    {Message::kMetric, 12, Message::kKeyValue},
    {Message::kGauge, 1, Message::kNumberPoint},
    {Message::kSum, 1, Message::kNumberPoint},
    {Message::kHistogram, 1, Message::kHistogramPoint},
    {Message::kExponentialHistogram, 1, Message::kExponentialPoint},
    {Message::kSummary, 1, Message::kSummaryPoint},
    {Message::kNumberPoint, 5, Message::kExemplar},
    {Message::kNumberPoint, 7, Message::kKeyValue},
    {Message::kHistogramPoint, 8, Message::kExemplar},
    {Message::kHistogramPoint, 9, Message::kKeyValue},
    {Message::kExponentialPoint, 1, Message::kKeyValue},
    {Message::kExponentialPoint, 8, Message::kBuckets},
    {Message::kExponentialPoint, 9, Message::kBuckets},
    {Message::kExponentialPoint, 11, Message::kExemplar},
    {Message::kSummaryPoint, 6, Message::kQuantile},
    {Message::kSummaryPoint, 7, Message::kKeyValue},
    {Message::kExemplar, 7, Message::kKeyValue},
    {Message::kKeyValue, 2, Message::kAnyValue},
    {Message::kAnyValue, 5, Message::kArrayValue},
    {Message::kAnyValue, 6, Message::kKeyValueList},
    {Message::kArrayValue, 1, Message::kAnyValue},
    {Message::kKeyValueList, 1, Message::kKeyValue},
};

bool IsPoint(Message message) {
  return message == Message::kNumberPoint || message == Message::kHistogramPoint ||
         message == Message::kExponentialPoint || message == Message::kSummaryPoint;
}

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

DecodeError NotProtobuf(WireRequest request) {
  return {DecodeError::Code::kMalformed,
          std::string("the body is not a Protobuf ") + (request == WireRequest::kTraces
                                                            ? "ExportTraceServiceRequest"
                                                            : "ExportMetricsServiceRequest")};
}

DecodeError TooLarge(const char* what, size_t limit) {
  return {DecodeError::Code::kTooLarge,
          std::string("the request has more than ") + std::to_string(limit) + " " + what};
}

}  // namespace

std::optional<DecodeError> CheckWireBudget(std::string_view body, WireRequest request,
                                           const DecodeLimits& limits) {
  std::vector<Open> open = {
      {request == WireRequest::kTraces ? Message::kRequest : Message::kMetricsRequest,
       body.size()}};
  size_t spans = 0;
  size_t points = 0;
  size_t items = 0;
  size_t at = 0;
  while (!open.empty()) {
    const size_t end = open.back().end;
    if (at == end) {
      open.pop_back();
      continue;
    }
    const std::optional<uint64_t> tag = ReadVarint(body, at, end);
    if (!tag) return NotProtobuf(request);
    uint64_t size = 0;
    switch (*tag & 7) {
      case kVarint:
        if (!ReadVarint(body, at, end)) return NotProtobuf(request);
        // A count of a bucket is a byte, and becomes eight.
        if (open.back().message == Message::kBuckets && ++items > limits.max_items) {
          return TooLarge("items", limits.max_items);
        }
        continue;
      case kFixed64:
        size = 8;
        break;
      case kFixed32:
        size = 4;
        break;
      case kLengthDelimited: {
        const std::optional<uint64_t> length = ReadVarint(body, at, end);
        if (!length) return NotProtobuf(request);
        size = *length;
        break;
      }
      default:
        return NotProtobuf(request);
    }
    if (size > end - at) return NotProtobuf(request);

    const Message message = (*tag & 7) == kLengthDelimited
                                ? SubMessageOf(open.back().message, *tag >> 3)
                                : Message::kNone;
    if (message == Message::kNone) {
      if (open.back().message == Message::kBuckets) items += static_cast<size_t>(size);
      if (items > limits.max_items) return TooLarge("items", limits.max_items);
      at += size;
      continue;
    }
    if (message == Message::kSpan && ++spans > limits.max_spans) {
      return TooLarge("spans", limits.max_spans);
    }
    if (IsPoint(message) && ++points > limits.max_points) {
      return TooLarge("points", limits.max_points);
    }
    if (++items > limits.max_items) return TooLarge("items", limits.max_items);
    if (open.size() > limits.max_depth) return TooLarge("levels of nesting", limits.max_depth);
    open.push_back({message, at + static_cast<size_t>(size)});
  }
  return std::nullopt;
}

}  // namespace tracebridge::tail
