#include "migration/headers/list_grammar.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>

#include "migration/tail/text.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/percent.h"
#include "otel_core/propagators/text.h"
#include "otel_core/propagators/trace_state_member.h"

namespace tracebridge::headers {
namespace {

namespace nostd = opentelemetry::nostd;
using opentelemetry::baggage::Baggage;
using opentelemetry::trace::TraceState;
using propagators::EqualsIgnoringCase;
using propagators::HexCase;
using propagators::StateFields;
using propagators::TakeField;
using propagators::Trim;

constexpr std::size_t kMaxDatadogTags = 512;  // characters of the header

std::string Quoted(std::string_view text) {
  constexpr std::size_t kShown = 40;
  const bool is_long = text.size() > kShown;
  return "`" + tail::TerminalText(text.substr(0, kShown)) + (is_long ? "..." : "") + "`";
}

std::string More(std::size_t size, const char* what, std::size_t limit) {
  return "it has " + std::to_string(size) + " " + what + ", more than " + std::to_string(limit);
}

// Whether a member of the trace state can hold that field.
bool IsStateField(std::string_view name, std::string_view value) {
  StateFields fields;
  fields.Add("", name, value);
  return !fields.text().empty();
}

// Bytes of Latin-1, for one.
std::optional<std::string> WhyNoText(std::string_view value) {
  std::string mended;
  Baggage::GetDefault()->Set("k", value)->GetValue("k", mended);
  if (mended == value) return {};
  return "its value has bytes that are not UTF-8; U+FFFD stands for each";
}

std::string WhyNoBaggageMember(std::string_view member) {
  if (member.size() > Baggage::kMaxKeyValueSize) {
    return More(member.size(), "bytes", Baggage::kMaxKeyValueSize);
  }
  const std::size_t equals = member.find('=');
  if (equals == std::string_view::npos) return "it has no `=`";
  if (Trim(member.substr(0, equals)).empty()) return "it has no key";
  for (const char c : member) {
    if (!propagators::IsPrintable(c) || c == '"' || c == '\\') {
      return "it has `" + tail::TerminalText(std::string_view(&c, 1)) +
             "`, which must be percent-encoded";
    }
  }
  std::string_view value = member.substr(equals + 1);
  std::string decoded;
  if (!propagators::AppendPercentDecoded(TakeField(&value, ';'), &decoded)) {
    return "its value has half an escape";
  }
  return "a space is in its key or its value";
}

// The keys that a header of one member gives.
std::set<std::string> KeysOf(std::string_view member) {
  std::set<std::string> keys;
  Baggage::FromHeader(member)->GetAllEntries([&](nostd::string_view key, nostd::string_view) {
    keys.emplace(key);
    return true;
  });
  return keys;
}

// Why a member that is taken is not taken as it stands.
std::optional<std::string> WhyChanged(std::string_view member) {
  TakeField(&member, '=');
  std::string value;
  propagators::AppendPercentDecoded(Trim(TakeField(&member, ';')), &value);
  return WhyNoText(value);
}

// Reads `Root=`; `1-5759e988-bd862e3fe1be46a994272793`.
std::optional<std::string> WhyNoRoot(std::string_view text) {
  if (TakeField(&text, '-') != "1") return "Root has another version than 1";
  const std::string_view time = TakeField(&text, '-');
  if (time.size() != 8 || text.size() != 24) {
    return "Root has " + std::to_string(time.size()) + " and " + std::to_string(text.size()) +
           " digits behind its version, not 8 and 24";
  }
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  if (!propagators::ReadHex128<HexCase::kAny>(std::string(time) + std::string(text), &high, &low)) {
    return "Root has a character that is no hex digit";
  }
  if ((high | low) == 0) return "Root is zero";
  return {};
}

std::optional<std::string> WhyNoParent(std::string_view text) {
  std::uint64_t id = 0;
  if (text.size() != 16) {
    return "Parent has " + std::to_string(text.size()) + " digits, not 16";
  }
  if (!propagators::ReadHex<HexCase::kAny>(text, &id)) {
    return "Parent has a character that is no hex digit";
  }
  return {};
}

std::optional<std::string> WhyNoXRayField(std::string_view name, std::string_view value) {
  if (EqualsIgnoringCase(name, "root")) return WhyNoRoot(value);
  if (EqualsIgnoringCase(name, "parent")) return WhyNoParent(value);
  if (EqualsIgnoringCase(name, "sampled")) {
    if (value.empty() || value == "0" || value == "1" || value == "?") return {};
    return "Sampled is " + Quoted(value) + ", not 0, 1 or ?";
  }
  if (name.empty() || EqualsIgnoringCase(name, "self")) return {};
  if (IsStateField(name, value)) return {};
  return "its field " + Quoted(name) + " cannot be sent on";
}

std::optional<std::string> WhyNoTag(std::string_view tag) {
  constexpr std::string_view kPrefix = "_dd.p.";
  std::string_view value = tag;
  std::string_view name = TakeField(&value, '=');
  if (name.substr(0, kPrefix.size()) != kPrefix) {
    return "its tag " + Quoted(tag) + " does not begin with " + std::string(kPrefix);
  }
  if (value.empty()) return "its tag " + Quoted(tag) + " has no value";
  name.remove_prefix(kPrefix.size());
  std::uint64_t id = 0;
  if (name == "tid") {
    if (value.size() == 16 && propagators::ReadHex<HexCase::kAny>(value, &id)) return {};
    return "its tag _dd.p.tid is " + Quoted(value) + ", not 16 hex digits";
  }
  if (IsStateField("t." + std::string(name), value)) return {};
  return "its tag " + Quoted(tag) + " cannot be sent on as it is";
}

}  // namespace

std::optional<std::string> WhyNoTraceState(std::string_view value) {
  std::size_t size = 0;
  std::set<std::string_view> keys;
  while (!value.empty()) {
    const std::string_view member = Trim(TakeField(&value, ','));
    if (member.empty()) continue;
    const std::size_t equals = member.find('=');
    const std::string why = "its member " + Quoted(member) + " has ";
    constexpr char kAll[] = ", so none is taken";
    if (equals == std::string_view::npos) return why + "no `=`" + kAll;
    if (!TraceState::IsValidKey(member.substr(0, equals))) return why + "a malformed key" + kAll;
    if (!TraceState::IsValidValue(member.substr(equals + 1))) {
      return why + "a malformed value" + kAll;
    }
    if (keys.insert(member.substr(0, equals)).second) {
      size += member.size() + (size == 0 ? 0 : 1);
    }
  }
  if (keys.size() > TraceState::kMaxKeyValuePairs) {
    return More(keys.size(), "members", TraceState::kMaxKeyValuePairs) + ", so none is taken";
  }
  if (size > TraceState::kMaxSize) {
    return More(size, "characters", TraceState::kMaxSize) + "; some members are left out";
  }
  return {};
}

std::optional<std::string> WhyNoBaggage(std::string_view value) {
  if (value.size() > Baggage::kMaxSize) {
    return More(value.size(), "bytes", Baggage::kMaxSize);
  }
  std::set<std::string> keys;
  while (!value.empty()) {
    const std::string_view member = Trim(TakeField(&value, ','));
    if (member.empty()) continue;
    const auto added = KeysOf(member);
    if (added.empty()) return "its member " + Quoted(member) + ": " + WhyNoBaggageMember(member);
    if (auto why = WhyChanged(member)) return "its member " + Quoted(member) + ": " + *why;
    keys.insert(added.begin(), added.end());
  }
  if (keys.empty()) return "it has no member";
  if (keys.size() > Baggage::kMaxKeyValuePairs) {
    return More(keys.size(), "members", Baggage::kMaxKeyValuePairs);
  }
  return {};
}

std::optional<std::string> WhyNoJaegerBaggage(std::string_view value) {
  if (value.size() > Baggage::kMaxSize) {
    return More(value.size(), "bytes", Baggage::kMaxSize);
  }
  std::string decoded;
  if (!propagators::AppendPercentDecoded(value, &decoded)) decoded = value;
  std::size_t count = 0;
  for (std::string_view rest = decoded; !rest.empty();) {
    std::string_view member = Trim(TakeField(&rest, ','));
    if (member.empty()) continue;
    const auto equals = std::count(member.begin(), member.end(), '=');
    if (equals != 1) {
      return "its member " + Quoted(member) + " has " + std::to_string(equals) + " `=`, not one";
    }
    const std::string_view key = Trim(TakeField(&member, '='));
    if (auto why = WhyNoItem(key, Trim(member), Trim(member))) {
      return "its member " + Quoted(key) + ": " + *why;
    }
    ++count;
  }
  if (count == 0) return "it has no member";
  if (count > Baggage::kMaxKeyValuePairs) {
    return More(count, "members", Baggage::kMaxKeyValuePairs);
  }
  return {};
}

std::optional<std::string> WhyNoXRay(std::string_view value) {
  bool has_root = false;
  while (!value.empty()) {
    std::string_view text = TakeField(&value, ';');
    const std::string_view name = Trim(TakeField(&text, '='));
    if (auto why = WhyNoXRayField(name, Trim(text))) return why;
    has_root = has_root || EqualsIgnoringCase(name, "root");
  }
  if (!has_root) return "it has no Root";
  return {};
}

std::optional<std::string> WhyNoDatadogOrigin(std::string_view value) {
  if (IsStateField("o", value)) return {};
  return "it cannot be sent on as it is";
}

std::optional<std::string> WhyNoDatadogTags(std::string_view value) {
  if (value.size() > kMaxDatadogTags) {
    return More(value.size(), "characters", kMaxDatadogTags);
  }
  while (!value.empty()) {
    if (auto why = WhyNoTag(TakeField(&value, ','))) return why;
  }
  return {};
}

std::optional<std::string> WhyNoItem(std::string_view key, std::string_view text,
                                     std::string_view value) {
  if (key.empty()) return "the item has no key";
  std::string found;
  if (!Baggage::GetDefault()->Set(key, "v")->GetValue(key, found)) {
    return "its key has control characters or bytes that are not UTF-8";
  }
  if (text.size() > Baggage::kMaxSize) return More(text.size(), "bytes", Baggage::kMaxSize);
  if (key.size() + value.size() > Baggage::kMaxKeyValueSize) {
    return "the item has " + std::to_string(key.size() + value.size()) + " bytes, more than " +
           std::to_string(Baggage::kMaxKeyValueSize);
  }
  return WhyNoText(value);
}

}  // namespace tracebridge::headers
