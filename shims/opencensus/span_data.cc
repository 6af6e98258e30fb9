#include "shims/opencensus/span_data.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "shims/opencensus/convert.h"

namespace tracebridge::opencensus_shim {
namespace {
namespace oc = opencensus::trace;
using oc::AttributeValueRef;
using oc::exporter::Annotation;
using oc::exporter::AttributeValue;
using oc::exporter::Link;
using oc::exporter::MessageEvent;
using oc::exporter::SpanData;
using oc::exporter::Status;
using OcAttributes = std::unordered_map<std::string, AttributeValue>;

AttributeValue ToOpenCensus(const FinishedValue& value) {
  static_assert(std::variant_size_v<FinishedValue> == 4);
  struct Visitor {
    AttributeValue operator()(const std::string& text) const { return AttributeValue(text); }
    AttributeValue operator()(bool flag) const { return AttributeValue(flag); }
    AttributeValue operator()(std::int64_t number) const { return AttributeValue(number); }
    AttributeValue operator()(double number) const { return AttributeValue(absl::StrCat(number)); }
  };
  return std::visit(Visitor{}, value);
}

// Returns the value of `key` when it has the type `T`.
template <class T>
const T* Find(const FinishedAttributes& attributes, std::string_view key) {
  for (const auto& [name, value] : attributes) {
    if (name == key) return std::get_if<T>(&value);
  }
  return nullptr;
}

OcAttributes ToOpenCensus(const FinishedAttributes& attributes, std::string_view but_not) {
  OcAttributes map;
  for (const auto& [key, value] : attributes) {
    if (key != but_not) map.emplace(key, ToOpenCensus(value));
  }
  return map;
}

absl::Time ToTime(std::int64_t unix_ns) { return absl::FromUnixNanos(unix_ns); }

// A count of OpenTelemetry as one of OpenCensus.
int ToCount(std::size_t count) {
  return static_cast<int>(
      std::min<std::size_t>(count, static_cast<std::size_t>(std::numeric_limits<int>::max())));
}

// Erases the first ones until `limit` are left. Returns how many.
template <class T>
std::size_t KeepLast(std::uint32_t limit, std::vector<T>* items) {
  if (items->size() <= limit) return 0;
  const std::size_t dropped = items->size() - limit;
  items->erase(items->begin(), items->begin() + static_cast<std::ptrdiff_t>(dropped));
  return dropped;
}

std::size_t KeepAny(std::uint32_t limit, OcAttributes* attributes) {
  std::size_t dropped = 0;
  for (; attributes->size() > limit; ++dropped) attributes->erase(attributes->begin());
  return dropped;
}

std::uint32_t ToSize(const FinishedAttributes& attributes, std::string_view key) {
  const auto* number = Find<std::int64_t>(attributes, key);
  return number == nullptr ? 0 : static_cast<std::uint32_t>(*number);
}

std::optional<MessageEvent> ToMessageEvent(const FinishedEvent& event) {
  if (event.name != kMessageEvent) return std::nullopt;
  const auto* type = Find<std::string>(event.attributes, kMessageType);
  if (type == nullptr || (*type != kSent && *type != kReceived)) return std::nullopt;
  return MessageEvent(*type == kSent ? MessageEvent::Type::SENT : MessageEvent::Type::RECEIVED,
                      ToSize(event.attributes, kMessageId),
                      ToSize(event.attributes, kMessageCompressedSize),
                      ToSize(event.attributes, kMessageUncompressedSize));
}

struct Events {
  std::vector<SpanData::TimeEvent<Annotation>> annotations;
  std::vector<SpanData::TimeEvent<MessageEvent>> messages;
};

Events ToEvents(const std::vector<FinishedEvent>& finished) {
  Events events;
  for (const FinishedEvent& event : finished) {
    if (auto message = ToMessageEvent(event)) {
      events.messages.emplace_back(ToTime(event.unix_ns), std::move(*message));
    } else {
      events.annotations.emplace_back(ToTime(event.unix_ns),
                                      Annotation(event.name, ToOpenCensus(event.attributes, {})));
    }
  }
  return events;
}

Link ToLink(const FinishedLink& link) {
  const auto* type = Find<std::string>(link.attributes, kLinkType);
  const bool is_child = type != nullptr && *type == LinkTypeName(Link::Type::kChildLinkedSpan);
  return Link(oc::SpanContext(oc::TraceId(link.trace_id.data()), oc::SpanId(link.span_id.data())),
              is_child ? Link::Type::kChildLinkedSpan : Link::Type::kParentLinkedSpan,
              ToOpenCensus(link.attributes, kLinkType));
}

std::vector<Link> ToLinks(const std::vector<FinishedLink>& finished) {
  std::vector<Link> links;
  links.reserve(finished.size());
  for (const FinishedLink& link : finished) links.push_back(ToLink(link));
  return links;
}

Status ToStatus(const FinishedSpan& span) {
  switch (span.status) {
    case FinishedStatus::kUnset:
    case FinishedStatus::kOk:
      return {};
    case FinishedStatus::kError:
      break;
  }
  const auto* code = Find<std::int64_t>(span.attributes, kStatusCode);
  return {code == nullptr ? oc::StatusCode::UNKNOWN : static_cast<oc::StatusCode>(*code),
          span.status_description};
}

}  // namespace

// Which OpenTelemetry sets by itself on a trace whose id is random (W3C Trace Context Level 2). OpenCensus's spans do not show it
// either while they live, and its exporters print the whole byte.
constexpr unsigned kIsRandom = 2;

SpanData ToOpenCensus(FinishedSpan span, const Limits& limits) {
  const auto options = static_cast<std::uint8_t>(span.trace_flags & ~kIsRandom);
  OcAttributes attributes = ToOpenCensus(span.attributes, kStatusCode);
  Events events = ToEvents(span.events);
  std::vector<Link> links = ToLinks(span.links);
  const std::size_t dropped_attributes =
      span.dropped_attributes + KeepAny(limits.attributes, &attributes);
  // OpenTelemetry does not say of which kind the events were that it dropped.
  const std::size_t dropped_annotations =
      span.dropped_events + KeepLast(limits.annotations, &events.annotations);
  const std::size_t dropped_messages = KeepLast(limits.message_events, &events.messages);
  const std::size_t dropped_links = span.dropped_links + KeepLast(limits.links, &links);
  return SpanData(
      span.name,
      oc::SpanContext(oc::TraceId(span.trace_id.data()), oc::SpanId(span.span_id.data()),
                      oc::TraceOptions(&options)),
      oc::SpanId(span.parent_span_id.data()),
      SpanData::TimeEvents<Annotation>(std::move(events.annotations), ToCount(dropped_annotations)),
      SpanData::TimeEvents<MessageEvent>(std::move(events.messages), ToCount(dropped_messages)),
      std::move(links), ToCount(dropped_links), std::move(attributes), ToCount(dropped_attributes),
      /*has_ended=*/true, ToTime(span.start_unix_ns), ToTime(span.end_unix_ns), ToStatus(span),
      span.parent_is_remote);
}

}  // namespace tracebridge::opencensus_shim
