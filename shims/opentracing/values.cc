#include "shims/opentracing/values.h"

#include <charconv>
#include <cmath>
#include <cstdint>

#include "shims/opentracing/json_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
template <class Number>
std::string_view Digits(Number number, std::string* scratch) {
  char digits[32];  // the longest double is 24 characters
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return *scratch = std::string(digits, end);
}

std::string_view Digits(double number, std::string* scratch) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return Digits<double>(number, scratch);
}

struct TextOf {
  std::string* scratch;

  std::string_view operator()(bool x) const { return x ? "true" : "false"; }
  std::string_view operator()(double x) const { return Digits(x, scratch); }
  std::string_view operator()(int64_t x) const { return Digits(x, scratch); }
  std::string_view operator()(uint64_t x) const { return Digits(x, scratch); }
  std::string_view operator()(const std::string& x) const { return x; }
  std::string_view operator()(opentracing::string_view x) const { return ToStd(x); }
  std::string_view operator()(std::nullptr_t) const { return "null"; }
  std::string_view operator()(const char* x) const { return x == nullptr ? "" : x; }
  std::string_view operator()(const opentracing::Values& x) const { return *scratch = JsonText(x); }
  std::string_view operator()(const opentracing::Dictionary& x) const {
    return *scratch = JsonText(x);
  }
};

}  // namespace

std::string_view ToText(const opentracing::Value& value, std::string* scratch) noexcept {
  try {
    return opentracing::Value::visit(value, TextOf{scratch});
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return "";
  }
}

}  // namespace tracebridge::opentracing_shim
