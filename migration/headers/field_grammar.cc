#include "migration/headers/field_grammar.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <system_error>

#include "migration/tail/text.h"
#include "otel_core/propagators/decimal.h"
#include "otel_core/propagators/percent.h"
#include "otel_core/propagators/text.h"

namespace tracebridge::headers {
namespace {

using propagators::EqualsIgnoringCase;
using propagators::TakeField;
using propagators::Trim;

enum class Kind { kHex, kLowerHex, kDecimal, kB3State, kAny };

struct Field {
  std::string_view what;
  Kind kind;
  std::size_t shortest;  // characters
  std::size_t longest;
  bool may_be_zero;
};

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

constexpr Field kTraceId{"trace id", Kind::kHex, 1, 32, false};
constexpr Field kSpanId{"span id", Kind::kHex, 1, 16, false};
constexpr Field kDecimalId{"id", Kind::kDecimal, 1, kNoLimit, true};

// Fields with `separator` between them.
struct Grammar {
  char separator;
  std::size_t required;  // fields without which it says nothing
  Field fields[4];
};

// W3C Trace Context Level 2, "traceparent Header Field Values".
constexpr Grammar kTraceparent{'-',
                               4,
                               {{"version", Kind::kLowerHex, 2, 2, true},
                                {"trace id", Kind::kLowerHex, 32, 32, false},
                                {"parent id", Kind::kLowerHex, 16, 16, false},
                                {"flags", Kind::kLowerHex, 2, 2, true}}};

// Jaeger client libraries, "Propagation Format". Some clients send no parent's id, and nobody reads it.
constexpr Grammar kUberTraceId{':',
                               4,
                               {kTraceId,
                                kSpanId,
                                {"parent id", Kind::kAny, 0, kNoLimit, true},
                                {"flags", Kind::kHex, 1, 16, true}}};
constexpr std::size_t kMaxUberTraceId = 88;  // characters, with every `:` as `%3A`

// B3 propagation, "Single Header".
constexpr Grammar kB3{'-',
                      2,
                      {kTraceId,
                       kSpanId,
                       {"sampling state", Kind::kB3State, 1, 1, true},
                       {"parent id", Kind::kHex, 1, 16, true}}};

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
    case Kind::kB3State:
      return c == '0' || c == '1' || c == 'd';
    case Kind::kAny:
      return true;
  }
  return true;
}

std::string_view Characters(Kind kind) {
  switch (kind) {
    case Kind::kHex:
      return "hex digits";
    case Kind::kLowerHex:
      return "lower-case hex digits";
    case Kind::kDecimal:
      return "decimal digits";
    case Kind::kB3State:
      return "0, 1 or d";
    case Kind::kAny:
      return "characters";
  }
  return "";
}

std::string Bounds(const Field& field) {
  const std::string shortest = std::to_string(field.shortest);
  if (field.longest == kNoLimit) return shortest + " or more";
  const std::string longest = std::to_string(field.longest);
  return field.shortest == field.longest ? longest : shortest + " to " + longest;
}

bool IsTooLarge(const Field& field, std::string_view digits) {
  std::uint64_t number = 0;
  return field.kind == Kind::kDecimal && !propagators::ReadDecimal(digits, &number);
}

std::optional<std::string> WhyNot(const Field& field, std::string_view text) {
  const std::string what = "the " + std::string(field.what);
  const auto wrong =
      std::find_if(text.begin(), text.end(), [&](char c) { return !Accepts(field.kind, c); });
  if (wrong != text.end()) {
    return what + " has `" + tail::TerminalText(std::string_view(&*wrong, 1)) + "` at its place " +
           std::to_string(wrong - text.begin() + 1) + "; only " +
           std::string(Characters(field.kind)) + " may stand there";
  }
  if (text.size() < field.shortest || text.size() > field.longest) {
    const std::string_view characters =
        field.kind == Kind::kB3State ? "characters" : Characters(field.kind);
    return what + " has " + std::to_string(text.size()) + " " + std::string(characters) + ", not " +
           Bounds(field);
  }
  if (IsTooLarge(field, text)) return what + " has more than 64 bits";
  if (!field.may_be_zero && text.find_first_not_of('0') == std::string_view::npos) {
    return what + " is zero";
  }
  return {};
}

// Checks the fields of `*value` and takes them off its front. `*has_more`: whether another separator follows.
std::optional<std::string> Check(const Grammar& grammar, std::string_view* value, bool* has_more) {
  *has_more = true;
  const Field* last = nullptr;
  std::size_t place = 0;
  for (const Field& field : grammar.fields) {
    if (!*has_more) {
      if (place >= grammar.required) return {};
      return "it ends after the " + std::string(last->what) + ", without the " +
             std::string(field.what);
    }
    *has_more = value->find(grammar.separator) != std::string_view::npos;
    if (auto why = WhyNot(field, TakeField(value, grammar.separator))) return why;
    last = &field;
    ++place;
  }
  return {};
}

bool IsOneOf(std::string_view value, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return EqualsIgnoringCase(value, word); });
}

std::string NoDecision(std::string_view value, const char* words) {
  return "`" + tail::TerminalText(value) + "` is no decision; " + words + " are";
}

}  // namespace

std::optional<std::string> WhyNoTraceparent(std::string_view value) {
  const std::string_view version = value.substr(0, 2);
  bool has_more = false;
  if (auto why = Check(kTraceparent, &value, &has_more)) return why;
  if (version == "ff") return "there is no version ff";
  if (version == "00" && has_more) return "version 00 ends after the flags, and more follows";
  return {};
}

std::optional<std::string> WhyNoUberTraceId(std::string_view value) {
  if (value.size() > kMaxUberTraceId) {
    return "it has " + std::to_string(value.size()) + " characters, more than " +
           std::to_string(kMaxUberTraceId);
  }
  std::string decoded;
  if (!propagators::AppendPercentDecoded(value, &decoded)) return "it has half an escape";
  std::string_view rest = decoded;
  bool has_more = false;
  if (auto why = Check(kUberTraceId, &rest, &has_more)) return why;
  if (has_more) return "it has more than four fields";
  return {};
}

std::optional<std::string> WhyNoB3(std::string_view value) {
  bool has_more = false;
  if (value.size() == 1) return WhyNot(kB3.fields[2], value);  // a decision alone
  if (auto why = Check(kB3, &value, &has_more)) return why;
  if (has_more) return "it has more than four fields";
  return {};
}

std::optional<std::string> WhyNoB3Sampled(std::string_view value) {
  if (IsOneOf(value, {"0", "1", "3", "true", "false"}) || value == "d") return {};
  return NoDecision(value, "0 and 1");
}

std::optional<std::string> WhyNoCloudTrace(std::string_view value) {
  if (value.find(',') != std::string_view::npos) return "it holds a comma";
  constexpr Field kSpan{"span id", Kind::kDecimal, 1, kNoLimit, true};
  constexpr Field kOptions{"option o", Kind::kDecimal, 1, kNoLimit, true};
  std::string_view options = value;
  std::string_view ids = Trim(TakeField(&options, ';'));
  const bool has_span_id = ids.find('/') != std::string_view::npos;
  if (auto why = WhyNot(kTraceId, TakeField(&ids, '/'))) return why;
  if (has_span_id) {
    if (auto why = WhyNot(kSpan, ids)) return why;
  }
  while (!options.empty()) {
    const std::string_view option = Trim(TakeField(&options, ';'));
    if (option.substr(0, 2) != "o=") continue;
    if (auto why = WhyNot(kOptions, option.substr(2))) return why;
  }
  return {};
}

std::optional<std::string> WhyNoTraceId(std::string_view value) { return WhyNot(kTraceId, value); }

std::optional<std::string> WhyNoSpanId(std::string_view value) { return WhyNot(kSpanId, value); }

std::optional<std::string> WhyNoDecimal(std::string_view value) {
  return WhyNot(kDecimalId, value);
}

std::optional<std::string> WhyNoBool(std::string_view value) {
  if (IsOneOf(value, {"true", "1", "t", "false", "0", "f"})) return {};
  return NoDecision(value, "true and false");
}

std::optional<std::string> WhyNoPriority(std::string_view value) {
  int priority = 0;
  const char* const end = value.data() + value.size();
  const auto result = std::from_chars(value.data(), end, priority);
  if (result.ec == std::errc() && result.ptr == end) return {};
  return "`" + tail::TerminalText(value) + "` is no priority; -1, 0, 1 and 2 are";
}

}  // namespace tracebridge::headers
