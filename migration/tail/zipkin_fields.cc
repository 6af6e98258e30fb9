#include "migration/tail/zipkin_fields.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "migration/tail/json_scalar.h"
#include "migration/tail/origin.h"

namespace tracebridge::tail {
namespace {

// Attributes as text inside of an annotation or a tag: longer ones stay text, so that what is read of them is bounded.
constexpr size_t kLongestAttributes = size_t{64} << 10;
constexpr std::string_view kLink = "otlp.link.";
constexpr std::string_view kDroppedAttributes = "otel.dropped_attributes_count";

struct KindName {
  std::string_view name;
  SpanKind kind;
};

constexpr KindName kKindNames[] = {
    {"SERVER", SpanKind::kServer},
    {"CLIENT", SpanKind::kClient},
    {"PRODUCER", SpanKind::kProducer},
    {"CONSUMER", SpanKind::kConsumer},
};

// "When absent, the span is local or incomplete."
SpanKind KindOf(std::string_view name) {
  for (const KindName& row : kKindNames) {
    if (row.name == name) return row.kind;
  }
  return SpanKind::kInternal;
}

// Zeros stand before the digits that are missing; all zeros for what is longer or no digits.
template <class Id>
Id IdOf(const std::string& text, Id (*from_hex)(std::string_view)) {
  const size_t digits = 2 * Id().size();
  if (text.empty() || text.size() > digits) return Id{};
  return from_hex(std::string(digits - text.size(), '0') + text);
}

std::optional<uint32_t> ToCount(std::string_view text) {
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool TakeText(std::string& value, std::string* to) {
  *to = std::move(value);
  return true;
}

bool TakeCount(std::string_view value, uint32_t* to) {
  const auto count = ToCount(value);
  if (count) *to = *count;
  return count.has_value();
}

bool HasTag(const ZipkinSpan& span, std::string_view key) {
  return std::any_of(span.tags.begin(), span.tags.end(),
                     [key](const auto& tag) { return tag.first == key; });
}

// A value of a JSON object as an attribute's: lists and objects as their text.
Value ToValue(const nlohmann::ordered_json& json) {
  if (json.is_boolean()) return {json.get<bool>()};
  if (json.is_number_unsigned() &&
      json.get<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    return {json.get<double>()};
  }
  if (json.is_number_integer()) return {json.get<int64_t>()};
  if (json.is_number()) return {json.get<double>()};
  if (json.is_string()) return {json.get<std::string>()};
  if (json.is_null()) return {};
  return {json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

// Whether brackets outside of strings nest deeper than any attribute does, or there are more members than a span has
// attributes: an ordered object looks at all members before it adds one.
bool IsTooMuch(std::string_view json) {
  constexpr int kDeepest = 64;
  constexpr int kMostCommas = 512;
  int depth = 0;
  int commas = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '{' || c == '[')) {
      if (++depth > kDeepest) return true;
    } else if (!in_string && (c == '}' || c == ']')) {
      --depth;
    } else if (!in_string && c == ',' && ++commas > kMostCommas) {
      return true;
    }
  }
  return false;
}

// The position behind the JSON string that `text` begins with; 0 when it begins with none.
size_t EndOfString(std::string_view text) {
  if (text.empty() || text.front() != '"') return 0;
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return 0;
}

}  // namespace

void ZipkinTranslator::Translate(ZipkinSpan from, DecodedTraces& traces) {
  Span span;
  span.trace_id = IdOf(from.trace_id, TraceIdFromHex);
  span.span_id = IdOf(from.id, SpanIdFromHex);
  span.parent_span_id = IdOf(from.parent_id, SpanIdFromHex);
  const bool has_parent = from.parent_id.find_first_not_of('0') != std::string::npos;
  span.flags = 1;  // what is sent is sampled
  span.kind = KindOf(from.kind);
  span.name = std::move(from.name);
  span.start = from.start;
  span.end =
      from.start + std::min(from.duration, std::numeric_limits<uint64_t>::max() - from.start);

  Scope scope;
  AddTags(from, span, scope);
  for (ZipkinAnnotation& annotation : from.annotations) {
    span.events.push_back(ToEvent(std::move(annotation)));
  }
  if (scope.name.empty()) scope.name = kZipkinClientScope;
  SetScope(std::move(scope), span);
  SetResource(std::move(from.local), span);
  const bool parent_is_well_formed = !has_parent || !IsZero(span.parent_span_id);
  Accept(std::move(span), parent_is_well_formed, traces);
}

void ZipkinTranslator::SetResource(ZipkinEndpoint local, Span& span) {
  if (last_resource_ == nullptr || !(local == last_local_)) {
    Resource resource;
    const auto add = [&resource](const char* key, const std::string& text) {
      if (!text.empty()) resource.attributes.push_back({key, {text}});
    };
    add("service.name", local.service_name);
    add("network.local.address", local.ipv4.empty() ? local.ipv6 : local.ipv4);
    add("network.local.port", local.port);
    last_resource_ = std::make_shared<const Resource>(std::move(resource));
    last_local_ = std::move(local);
  }
  span.resource = last_resource_;
}

void ZipkinTranslator::SetScope(Scope scope, Span& span) {
  if (last_scope_ == nullptr || last_scope_->name != scope.name ||
      last_scope_->version != scope.version) {
    last_scope_ = std::make_shared<const Scope>(std::move(scope));
  }
  span.scope = last_scope_;
}

void ZipkinTranslator::AddTags(ZipkinSpan& from, Span& span, Scope& scope) {
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty() && !HasTag(from, key)) span.attributes.push_back({key, {text}});
  };
  // "set `peer.service` tag from `remoteEndpoint` unless there is a `peer.service` tag defined explicitly"
  add("peer.service", from.remote.service_name);
  add("network.peer.address", from.remote.ipv4.empty() ? from.remote.ipv6 : from.remote.ipv4);
  add("network.peer.port", from.remote.port);
  if (from.debug) span.attributes.push_back({"zipkin.debug", {true}});
  if (from.shared) span.attributes.push_back({"zipkin.shared", {true}});
  for (auto& [key, value] : from.tags) {
    if (!TakeField(key, value, span, scope)) {
      span.attributes.push_back({std::move(key), {std::move(value)}});
    }
  }
}

// Returns whether the tag is a field of the span or of its scope, and sets that.
bool ZipkinTranslator::TakeField(const std::string& key, std::string& value, Span& span,
                                 Scope& scope) {
  if (key == "otel.status_code") {
    if (value != "OK" && value != "ERROR") return false;
    span.status = value == "OK" ? StatusCode::kOk : StatusCode::kError;
    return true;
  }
  if (key == "error") {  // "Zipkin will treat any span with `error` sent as failed."
    span.status = StatusCode::kError;
    if (value == "true") return true;
    return TakeText(value, &span.status_message);
  }
  if (key == "otel.scope.name" || key == "otel.library.name") return TakeText(value, &scope.name);
  if (key == "otel.scope.version" || key == "otel.library.version") {
    return TakeText(value, &scope.version);
  }
  if (key == "w3c.tracestate") return TakeText(value, &span.trace_state);
  if (key == kDroppedAttributes) return TakeCount(value, &span.dropped_attributes);
  if (key == "otel.dropped_events_count") return TakeCount(value, &span.dropped_events);
  if (key == "otel.dropped_links_count") return TakeCount(value, &span.dropped_links);
  return TakeLink(key, value, span);
}

// trace id|span id|trace state|{attributes}|dropped attributes
bool ZipkinTranslator::TakeLink(const std::string& key, std::string_view value, Span& span) {
  if (key.compare(0, kLink.size(), kLink) != 0) return false;
  std::string_view parts[3];
  for (std::string_view& part : parts) {
    const size_t bar = value.find('|');
    if (bar == value.npos) return false;
    part = value.substr(0, bar);
    value.remove_prefix(bar + 1);
  }
  const size_t bar = value.rfind('|');
  if (bar == value.npos) return false;
  Link link;
  link.trace_id = TraceIdFromHex(parts[0]);
  link.span_id = SpanIdFromHex(parts[1]);
  link.trace_state = parts[2];
  if (IsZero(link.trace_id) || IsZero(link.span_id) ||
      !TakeCount(value.substr(bar + 1), &link.dropped_attributes) ||
      !ReadAttributes(value.substr(0, bar), &link.attributes, nullptr)) {
    return false;
  }
  span.links.push_back(std::move(link));
  return true;
}

// "miss": {"key":"u42"}, or any other text.
Event ZipkinTranslator::ToEvent(ZipkinAnnotation from) {
  Event event;
  event.time = from.time;
  const std::string_view text = from.value;
  const size_t end = EndOfString(text);
  if (end != 0 && text.substr(end, 2) == ": ") {
    const auto name = nlohmann::json::parse(text.substr(0, end), nullptr, false);
    if (name.is_string() &&
        ReadAttributes(text.substr(end + 2), &event.attributes, &event.dropped_attributes)) {
      event.name = name.get<std::string>();
      return event;
    }
  }
  event.name = std::move(from.value);
  return event;
}

// Adds the members of an object; false, and nothing, for anything else. A count of dropped ones goes to
// `*dropped_attributes`, where that is not null.
bool ZipkinTranslator::ReadAttributes(std::string_view json, std::vector<Attribute>* attributes,
                                      uint32_t* dropped_attributes) {
  if (json.size() > kLongestAttributes || IsTooMuch(json)) return false;
  const auto object = nlohmann::ordered_json::parse(json, nullptr, false);
  if (!object.is_object() || object.size() > max_items_ - std::min(*items_, max_items_)) {
    return false;
  }
  *items_ += object.size();
  for (const auto& [key, value] : object.items()) {
    if (dropped_attributes != nullptr && key == kDroppedAttributes && value.is_number_unsigned() &&
        value.get<uint64_t>() <= std::numeric_limits<uint32_t>::max()) {
      *dropped_attributes = value.get<uint32_t>();
    } else {
      attributes->push_back({key, ToValue(value)});
    }
  }
  return true;
}

}  // namespace tracebridge::tail
