#include "migration/tail/value_text.h"

#include <boost/hana/functional/overload.hpp>
#include <charconv>
#include <cmath>
#include <ctime>
#include <limits>
#include <nlohmann/json.hpp>

namespace tracebridge::tail {
namespace {
struct Unit {
  double nanoseconds;
  const char* name;
};

constexpr Unit kUnits[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}};

std::string Quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string NumberText(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof(digits), number);
  return std::string(digits, result.ptr);
}

std::string JsonText(const Value& value);

std::string ListText(const std::vector<Value>& values) {
  std::string text = "[";
  for (const Value& value : values) text += (text.size() > 1 ? "," : "") + JsonText(value);
  return text + "]";
}

std::string MapText(const std::vector<Attribute>& attributes) {
  std::string text = "{";
  for (const Attribute& attribute : attributes) {
    text += (text.size() > 1 ? "," : "") + Quoted(attribute.key) + ":" + JsonText(attribute.value);
  }
  return text + "}";
}

std::string JsonText(const Value& value) {
  static_assert(std::variant_size_v<decltype(Value::value)> == 8);
  return std::visit(
      boost::hana::overload([](std::monostate) { return std::string("null"); },
                            [](bool flag) { return std::string(flag ? "true" : "false"); },
                            [](int64_t number) { return std::to_string(number); },
                            [](double number) { return NumberText(number); },
                            [](const std::string& text) { return Quoted(text); },
                            [](const Bytes& bytes) { return Quoted(ToBase64(bytes.data)); },
                            [](const std::vector<Value>& values) { return ListText(values); },
                            [](const std::vector<Attribute>& map) { return MapText(map); }),
      value.value);
}

// Returns three significant digits, and all of those before the point.
std::string ThreeDigits(double number) {
  const double size = std::fabs(number);
  char text[32];
  snprintf(text, sizeof(text), size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", number);
  return text;
}

}  // namespace

std::string ValueText(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
  if (const auto* bytes = std::get_if<Bytes>(&value.value)) return ToBase64(bytes->data);
  return JsonText(value);
}

std::string ToBase64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](size_t at) {
      return at < bytes.size() ? static_cast<unsigned>(static_cast<uint8_t>(bytes[at])) : 0U;
    };
    const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    text += kDigits[group >> 18];
    text += kDigits[group >> 12 & 63];
    text += i + 1 < bytes.size() ? kDigits[group >> 6 & 63] : '=';
    text += i + 2 < bytes.size() ? kDigits[group & 63] : '=';
  }
  return text;
}

std::string DurationText(int64_t nanoseconds) {
  const double number = static_cast<double>(nanoseconds);
  for (const Unit& unit : kUnits) {
    // 999.5 of a unit would print as 1000 of it.
    if (std::fabs(number) >= unit.nanoseconds * 0.9995) {
      return ThreeDigits(number / unit.nanoseconds) + " " + unit.name;
    }
  }
  return std::to_string(nanoseconds) + " ns";
}

std::string TimeText(uint64_t nanoseconds) {
  const std::time_t seconds = static_cast<std::time_t>(nanoseconds / 1'000'000'000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char date[32];
  strftime(date, sizeof(date), "%Y-%m-%d %H:%M:%S", &utc);
  char text[64];
  snprintf(text, sizeof(text), "%s.%06u UTC", date,
           static_cast<unsigned>(nanoseconds % 1'000'000'000 / 1000));
  return text;
}

int64_t Elapsed(uint64_t earlier, uint64_t later) {
  constexpr uint64_t kMost = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  if (later >= earlier) return static_cast<int64_t>(std::min(later - earlier, kMost));
  return -static_cast<int64_t>(std::min(earlier - later, kMost));
}

std::string ServiceName(const Resource& resource) {
  for (const Attribute& attribute : resource.attributes) {
    if (attribute.key == "service.name") return ValueText(attribute.value);
  }
  return "unknown_service";
}

std::string ServiceName(const Span& span) { return ServiceName(*span.resource); }

const char* NameOf(SpanKind kind) {
  switch (kind) {
    case SpanKind::kUnspecified:
      return "unspecified";
    case SpanKind::kInternal:
      return "internal";
    case SpanKind::kServer:
      return "server";
    case SpanKind::kClient:
      return "client";
    case SpanKind::kProducer:
      return "producer";
    case SpanKind::kConsumer:
      return "consumer";
  }
  return "";
}

}  // namespace tracebridge::tail
