#include "migration/tail/json_decoder.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "migration/tail/json_fields.h"
#include "migration/tail/json_scalar.h"

namespace tracebridge::tail {
namespace {
// Receives what the JSON reader sees, in its order, and fills the spans in.
class Decoder {
 public:
  Decoder(In request, const DecodeLimits& limits) : request_(request), limits_(limits) {}

  DecodedTraces traces;
  DecodedMetrics metrics;
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
      open_.push_back({request_});
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
      case In::kResourceMetrics:
        resource_ = std::make_shared<Resource>();
        break;
      case In::kResource:
        open.attributes = &resource_->attributes;
        break;
      case In::kScopeSpans:
      case In::kScopeMetrics:
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
      case In::kMetric:
        metric_ = Metric();
        metric_.resource = resource_;
        metric_.scope = scope_;
        break;
      case In::kGauge:
      case In::kSum:
      case In::kHistogram:
      case In::kExponentialHistogram:
      case In::kSummary:
        metric_.kind =
            static_cast<MetricKind>(static_cast<int>(MetricKind::kGauge) +
                                    static_cast<int>(nested) - static_cast<int>(In::kGauge));
        metric_.points.clear();  // one kind a metric, the last
        break;
      case In::kPoint:
        if (++points_ > limits_.max_points) {
          return Fail("the request has more than " + std::to_string(limits_.max_points) + " points",
                      DecodeError::Code::kTooLarge);
        }
        open.attributes = &metric_.points.emplace_back().attributes;
        break;
      case In::kExemplar:
        open.attributes = &metric_.points.back().exemplars.emplace_back().attributes;
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
      case In::kMetricsRequest:
      case In::kResourceMetricsList:
      case In::kScopeMetricsList:
      case In::kMetricList:
      case In::kPointList:
      case In::kExemplarList:
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
    if (open_.back().in == In::kMetric) metrics.metrics.push_back(std::move(metric_));
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
      case Field::kMetricName:
        return SetText(metric_.name, scalar);
      case Field::kMetricUnit:
        return SetText(metric_.unit, scalar);
      case Field::kTemporality:
        return SetEnum(metric_.temporality, Temporality::kCumulative, scalar);
      case Field::kIsMonotonic: {
        const auto* flag = std::get_if<bool>(&scalar);
        if (flag == nullptr) return FailKey("true or false");
        metric_.is_monotonic = *flag;
        return true;
      }
      case Field::kPointStart:
        return SetTime(metric_.points.back().start, scalar);
      case Field::kPointTime:
        return SetTime(metric_.points.back().time, scalar);
      case Field::kPointFlags:
        return SetCount(metric_.points.back().flags, scalar);
      case Field::kPointInt:
        return SetInt(metric_.points.back().value, scalar);
      case Field::kPointDouble:
        return SetDouble(metric_.points.back().value.value.emplace<double>(), scalar);
      case Field::kPointCount:
        return SetCount64(metric_.points.back().count, scalar);
      case Field::kPointSum:
        return SetDouble(metric_.points.back().sum.emplace(), scalar);
      case Field::kPointMin:
        return SetDouble(metric_.points.back().min.emplace(), scalar);
      case Field::kPointMax:
        return SetDouble(metric_.points.back().max.emplace(), scalar);
      case Field::kExemplarTime:
        return SetTime(LastExemplar().time, scalar);
      case Field::kExemplarInt:
        return SetInt(LastExemplar().value, scalar);
      case Field::kExemplarDouble:
        return SetDouble(LastExemplar().value.value.emplace<double>(), scalar);
      case Field::kExemplarTraceId:
        return SetId(LastExemplar().trace_id, TraceIdFromHex, scalar);
      case Field::kExemplarSpanId:
        return SetId(LastExemplar().span_id, SpanIdFromHex, scalar);
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

  Exemplar& LastExemplar() { return metric_.points.back().exemplars.back(); }

  bool SetCount64(uint64_t& to, const JsonScalar& scalar) {
    const std::optional<uint64_t> number = ToUint64(scalar);
    if (!number) return FailKey("an unsigned 64-bit integer");
    to = *number;
    return true;
  }

  bool SetDouble(double& to, const JsonScalar& scalar) {
    const std::optional<double> number = ToDouble(scalar);
    if (!number) return FailKey("a number");
    to = *number;
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

  const In request_;
  const DecodeLimits limits_;
  size_t spans_ = 0;
  size_t points_ = 0;
  size_t items_ = 0;
  std::vector<Open> open_;
  std::string key_;
  std::shared_ptr<Resource> resource_;
  std::shared_ptr<Scope> scope_;
  Span span_;
  Metric metric_;
  bool parent_is_well_formed_ = true;
};

// Returns what is wrong, if something is.
std::optional<DecodeError> Read(std::string& body, Decoder& decoder) {
  ReplaceLoneSurrogates(body);
  nlohmann::json::sax_parse(body, &decoder);
  return std::move(decoder.error);
}

}  // namespace

DecodeResult DecodeJson(std::string body, const DecodeLimits& limits) {
  Decoder decoder(In::kRequest, limits);
  if (auto error = Read(body, decoder)) return *std::move(error);
  return std::move(decoder.traces);
}

MetricsResult DecodeMetricsJson(std::string body, const DecodeLimits& limits) {
  Decoder decoder(In::kMetricsRequest, limits);
  if (auto error = Read(body, decoder)) return *std::move(error);
  return std::move(decoder.metrics);
}

}  // namespace tracebridge::tail
