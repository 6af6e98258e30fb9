#include "migration/tail/zipkin_decoder.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "migration/tail/json_scalar.h"
#include "migration/tail/zipkin_fields.h"

namespace tracebridge::tail {
namespace {

// An object or array of the body that is being read.
enum class In {
  kSpanList,
  kSpan,
  kLocal,
  kRemote,
  kAnnotationList,
  kAnnotation,
  kTags,
  kUnknown,
};

struct Nested {
  In in;
  std::string_view key;  // empty: an element of a list
  In nested;
};

constexpr Nested kNested[] = {
    {In::kSpanList, "", In::kSpan},
    {In::kSpan, "localEndpoint", In::kLocal},
    {In::kSpan, "remoteEndpoint", In::kRemote},
    {In::kSpan, "annotations", In::kAnnotationList},
    {In::kSpan, "tags", In::kTags},
    {In::kAnnotationList, "", In::kAnnotation},
};

enum class Field {
  kTraceId,
  kId,
  kParentId,
  kKind,
  kName,
  kTimestamp,
  kDuration,
  kDebug,
  kShared,
  kServiceName,
  kIpv4,
  kIpv6,
  kPort,
  kAnnotationTime,
  kAnnotationValue,
};

struct ScalarField {
  In in;
  std::string_view key;
  Field field;
};

// Those of endpoints stand for both.
constexpr ScalarField kScalars[] = {
    {In::kSpan, "traceId", Field::kTraceId},
    {In::kSpan, "id", Field::kId},
    {In::kSpan, "parentId", Field::kParentId},
    {In::kSpan, "kind", Field::kKind},
    {In::kSpan, "name", Field::kName},
    {In::kSpan, "timestamp", Field::kTimestamp},
    {In::kSpan, "duration", Field::kDuration},
    {In::kSpan, "debug", Field::kDebug},
    {In::kSpan, "shared", Field::kShared},
    {In::kLocal, "serviceName", Field::kServiceName},
    {In::kLocal, "ipv4", Field::kIpv4},
    {In::kLocal, "ipv6", Field::kIpv6},
    {In::kLocal, "port", Field::kPort},
    {In::kAnnotation, "timestamp", Field::kAnnotationTime},
    {In::kAnnotation, "value", Field::kAnnotationValue},
};

std::optional<In> NestedIn(In in, std::string_view key) {
  for (const Nested& row : kNested) {
    if (row.in == in && row.key == key) return row.nested;
  }
  return std::nullopt;
}

std::optional<Field> FieldIn(In in, std::string_view key) {
  if (in == In::kRemote) in = In::kLocal;
  for (const ScalarField& row : kScalars) {
    if (row.in == in && row.key == key) return row.field;
  }
  return std::nullopt;
}

bool IsList(In in) { return in == In::kSpanList || in == In::kAnnotationList; }

// From microseconds, of which a fraction counts. Times before the epoch, and beyond what nanoseconds can say, are the nearest
// that can be.
std::optional<uint64_t> Nanoseconds(const JsonScalar& scalar) {
  constexpr uint64_t kMost = std::numeric_limits<uint64_t>::max() / 2 / 1000;
  if (const auto whole = ToUint64(scalar)) return std::min(*whole, kMost) * 1000;
  const auto number = ToDouble(scalar);
  if (!number || std::isnan(*number)) return std::nullopt;
  if (*number <= 0) return 0;
  if (*number >= static_cast<double>(kMost)) return kMost * 1000;
  const double whole = std::floor(*number);
  return static_cast<uint64_t>(whole) * 1000 + static_cast<uint64_t>((*number - whole) * 1000);
}

// Receives what the JSON reader sees, in its order.
class Decoder {
 public:
  explicit Decoder(const DecodeLimits& limits)
      : limits_(limits), translator_(&items_, limits.max_items) {}

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
  bool Fail(std::string message, DecodeError::Code code = DecodeError::Code::kMalformed) {
    error = DecodeError{code, std::move(message)};
    return false;
  }
  bool FailKey(const char* expected) {
    return Fail("\"" + key_.substr(0, 64) + "\" must be " + expected);
  }
  bool CountItem() {
    if (++items_ <= limits_.max_items) return true;
    return Fail("the request has more than " + std::to_string(limits_.max_items) + " items",
                DecodeError::Code::kTooLarge);
  }

  bool Start(bool is_list) {
    if (open_.size() >= limits_.max_depth) {
      return Fail("the request nests deeper than " + std::to_string(limits_.max_depth),
                  DecodeError::Code::kTooLarge);
    }
    if (open_.empty()) {
      if (!is_list) return Fail("the body must be a JSON array of spans");
      open_.push_back(In::kSpanList);
      return true;
    }
    const In outer = open_.back();
    const auto nested = NestedIn(outer, IsList(outer) ? std::string_view() : key_);
    if (!nested) {
      if (outer == In::kTags) return FailKey("text");
      if (FieldIn(outer, key_)) return FailKey("a single value");
      open_.push_back(In::kUnknown);
      return true;
    }
    if (IsList(*nested) != is_list) return FailKey(IsList(*nested) ? "an array" : "an object");
    if (*nested == In::kSpan) {
      if (++spans_ > limits_.max_spans) {
        return Fail("the request has more than " + std::to_string(limits_.max_spans) + " spans",
                    DecodeError::Code::kTooLarge);
      }
      span_ = ZipkinSpan();
    }
    if (*nested == In::kAnnotation) {
      if (!CountItem()) return false;
      span_.annotations.emplace_back();
    }
    open_.push_back(*nested);
    return true;
  }

  bool End() {
    if (open_.back() == In::kSpan) translator_.Translate(std::move(span_), traces);
    open_.pop_back();
    return true;
  }

  bool Scalar(JsonScalar scalar) {
    if (open_.empty()) return Fail("the body must be a JSON array of spans");
    const In in = open_.back();
    if (std::holds_alternative<std::nullptr_t>(scalar)) return true;
    if (IsList(in)) return FailKey("an array of objects");
    if (in == In::kTags) return AddTag(scalar);
    if (const auto field = FieldIn(in, key_)) return Set(in, *field, scalar);
    if (const auto nested = NestedIn(in, key_)) {
      return FailKey(IsList(*nested) ? "an array" : "an object");
    }
    return true;
  }

  // "additionalProperties: type: string"; opentelemetry-cpp's exporter sends numbers and booleans too.
  bool AddTag(JsonScalar& scalar) {
    if (!CountItem()) return false;
    std::string text;
    if (auto* const value = std::get_if<std::string>(&scalar)) {
      text = std::move(*value);
    } else if (const bool* flag = std::get_if<bool>(&scalar)) {
      text = *flag ? "true" : "false";
    } else if (const auto number = ToInt64(scalar)) {
      text = std::to_string(*number);
    } else {
      text = nlohmann::json(ToDouble(scalar).value_or(0)).dump();
    }
    span_.tags.emplace_back(std::move(key_), std::move(text));
    return true;
  }

  bool Set(In in, Field field, JsonScalar& scalar) {
    ZipkinEndpoint& endpoint = in == In::kRemote ? span_.remote : span_.local;
    switch (field) {
      case Field::kTraceId:
        return SetText(span_.trace_id, scalar);
      case Field::kId:
        return SetText(span_.id, scalar);
      case Field::kParentId:
        return SetText(span_.parent_id, scalar);
      case Field::kKind:
        return SetText(span_.kind, scalar);
      case Field::kName:
        return SetText(span_.name, scalar);
      case Field::kTimestamp:
        return SetTime(span_.start, scalar);
      case Field::kDuration:
        return SetTime(span_.duration, scalar);
      case Field::kDebug:
        return SetFlag(span_.debug, scalar);
      case Field::kShared:
        return SetFlag(span_.shared, scalar);
      case Field::kServiceName:
        return SetText(endpoint.service_name, scalar);
      case Field::kIpv4:
        return SetText(endpoint.ipv4, scalar);
      case Field::kIpv6:
        return SetText(endpoint.ipv6, scalar);
      case Field::kPort: {
        const auto port = ToUint64(scalar);
        if (!port) return FailKey("a number");
        if (*port != 0) endpoint.port = std::to_string(*port);
        return true;
      }
      case Field::kAnnotationTime:
        return SetTime(span_.annotations.back().time, scalar);
      case Field::kAnnotationValue:
        return SetText(span_.annotations.back().value, scalar);
    }
    return false;
  }

  bool SetText(std::string& to, JsonScalar& scalar) {
    auto* const text = std::get_if<std::string>(&scalar);
    if (text == nullptr) return FailKey("text");
    to = std::move(*text);
    return true;
  }
  bool SetTime(uint64_t& to, const JsonScalar& scalar) {
    const auto time = Nanoseconds(scalar);
    if (!time) return FailKey("a number of microseconds");
    to = *time;
    return true;
  }
  bool SetFlag(bool& to, const JsonScalar& scalar) {
    const bool* const flag = std::get_if<bool>(&scalar);
    if (flag == nullptr) return FailKey("true or false");
    to = *flag;
    return true;
  }

  const DecodeLimits& limits_;
  std::vector<In> open_;
  std::string key_;
  ZipkinSpan span_;
  size_t spans_ = 0;
  size_t items_ = 0;
  ZipkinTranslator translator_;
};

}  // namespace

DecodeResult DecodeZipkin(std::string body, const DecodeLimits& limits) {
  ReplaceLoneSurrogates(body);
  Decoder decoder(limits);
  nlohmann::json::sax_parse(body, &decoder);
  if (decoder.error) return *std::move(decoder.error);
  return std::move(decoder.traces);
}

}  // namespace tracebridge::tail
