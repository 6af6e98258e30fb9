#include "shims/opentracing/special_tags.h"

#include <charconv>
#include <string>

#include "shims/opentracing/values.h"

namespace tracebridge::opentracing_shim {
namespace {
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

struct StatusOf {
  using Result = std::optional<StatusCode>;

  Result operator()(bool x) const { return x ? StatusCode::kError : StatusCode::kOk; }
  Result operator()(double) const { return {}; }
  Result operator()(int64_t) const { return {}; }
  Result operator()(uint64_t) const { return {}; }
  Result operator()(const std::string& x) const { return Text(x); }
  Result operator()(opentracing::string_view x) const { return Text(ToStd(x)); }
  Result operator()(std::nullptr_t) const { return StatusCode::kUnset; }
  Result operator()(const char* x) const { return Text(x == nullptr ? "" : x); }
  Result operator()(const opentracing::Values&) const { return {}; }
  Result operator()(const opentracing::Dictionary&) const { return {}; }

  static Result Text(std::string_view text) {
    for (const ErrorText& row : kErrorTexts) {
      if (row.tag_value == text) return row.status;
    }
    return {};
  }
};

struct KindFrom {
  using Result = std::optional<SpanKind>;

  Result operator()(bool) const { return {}; }
  Result operator()(double) const { return {}; }
  Result operator()(int64_t) const { return {}; }
  Result operator()(uint64_t) const { return {}; }
  Result operator()(const std::string& x) const { return Text(x); }
  Result operator()(opentracing::string_view x) const { return Text(ToStd(x)); }
  Result operator()(std::nullptr_t) const { return {}; }
  Result operator()(const char* x) const { return Text(x == nullptr ? "" : x); }
  Result operator()(const opentracing::Values&) const { return {}; }
  Result operator()(const opentracing::Dictionary&) const { return {}; }

  static Result Text(std::string_view text) {
    for (const KindName& row : kKindNames) {
      if (row.tag_value == text) return row.kind;
    }
    return {};
  }
};

struct AboveZero {
  using Result = std::optional<bool>;

  Result operator()(bool x) const { return x; }
  Result operator()(double x) const { return x > 0; }
  Result operator()(int64_t x) const { return x > 0; }
  Result operator()(uint64_t x) const { return x > 0; }
  Result operator()(const std::string& x) const { return Text(x); }
  Result operator()(opentracing::string_view x) const { return Text(ToStd(x)); }
  Result operator()(std::nullptr_t) const { return {}; }
  Result operator()(const char* x) const { return Text(x == nullptr ? "" : x); }
  Result operator()(const opentracing::Values&) const { return {}; }
  Result operator()(const opentracing::Dictionary&) const { return {}; }

  static Result Text(std::string_view text) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc{} || parsed.ptr != end) return {};
    return number > 0;
  }
};

}  // namespace

std::optional<StatusCode> ErrorStatus(const opentracing::Value& value) noexcept {
  return opentracing::Value::visit(value, StatusOf{});
}

std::optional<SpanKind> KindOf(const opentracing::Value& value) noexcept {
  return opentracing::Value::visit(value, KindFrom{});
}

std::optional<bool> WantsSampling(const opentracing::Value& value) noexcept {
  return opentracing::Value::visit(value, AboveZero{});
}

}  // namespace tracebridge::opentracing_shim
