#include "opentelemetry/sdk/trace/span_data.h"

#include <string_view>
#include <utility>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/variant.h"
#include "otel_core/sdk/src/common/utf8.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

using opentelemetry::common::AttributeValue;
using opentelemetry::common::KeyValueIterable;
using opentelemetry::sdk::common::AttributeMap;
using opentelemetry::sdk::common::OwnedAttributeValue;

std::string Text(std::string_view text, std::size_t max_characters = std::string_view::npos) {
  text = tracebridge::FirstCharacters(text, max_characters);
  return tracebridge::IsValidUtf8(text) ? std::string(text) : tracebridge::ReplaceInvalidUtf8(text);
}

// Owns a value as a span keeps it: text is valid and cut to `max_length` characters, byte arrays to as many bytes.
struct Owner {
  std::size_t max_length;

  template <class T>
  OwnedAttributeValue operator()(T value) const {
    return value;
  }
  template <class T>
  OwnedAttributeValue operator()(nostd::span<const T> values) const {
    return std::vector<T>(values.begin(), values.end());
  }
  OwnedAttributeValue operator()(const char* text) const {
    return Text(text == nullptr ? "" : text, max_length);
  }
  OwnedAttributeValue operator()(nostd::string_view text) const { return Text(text, max_length); }
  OwnedAttributeValue operator()(nostd::span<const nostd::string_view> texts) const {
    std::vector<std::string> owned;
    owned.reserve(texts.size());
    for (const nostd::string_view text : texts) owned.push_back(Text(text, max_length));
    return owned;
  }
  OwnedAttributeValue operator()(nostd::span<const std::uint8_t> bytes) const {
    const std::size_t kept = (std::min)(bytes.size(), max_length);
    return std::vector<std::uint8_t>(bytes.data(), bytes.data() + kept);
  }
};

// Counts in `*dropped` what is over the limit or cannot be had for want of memory.
void Set(AttributeMap* map, nostd::string_view key, const AttributeValue& value,
         std::uint32_t count_limit, std::size_t length_limit, std::uint32_t* dropped) noexcept {
  if (key.empty()) return;
  try {
    std::string owned_key = Text(key);
    if (map->size() >= count_limit && map->count(owned_key) == 0) {
      ++*dropped;
      return;
    }
    map->insert_or_assign(std::move(owned_key), nostd::visit(Owner{length_limit}, value));
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    ++*dropped;
  }
}

void SetAll(AttributeMap* map, const KeyValueIterable& attributes, std::uint32_t count_limit,
            std::size_t length_limit, std::uint32_t* dropped) noexcept {
  attributes.ForEachKeyValue([&](nostd::string_view key, const AttributeValue& value) noexcept {
    Set(map, key, value, count_limit, length_limit, dropped);
    return true;
  });
}

}  // namespace

SpanDataEvent::SpanDataEvent(std::string name, opentelemetry::common::SystemTimestamp timestamp,
                             const KeyValueIterable& attributes,
                             std::uint32_t attribute_count_limit,
                             std::size_t attribute_value_length_limit)
    : name_(std::move(name)), timestamp_(timestamp) {
  SetAll(&attributes_, attributes, attribute_count_limit, attribute_value_length_limit,
         &dropped_attributes_count_);
}

SpanDataLink::SpanDataLink(opentelemetry::trace::SpanContext span_context,
                           const KeyValueIterable& attributes, std::uint32_t attribute_count_limit,
                           std::size_t attribute_value_length_limit)
    : span_context_(std::move(span_context)) {
  SetAll(&attributes_, attributes, attribute_count_limit, attribute_value_length_limit,
         &dropped_attributes_count_);
}

const resource::Resource& SpanData::GetResource() const noexcept {
  return resource_ == nullptr ? resource::Resource::GetEmpty() : *resource_;
}

const InstrumentationScope& SpanData::GetInstrumentationScope() const noexcept {
  static const InstrumentationScope& kUnknown =
      *InstrumentationScope::Create("unknown_service").release();
  return scope_ == nullptr ? kUnknown : *scope_;
}

void SpanData::SetIdentity(const opentelemetry::trace::SpanContext& span_context,
                           opentelemetry::trace::SpanId parent_span_id) noexcept {
  span_context_ = span_context;
  parent_span_id_ = parent_span_id;
}

void SpanData::SetAttribute(nostd::string_view key, const AttributeValue& value) noexcept {
  Set(&attributes_, key, value, limits_.attribute_count_limit, limits_.attribute_value_length_limit,
      &dropped_attributes_count_);
}

void SpanData::AddEvent(nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp,
                        const KeyValueIterable& attributes) noexcept {
  if (events_.size() >= limits_.event_count_limit) {
    ++dropped_events_count_;
    return;
  }
  try {
    events_.emplace_back(Text(name), timestamp, attributes, limits_.event_attribute_count_limit,
                         limits_.attribute_value_length_limit);
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    ++dropped_events_count_;
  }
}

void SpanData::AddLink(const opentelemetry::trace::SpanContext& span_context,
                       const KeyValueIterable& attributes) noexcept {
  if (links_.size() >= limits_.link_count_limit) {
    ++dropped_links_count_;
    return;
  }
  try {
    links_.emplace_back(span_context, attributes, limits_.link_attribute_count_limit,
                        limits_.attribute_value_length_limit);
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    ++dropped_links_count_;
  }
}

void SpanData::SetStatus(opentelemetry::trace::StatusCode code,
                         nostd::string_view description) noexcept {
  status_code_ = code;
  try {
    status_description_ = Text(description);
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  }
}

void SpanData::SetName(nostd::string_view name) noexcept {
  try {
    name_ = Text(name);
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  }
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
