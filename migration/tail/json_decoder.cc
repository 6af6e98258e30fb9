#include "migration/tail/json_decoder.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "migration/tail/json_scalar.h"

namespace tracebridge::tail {
namespace {
// An object or array of the request that is being read.
enum class In {
  kRequest,
  kResourceSpansList,
  kResourceSpans,
  kResource,
  kScopeSpansList,
  kScopeSpans,
  kScope,
  kSpanList,
  kSpan,
  kEventList,
  kEvent,
  kLinkList,
  kLink,
  kStatus,
  kAttributeList,
  kAttribute,
  kValue,
  kArray,
  kValueList,
  kKeyValueList,
  kUnknown,
};

struct Nested {
  In in;
  std::string_view key;  // empty: an element of a list
  In nested;
};

constexpr Nested kNested[] = {
    {In::kRequest, "resourceSpans", In::kResourceSpansList},
    {In::kResourceSpansList, "", In::kResourceSpans},
    {In::kResourceSpans, "resource", In::kResource},
    {In::kResourceSpans, "scopeSpans", In::kScopeSpansList},
    {In::kResource, "attributes", In::kAttributeList},
    {In::kScopeSpansList, "", In::kScopeSpans},
    {In::kScopeSpans, "scope", In::kScope},
    {In::kScopeSpans, "spans", In::kSpanList},
    {In::kScope, "attributes", In::kAttributeList},
    {In::kSpanList, "", In::kSpan},
    {In::kSpan, "attributes", In::kAttributeList},
    {In::kSpan, "events", In::kEventList},
    {In::kSpan, "links", In::kLinkList},
    {In::kSpan, "status", In::kStatus},
    {In::kEventList, "", In::kEvent},
    {In::kEvent, "attributes", In::kAttributeList},
    {In::kLinkList, "", In::kLink},
    {In::kLink, "attributes", In::kAttributeList},
    {In::kAttributeList, "", In::kAttribute},
    {In::kAttribute, "value", In::kValue},
    {In::kValue, "arrayValue", In::kArray},
    {In::kValue, "kvlistValue", In::kKeyValueList},
    {In::kArray, "values", In::kValueList},
    {In::kValueList, "", In::kValue},
    {In::kKeyValueList, "values", In::kAttributeList},
};

enum class Field {
  kScopeName,
  kScopeVersion,
  kTraceId,
  kSpanId,
  kParentSpanId,
  kTraceState,
  kFlags,
  kName,
  kKind,
  kStart,
  kEnd,
  kDroppedAttributes,
  kDroppedEvents,
  kDroppedLinks,
  kEventTime,
  kEventName,
  kEventDroppedAttributes,
  kLinkTraceId,
  kLinkSpanId,
  kLinkTraceState,
  kLinkDroppedAttributes,
  kLinkFlags,
  kStatusMessage,
  kStatusCode,
  kKey,
  kString,
  kBool,
  kInt,
  kDouble,
  kBytes,
};

struct ScalarField {
  In in;
  std::string_view key;
  Field field;
};

constexpr ScalarField kScalars[] = {
    {In::kScope, "name", Field::kScopeName},
    {In::kScope, "version", Field::kScopeVersion},
    {In::kSpan, "traceId", Field::kTraceId},
    {In::kSpan, "spanId", Field::kSpanId},
    {In::kSpan, "parentSpanId", Field::kParentSpanId},
    {In::kSpan, "traceState", Field::kTraceState},
    {In::kSpan, "flags", Field::kFlags},
    {In::kSpan, "name", Field::kName},
    {In::kSpan, "kind", Field::kKind},
    {In::kSpan, "startTimeUnixNano", Field::kStart},
    {In::kSpan, "endTimeUnixNano", Field::kEnd},
    {In::kSpan, "droppedAttributesCount", Field::kDroppedAttributes},
    {In::kSpan, "droppedEventsCount", Field::kDroppedEvents},
    {In::kSpan, "droppedLinksCount", Field::kDroppedLinks},
    {In::kEvent, "timeUnixNano", Field::kEventTime},
    {In::kEvent, "name", Field::kEventName},
    {In::kEvent, "droppedAttributesCount", Field::kEventDroppedAttributes},
    {In::kLink, "traceId", Field::kLinkTraceId},
    {In::kLink, "spanId", Field::kLinkSpanId},
    {In::kLink, "traceState", Field::kLinkTraceState},
    {In::kLink, "droppedAttributesCount", Field::kLinkDroppedAttributes},
    {In::kLink, "flags", Field::kLinkFlags},
    {In::kStatus, "message", Field::kStatusMessage},
    {In::kStatus, "code", Field::kStatusCode},
    {In::kAttribute, "key", Field::kKey},
    {In::kValue, "stringValue", Field::kString},
    {In::kValue, "boolValue", Field::kBool},
    {In::kValue, "intValue", Field::kInt},
    {In::kValue, "doubleValue", Field::kDouble},
    {In::kValue, "bytesValue", Field::kBytes},
};

struct EnumName {
  std::string_view name;
  uint64_t number;
};

constexpr EnumName kEnumNames[] = {
    {"SPAN_KIND_UNSPECIFIED", 0}, {"SPAN_KIND_INTERNAL", 1}, {"SPAN_KIND_SERVER", 2},
    {"SPAN_KIND_CLIENT", 3},      {"SPAN_KIND_PRODUCER", 4}, {"SPAN_KIND_CONSUMER", 5},
    {"STATUS_CODE_UNSET", 0},     {"STATUS_CODE_OK", 1},     {"STATUS_CODE_ERROR", 2},
};

std::optional<In> NestedIn(In in, std::string_view key) {
  for (const Nested& row : kNested) {
    if (row.in == in && row.key == key) return row.nested;
  }
  return std::nullopt;
}

std::optional<Field> FieldIn(In in, std::string_view key) {
  for (const ScalarField& row : kScalars) {
    if (row.in == in && row.key == key) return row.field;
  }
  return std::nullopt;
}

bool IsList(In in) { return NestedIn(in, "").has_value(); }

// Numbers that this version does not know are read as zero: unspecified, unset.
std::optional<uint64_t> ToEnum(const JsonScalar& scalar, uint64_t last) {
  std::optional<uint64_t> number = ToUint64(scalar);
  if (const auto* text = std::get_if<std::string>(&scalar); text && !number) {
    for (const EnumName& row : kEnumNames) {
      if (row.name == *text) number = row.number;
    }
  }
  if (number && *number > last) number = 0;
  return number;
}

// Receives what the JSON reader sees, in its order, and fills the spans in.
class Decoder {
 public:
  explicit Decoder(const DecodeLimits& limits) : limits_(limits) {}

  DecodedTraces traces;
  std::optional<DecodeError> error;

  // The interface that nlohmann::json::sax_parse asks for. False stops the reader.
  bool null() { return Scalar(nullptr); }
  bool boolean(bool value) { return Scalar(value); }
  bool number_integer(int64_t value) { return Scalar(value); }
  bool number_unsigned(uint64_t value) { return Scalar(value); }
  bool number_float(double value, const std::string&) { return Scalar(value); }
  bool string(std::string& value) { return Scalar(std::move(value)); }
  bool binary(nlohmann::json::binary_t&) { return false; }  // JSON has none
  bool key(std::string& key) {
    key_ = std::move(key);
    return true;
  }
  bool start_object(size_t) { return Start(false); }
  bool start_array(size_t) { return Start(true); }
  bool end_object() { return End(); }
  bool end_array() { return End(); }
  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) {
    return Fail("the body is not JSON: error at byte " + std::to_string(position));
  }

 private:
  // What is being filled in by an object or array. The pointers stay valid: a container grows only
  // when nothing inside of it is open.
  struct Open {
    In in;
    std::vector<Attribute>* attributes =
        nullptr;                           // kAttributeList, kKeyValueList, and their owners
    std::vector<Value>* values = nullptr;  // kArray, kValueList
    Value* value = nullptr;                // kAttribute, kValue
  };

  bool Fail(std::string message, DecodeError::Code code = DecodeError::Code::kMalformed) {
    error = DecodeError{code, std::move(message)};
    return false;
  }

  bool FailKey(const char* expected) {
    return Fail("\"" + key_.substr(0, 64) + "\" must be " + expected);
  }

  bool Start(bool is_list) {
    if (open_.size() >= limits_.max_depth) {
      return Fail("the request nests deeper than " + std::to_string(limits_.max_depth),
                  DecodeError::Code::kTooLarge);
    }
    if (open_.empty()) {
      if (is_list) return Fail("the body must be a JSON object");
      open_.push_back({In::kRequest});
      return true;
    }
    const Open outer = open_.back();
    const std::string_view key = IsList(outer.in) ? std::string_view() : key_;
    const std::optional<In> nested = NestedIn(outer.in, key);
    if (!nested) {
      if (FieldIn(outer.in, key)) return FailKey("a single value");
      open_.push_back({In::kUnknown});
      return true;
    }
    if (IsList(*nested) != is_list) return FailKey(IsList(*nested) ? "an array" : "an object");
    if (!is_list && ++items_ > limits_.max_items) {
      return Fail("the request has more than " + std::to_string(limits_.max_items) + " items",
                  DecodeError::Code::kTooLarge);
    }
    return StartNested(outer, *nested);
  }

  bool StartNested(const Open& outer, In nested) {
    Open open{nested, outer.attributes, outer.values, outer.value};
    switch (nested) {
      case In::kResourceSpans:
        resource_ = std::make_shared<Resource>();
        break;
      case In::kResource:
        open.attributes = &resource_->attributes;
        break;
      case In::kScopeSpans:
        scope_ = std::make_shared<Scope>();
        break;
      case In::kScope:
        open.attributes = &scope_->attributes;
        break;
      case In::kSpan:
        if (++spans_ > limits_.max_spans) {
          return Fail("the request has more than " + std::to_string(limits_.max_spans) + " spans",
                      DecodeError::Code::kTooLarge);
        }
        span_ = Span();
        span_.resource = resource_;
        span_.scope = scope_;
        parent_is_well_formed_ = true;
        open.attributes = &span_.attributes;
        break;
      case In::kEvent:
        open.attributes = &span_.events.emplace_back().attributes;
        break;
      case In::kLink:
        open.attributes = &span_.links.emplace_back().attributes;
        break;
      case In::kAttribute:
        open.value = &open.attributes->emplace_back().value;
        break;
      case In::kArray:
        open.values = &open.value->value.emplace<std::vector<Value>>();
        break;
      case In::kKeyValueList:
        open.attributes = &open.value->value.emplace<std::vector<Attribute>>();
        break;
      case In::kValue:
        if (outer.in == In::kValueList) open.value = &open.values->emplace_back();
        break;
      case In::kRequest:
      case In::kResourceSpansList:
      case In::kScopeSpansList:
      case In::kSpanList:
      case In::kEventList:
      case In::kLinkList:
      case In::kStatus:
      case In::kAttributeList:
      case In::kValueList:
      case In::kUnknown:
        break;
    }
    open_.push_back(open);
    return true;
  }

  bool End() {
    if (open_.back().in == In::kSpan) Accept(std::move(span_), parent_is_well_formed_, traces);
    open_.pop_back();
    return true;
  }

  bool Scalar(JsonScalar scalar) {
    if (open_.empty()) return Fail("the body must be a JSON object");
    const Open& in = open_.back();
    const bool is_null = std::holds_alternative<std::nullptr_t>(scalar);
    if (IsList(in.in)) {
      if (!is_null) return FailKey("an array of objects");
      if (in.in == In::kValueList) return AddNull(*in.values);
      return true;
    }
    if (is_null) return true;
    if (const std::optional<Field> field = FieldIn(in.in, key_)) return Set(in, *field, scalar);
    if (const std::optional<In> nested = NestedIn(in.in, key_)) {
      return FailKey(IsList(*nested) ? "an array" : "an object");
    }
    return true;
  }

  bool AddNull(std::vector<Value>& values) {
    if (++items_ > limits_.max_items) {
      return Fail("the request has more than " + std::to_string(limits_.max_items) + " items",
                  DecodeError::Code::kTooLarge);
    }
    values.emplace_back();
    return true;
  }

  bool Set(const Open& in, Field field, JsonScalar& scalar) {
    switch (field) {
      case Field::kScopeName:
        return SetText(scope_->name, scalar);
      case Field::kScopeVersion:
        return SetText(scope_->version, scalar);
      case Field::kTraceId:
        return SetId(span_.trace_id, TraceIdFromHex, scalar);
      case Field::kSpanId:
        return SetId(span_.span_id, SpanIdFromHex, scalar);
      case Field::kParentSpanId: {
        const auto* text = std::get_if<std::string>(&scalar);
        if (!SetId(span_.parent_span_id, SpanIdFromHex, scalar)) return false;
        parent_is_well_formed_ = text->empty() || !IsZero(span_.parent_span_id) ||
                                 *text == std::string(2 * SpanId().size(), '0');
        return true;
      }
      case Field::kTraceState:
        return SetText(span_.trace_state, scalar);
      case Field::kFlags:
        return SetCount(span_.flags, scalar);
      case Field::kName:
        return SetText(span_.name, scalar);
      case Field::kKind:
        return SetEnum(span_.kind, SpanKind::kConsumer, scalar);
      case Field::kStart:
        return SetTime(span_.start, scalar);
      case Field::kEnd:
        return SetTime(span_.end, scalar);
      case Field::kDroppedAttributes:
        return SetCount(span_.dropped_attributes, scalar);
      case Field::kDroppedEvents:
        return SetCount(span_.dropped_events, scalar);
      case Field::kDroppedLinks:
        return SetCount(span_.dropped_links, scalar);
      case Field::kEventTime:
        return SetTime(span_.events.back().time, scalar);
      case Field::kEventName:
        return SetText(span_.events.back().name, scalar);
      case Field::kEventDroppedAttributes:
        return SetCount(span_.events.back().dropped_attributes, scalar);
      case Field::kLinkTraceId:
        return SetId(span_.links.back().trace_id, TraceIdFromHex, scalar);
      case Field::kLinkSpanId:
        return SetId(span_.links.back().span_id, SpanIdFromHex, scalar);
      case Field::kLinkTraceState:
        return SetText(span_.links.back().trace_state, scalar);
      case Field::kLinkDroppedAttributes:
        return SetCount(span_.links.back().dropped_attributes, scalar);
      case Field::kLinkFlags:
        return SetCount(span_.links.back().flags, scalar);
      case Field::kStatusMessage:
        return SetText(span_.status_message, scalar);
      case Field::kStatusCode:
        return SetEnum(span_.status, StatusCode::kError, scalar);
      case Field::kKey:
        return SetText(in.attributes->back().key, scalar);
      case Field::kString:
        return SetText(in.value->value.emplace<std::string>(), scalar);
      case Field::kBool:
        if (const bool* flag = std::get_if<bool>(&scalar)) {
          in.value->value = *flag;
          return true;
        }
        return FailKey("true or false");
      case Field::kInt:
        return SetInt(*in.value, scalar);
      case Field::kDouble:
        if (const std::optional<double> number = ToDouble(scalar)) {
          in.value->value = *number;
          return true;
        }
        return FailKey("a number");
      case Field::kBytes:
        if (const auto* text = std::get_if<std::string>(&scalar)) {
          if (std::optional<std::string> bytes = FromBase64(*text)) {
            in.value->value = Bytes{*std::move(bytes)};
            return true;
          }
        }
        return FailKey("base64 text");
    }
    return false;
  }

  bool SetText(std::string& to, JsonScalar& scalar) {
    auto* text = std::get_if<std::string>(&scalar);
    if (text == nullptr) return FailKey("text");
    to = std::move(*text);
    return true;
  }

  template <class Id>
  bool SetId(Id& to, Id (*from_hex)(std::string_view), const JsonScalar& scalar) {
    const auto* text = std::get_if<std::string>(&scalar);
    if (text == nullptr) return FailKey("text of hex digits");
    to = from_hex(*text);
    return true;
  }

  bool SetCount(uint32_t& to, const JsonScalar& scalar) {
    const std::optional<uint64_t> number = ToUint64(scalar);
    if (!number || *number > UINT32_MAX) return FailKey("an unsigned 32-bit integer");
    to = static_cast<uint32_t>(*number);
    return true;
  }

  bool SetTime(uint64_t& to, const JsonScalar& scalar) {
    const std::optional<uint64_t> number = ToUint64(scalar);
    if (!number) return FailKey("nanoseconds since 1970, an unsigned 64-bit integer");
    to = *number;
    return true;
  }

  template <class Enum>
  bool SetEnum(Enum& to, Enum last, const JsonScalar& scalar) {
    const std::optional<uint64_t> number = ToEnum(scalar, static_cast<uint64_t>(last));
    if (!number) return FailKey("the number of an enumerator");
    to = static_cast<Enum>(*number);
    return true;
  }

  // JavaScript writes every number without a fraction as intValue, 1.8e308 included.
  bool SetInt(Value& to, const JsonScalar& scalar) {
    if (const std::optional<int64_t> number = ToInt64(scalar)) {
      to.value = *number;
      return true;
    }
    if (const auto* number = std::get_if<double>(&scalar)) {
      to.value = *number;
      return true;
    }
    if (const auto* number = std::get_if<uint64_t>(&scalar)) {
      to.value = static_cast<double>(*number);
      return true;
    }
    return FailKey("a 64-bit integer");
  }

  const DecodeLimits limits_;
  size_t spans_ = 0;
  size_t items_ = 0;
  std::vector<Open> open_;
  std::string key_;
  std::shared_ptr<Resource> resource_;
  std::shared_ptr<Scope> scope_;
  Span span_;
  bool parent_is_well_formed_ = true;
};

}  // namespace

DecodeResult DecodeJson(std::string body, const DecodeLimits& limits) {
  ReplaceLoneSurrogates(body);
  Decoder decoder(limits);
  nlohmann::json::sax_parse(body, &decoder);
  if (decoder.error) return *std::move(decoder.error);
  return std::move(decoder.traces);
}

}  // namespace tracebridge::tail
