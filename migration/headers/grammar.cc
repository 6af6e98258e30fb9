#include "migration/headers/grammar.h"

#include <algorithm>
#include <iterator>

#include "migration/tail/text.h"

namespace tracebridge::headers {
namespace {

enum class Kind { kHex, kLowerHex, kDecimal, kAny };

struct Field {
  std::string_view what;
  Kind kind;
  std::size_t shortest;  // digits
  std::size_t longest;
  bool may_be_zero;
  std::string_view ends;  // characters that end it; empty: the end of the header does
};

struct Grammar {
  std::string_view header;
  std::size_t required;  // fields without which it says nothing
  Field fields[4];
  std::string_view source;
};

constexpr Field kNone{"", Kind::kAny, 0, 0, true, ""};

constexpr Grammar kGrammars[] = {
    {"traceparent",
     4,
     {{"version", Kind::kLowerHex, 2, 2, true, "-"},
      {"trace id", Kind::kLowerHex, 32, 32, false, "-"},
      {"parent id", Kind::kLowerHex, 16, 16, false, "-"},
      {"flags", Kind::kLowerHex, 2, 2, true, "-"}},
     "W3C Trace Context Level 2, 3.2"},
    {"uber-trace-id",
     4,
     {{"trace id", Kind::kHex, 1, 32, false, ":"},
      {"span id", Kind::kHex, 1, 16, false, ":"},
      {"parent id", Kind::kHex, 1, 16, true, ":"},
      {"flags", Kind::kHex, 1, 2, true, ""}},
     "Jaeger client libraries, Propagation Format"},
    {"b3",
     2,
     {{"trace id", Kind::kHex, 16, 32, false, "-"},
      {"span id", Kind::kHex, 16, 16, false, "-"},
      {"sampling state", Kind::kAny, 1, 1, true, "-"},
      {"parent id", Kind::kHex, 16, 16, true, ""}},
     "B3 propagation, Single Header"},
    {"x-b3-traceid",
     1,
     {{"trace id", Kind::kHex, 16, 32, false, ""}, kNone, kNone, kNone},
     "B3 propagation, Multiple Headers"},
    {"x-b3-spanid",
     1,
     {{"span id", Kind::kHex, 16, 16, false, ""}, kNone, kNone, kNone},
     "B3 propagation, Multiple Headers"},
    {"ot-tracer-traceid",
     1,
     {{"trace id", Kind::kHex, 1, 32, false, ""}, kNone, kNone, kNone},
     "OpenTelemetry specification, OT Trace"},
    {"ot-tracer-spanid",
     1,
     {{"span id", Kind::kHex, 1, 16, false, ""}, kNone, kNone, kNone},
     "OpenTelemetry specification, OT Trace"},
    {"x-cloud-trace-context",
     2,
     {{"trace id", Kind::kHex, 32, 32, false, "/"},
      {"span id", Kind::kDecimal, 1, 20, false, ";"},
      kNone,
      kNone},
     "Google Cloud Trace, X-Cloud-Trace-Context"},
    {"x-datadog-trace-id",
     1,
     {{"trace id", Kind::kDecimal, 1, 20, false, ""}, kNone, kNone, kNone},
     "Datadog tracing libraries"},
    {"x-datadog-parent-id",
     1,
     {{"parent id", Kind::kDecimal, 1, 20, false, ""}, kNone, kNone, kNone},
     "Datadog tracing libraries"},
};

bool IsHexDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool Accepts(Kind kind, char c) {
  switch (kind) {
    case Kind::kHex:
      return IsHexDigit(c);
    case Kind::kLowerHex:
      return IsHexDigit(c) && !(c >= 'A' && c <= 'F');
    case Kind::kDecimal:
      return c >= '0' && c <= '9';
    case Kind::kAny:
      return true;
  }
  return true;
}

std::string_view Digits(Kind kind) {
  switch (kind) {
    case Kind::kHex:
      return "hex digits";
    case Kind::kLowerHex:
      return "lower-case hex digits";
    case Kind::kDecimal:
      return "decimal digits";
    case Kind::kAny:
      return "characters";
  }
  return "";
}

std::string Bounds(const Field& field) {
  const std::string longest = std::to_string(field.longest);
  return field.shortest == field.longest ? longest
                                         : std::to_string(field.shortest) + " to " + longest;
}

std::optional<std::string> WhyNot(const Field& field, std::string_view text) {
  const std::string what = "the " + std::string(field.what);
  const auto wrong =
      std::find_if(text.begin(), text.end(), [&](char c) { return !Accepts(field.kind, c); });
  if (wrong != text.end()) {
    return what + " has `" + tail::TerminalText(std::string_view(&*wrong, 1)) + "` at its place " +
           std::to_string(wrong - text.begin() + 1) + "; only " + std::string(Digits(field.kind)) +
           " may stand there";
  }
  if (text.size() < field.shortest || text.size() > field.longest) {
    return what + " has " + std::to_string(text.size()) + " " + std::string(Digits(field.kind)) +
           ", not " + Bounds(field);
  }
  if (!field.may_be_zero && text.find_first_not_of('0') == std::string_view::npos) {
    return what + " is zero";
  }
  return {};
}

std::optional<std::string> Check(const Grammar& grammar, std::string_view value) {
  for (std::size_t i = 0; i < std::size(grammar.fields); ++i) {
    const Field& field = grammar.fields[i];
    if (field.what.empty()) break;
    const auto end =
        field.ends.empty() ? value.size() : std::min(value.find_first_of(field.ends), value.size());
    if (value.empty() && i >= grammar.required) break;
    if (auto why = WhyNot(field, value.substr(0, end))) return why;
    const bool is_last = end == value.size();
    value.remove_prefix(is_last ? end : end + 1);
    if (is_last && i + 1 < grammar.required) {
      return "it ends after the " + std::string(field.what) + ", without the " +
             std::string(grammar.fields[i + 1].what);
    }
  }
  return {};
}

}  // namespace

std::optional<std::string> WhyMalformed(std::string_view name, std::string_view value) {
  value = tail::Trim(value);
  if (value.empty()) return "it is empty";
  if (name == "b3" && value.size() == 1) return {};  // a decision alone
  for (const Grammar& grammar : kGrammars) {
    if (grammar.header != name) continue;
    if (value.find(',') != std::string_view::npos) return "it is there more than once";
    return Check(grammar, value);
  }
  return {};
}

}  // namespace tracebridge::headers
