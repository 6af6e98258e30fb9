// Name-value pairs that travel with a request.
//
//   userId=alice,serverNode=DF%2028;ttl=3     the second: value "DF 28", metadata "ttl=3"
//
// Source: W3C Baggage; OpenTelemetry specification 1.60.0, baggage/api.md.
// Why keys are read with escapes: docs/RATIONALE.md, "Why do some keys of baggage have escapes?".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/nostd/utility.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace baggage {

// Immutable, so safe to share among threads.
//
// Keys are UTF-8 without control characters, not empty; values are any UTF-8. Where a value's
// bytes are not UTF-8, U+FFFD stands in their place. Metadata that arrives with a pair leaves with
// it; unlike in opentelemetry-cpp, it is not part of the value.
class Baggage {
 public:
  static constexpr std::size_t kMaxKeyValuePairs = 180;
  static constexpr std::size_t kMaxKeyValueSize = 4096;  // bytes of one encoded pair
  static constexpr std::size_t kMaxSize = 8192;          // bytes of a header
  static constexpr char kKeyValueSeparator = '=';
  static constexpr char kMembersSeparator = ',';
  static constexpr char kMetadataSeparator = ';';

  Baggage() noexcept = default;

  // `size` is a hint: how many pairs to expect.
  explicit Baggage(std::size_t size) noexcept {
    try {
      items_.reserve(size < kMaxKeyValuePairs ? size : kMaxKeyValuePairs);
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    }
  }

  // Takes the pairs of a container, in order.
  template <class T, nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>* = nullptr>
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream's
  Baggage(const T& keys_and_values) noexcept {
    try {
      for (const auto& pair : keys_and_values) {
        if (IsValidKey(pair.first)) Append(pair.first, ToUtf8(pair.second), {});
      }
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
    }
  }

  // Returns the empty set. Copying the pointer touches no reference count.
  OPENTELEMETRY_API_SINGLETON static nostd::shared_ptr<Baggage> GetDefault() noexcept {
    static opentelemetry::detail::NeverDestroyed<Baggage> empty;
    return nostd::shared_ptr<Baggage>(nostd::shared_ptr<Baggage>(), &empty.value);
  }

  // Returns whether there is a pair with that key; if so, `value` becomes its value.
  bool GetValue(nostd::string_view key, std::string& value) const noexcept {
    const Item* item = Find(key);
    return item != nullptr && Assign(Value(*item), value);
  }

  // The same for the pair's metadata, which is empty for most (ours).
  bool GetMetadata(nostd::string_view key, std::string& metadata) const noexcept {
    const Item* item = Find(key);
    return item != nullptr && Assign(Metadata(*item), metadata);
  }

  // Returns a set with that pair first, in place of one with its key, if any; a copy if the key or
  // the metadata is not valid. Metadata (ours) is sent as it is: printable ASCII but " , and
  // backslash.
  nostd::shared_ptr<Baggage> Set(const nostd::string_view& key, const nostd::string_view& value,
                                 const nostd::string_view& metadata = {}) noexcept {
    try {
      auto result = std::make_shared<Baggage>(items_.size() + 1);
      const bool is_valid = IsValidKey(key) && IsMetadata(metadata);
      if (is_valid) result->Append(key, ToUtf8(value), Trim(metadata));
      for (const Item& item : items_) {
        if (!is_valid || Key(item) != key) result->AppendItem(*this, item);
      }
      return result;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return GetDefault();
    }
  }

  // Returns a set with the pairs of `more` whose keys are not here behind these, as far as there is
  // room (ours).
  nostd::shared_ptr<Baggage> Joined(const Baggage& more) const noexcept {
    try {
      auto result = std::make_shared<Baggage>(items_.size() + more.items_.size());
      result->text_.reserve(text_.size() + more.text_.size());
      result->text_ = text_;
      result->items_ = items_;
      for (const Item& item : more.items_) {
        if (Find(more.Key(item)) == nullptr) result->AppendItem(more, item);
      }
      return result;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return GetDefault();
    }
  }

  // Returns a set of the pairs whose keys `keeps` accepts (ours); the empty one if it throws.
  nostd::shared_ptr<Baggage> Filtered(
      nostd::function_ref<bool(nostd::string_view)> keeps) const noexcept {
    try {
      auto result = std::make_shared<Baggage>(items_.size());
      result->text_.reserve(text_.size());
      for (const Item& item : items_) {
        if (keeps(Key(item))) result->AppendItem(*this, item);
      }
      return result;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
      return GetDefault();
    }
  }

  // Calls `callback` with each key and value, in order, until it returns false. Returns whether it
  // was called with all. What it throws ends the visit and is counted.
  bool GetAllEntries(
      nostd::function_ref<bool(nostd::string_view, nostd::string_view)> callback) const noexcept {
    try {
      for (const Item& item : items_) {
        if (!callback(Key(item), Value(item))) return false;
      }
      return true;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
      return false;
    }
  }

  // Returns a set without that key.
  nostd::shared_ptr<Baggage> Delete(nostd::string_view key) noexcept {
    try {
      auto result = std::make_shared<Baggage>(items_.size());
      for (const Item& item : items_) {
        if (Key(item) != key) result->AppendItem(*this, item);
      }
      return result;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return GetDefault();
    }
  }

  // Returns the pairs that a header holds. Malformed members and those longer than kMaxKeyValueSize
  // are left out, as is what comes after kMaxKeyValuePairs; a header longer than kMaxSize is left
  // out as a whole. Of two members with the same key the last counts, at the place of the first. A
  // header that is malformed in part is counted; of one that gives nothing, whoever asked knows.
  static nostd::shared_ptr<Baggage> FromHeader(nostd::string_view header) noexcept {
    bool is_malformed = false;
    auto result = FromHeader(header, &is_malformed);
    if (is_malformed && result != GetDefault()) {
      tracebridge::Count(tracebridge::Diagnostic::kHeaderMalformed);
    }
    return result;
  }

  // The same without counting: `*is_malformed` becomes true if a member was left out for that (ours).
  static nostd::shared_ptr<Baggage> FromHeader(nostd::string_view header,
                                               bool* is_malformed) noexcept {
    if (header.empty() || header.size() > kMaxSize) return GetDefault();
    try {
      nostd::shared_ptr<Baggage> result;
      std::string key, value, metadata;
      while (!header.empty()) {
        const std::size_t comma = header.find(kMembersSeparator);
        const nostd::string_view member = Trim(header.substr(0, comma));
        header.remove_prefix(comma == nostd::string_view::npos ? header.size() : comma + 1);

        if (member.empty()) continue;
        if (!DecodeMember(member, key, value, metadata)) {
          *is_malformed = true;
          continue;
        }
        if (!result) result = std::make_shared<Baggage>();
        result->Append(key, value, metadata);
      }
      return result ? result : GetDefault();
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return GetDefault();
    }
  }

  // Returns a header within the limits above: a pair that does not fit is left out and counted.
  // Values are percent-encoded, keys where they are no tokens, metadata is not.
  std::string ToHeader() const {
    std::string header;
    std::size_t count = 0;
    for (const Item& item : items_) {
      const std::size_t before = header.size();
      if (before != 0) header += kMembersSeparator;
      const std::size_t start = header.size();
      Encode</*kIsKey=*/true>(Key(item), header);
      header += kKeyValueSeparator;
      Encode</*kIsKey=*/false>(Value(item), header);
      if (item.end != item.value_end) header.append(";").append(Metadata(item));
      if (header.size() - start > kMaxKeyValueSize || header.size() > kMaxSize) {
        header.resize(before);
        tracebridge::Count(tracebridge::Diagnostic::kBaggageLimit);
      } else if (++count == kMaxKeyValuePairs) {
        break;
      }
    }
    return header;
  }

 private:
  // Positions in text_, where key, value and metadata follow one another.
  struct Item {
    uint32_t begin;
    uint32_t key_end;
    uint32_t value_end;
    uint32_t end;
  };

  nostd::string_view Text(uint32_t begin, uint32_t end) const noexcept {
    return {text_.data() + begin, end - begin};
  }
  nostd::string_view Key(const Item& item) const noexcept { return Text(item.begin, item.key_end); }
  nostd::string_view Value(const Item& item) const noexcept {
    return Text(item.key_end, item.value_end);
  }
  nostd::string_view Metadata(const Item& item) const noexcept {
    return Text(item.value_end, item.end);
  }

  const Item* Find(nostd::string_view key) const noexcept {
    for (const Item& item : items_) {
      if (Key(item) == key) return &item;
    }
    return nullptr;
  }

  static bool Assign(nostd::string_view from, std::string& to) noexcept {
    try {
      to.assign(from);
      return true;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return false;
    }
  }

  // Replaces an item of the same key. Adds nothing, and counts it, if there is no more room.
  void Append(nostd::string_view key, nostd::string_view value, nostd::string_view metadata) {
    Put(Find(key), key, value, metadata);
  }

  // The same for an item of another set whose key is not here: nobody looks for it.
  void AppendItem(const Baggage& from, const Item& item) {
    Put(nullptr, from.Key(item), from.Value(item), from.Metadata(item));
  }

  void Put(const Item* same, nostd::string_view key, nostd::string_view value,
           nostd::string_view metadata) {
    const std::size_t size = text_.size() + key.size() + value.size() + metadata.size();
    if (size > UINT32_MAX || (same == nullptr && items_.size() >= kMaxKeyValuePairs)) {
      tracebridge::Count(tracebridge::Diagnostic::kBaggageLimit);
      return;
    }

    Item item{};
    item.begin = static_cast<uint32_t>(text_.size());
    item.key_end = item.begin + static_cast<uint32_t>(key.size());
    item.value_end = item.key_end + static_cast<uint32_t>(value.size());
    item.end = item.value_end + static_cast<uint32_t>(metadata.size());
    text_.append(key).append(value).append(metadata);
    if (same != nullptr) {
      items_[static_cast<std::size_t>(same - items_.data())] = item;
    } else {
      items_.push_back(item);
    }
  }

  // Returns whether the member of a header is well-formed; if so, sets the others, decoded.
  static bool DecodeMember(nostd::string_view member, std::string& key, std::string& value,
                           std::string& metadata) {
    const std::size_t equals = member.find(kKeyValueSeparator);
    if (equals == nostd::string_view::npos || member.size() > kMaxKeyValueSize) return false;
    const nostd::string_view after = member.substr(equals + 1);
    const std::size_t semicolon = after.find(kMetadataSeparator);
    const bool has_metadata = semicolon != nostd::string_view::npos;
    metadata = has_metadata ? Trim(after.substr(semicolon + 1)) : nostd::string_view();

    if (!DecodeKey(Trim(member.substr(0, equals)), key)) return false;
    if (!Decode(Trim(after.substr(0, semicolon)), value) || !IsMetadata(metadata)) return false;
    value = ToUtf8(value);
    return true;
  }

  // `%` is a token's character, so a key whose escapes make no key stands for itself.
  static bool DecodeKey(nostd::string_view text, std::string& key) {
    if (Decode(text, key) && IsValidKey(key)) return true;
    for (const char c : text) {
      if (!IsBaggageOctet(c)) return false;
    }
    key.assign(text);
    return !key.empty();
  }

  static nostd::string_view Trim(nostd::string_view text) noexcept {
    const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
  }

  // "baggage-octet": printable ASCII but space " , ; and backslash.
  static constexpr bool IsBaggageOctet(char c) noexcept {
    return c > ' ' && c <= '~' && c != '"' && c != ',' && c != ';' && c != '\\';
  }

  // What may be sent as it is after the first ';'.
  static bool IsMetadata(nostd::string_view text) noexcept {
    for (const char c : text) {
      if (!IsBaggageOctet(c) && c != ' ' && c != '\t' && c != kMetadataSeparator) return false;
    }
    return true;
  }

  static bool IsValidKey(nostd::string_view key) noexcept {
    for (const char c : key) {
      if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') return false;
    }
    return !key.empty() && InvalidUtf8(key) == key.size();
  }

  static constexpr bool IsUnreserved(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~';
  }

  // RFC 9110, 5.6.2, "token", but `%`: peers that decode keys would take it for an escape.
  static constexpr bool IsRawInKeys(char c) noexcept {
    return IsUnreserved(c) || c == '!' || c == '#' || c == '$' || c == '&' || c == '\'' ||
           c == '*' || c == '+' || c == '^' || c == '`' || c == '|';
  }

  template <bool kIsKey>
  static void Encode(nostd::string_view text, std::string& out) {
    constexpr char kHex[] = "0123456789ABCDEF";
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (kIsKey ? IsRawInKeys(c) : IsUnreserved(c)) {
        out += c;
      } else {
        out += '%';
        out += kHex[byte >> 4];
        out += kHex[byte & 0xf];
      }
    }
  }

  // Returns false if there is a character that must not be there, or half an escape.
  static bool Decode(nostd::string_view text, std::string& out) {
    out.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (!IsBaggageOctet(text[i])) return false;
      if (text[i] != '%') {
        out += text[i];
        continue;
      }
      if (text.size() - i < 3) return false;
      const int high = HexDigit(text[i + 1]);
      const int low = HexDigit(text[i + 2]);
      if (high < 0 || low < 0) return false;
      out += static_cast<char>(high << 4 | low);
      i += 2;
    }
    return true;
  }

  static constexpr int HexDigit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  }

  // Returns the position of the first byte that is not part of well-formed UTF-8, or the size.
  static std::size_t InvalidUtf8(nostd::string_view text, std::size_t from = 0) noexcept {
    while (from < text.size()) {
      const std::size_t length = Utf8Length(text.substr(from));
      if (length == 0) return from;
      from += length;
    }
    return from;
  }

  // Returns the bytes of the character that `text` begins with, 0 if it is malformed. Unicode 15,
  // table 3-7.
  static std::size_t Utf8Length(nostd::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xc2 && lead <= 0xdf   ? 2
                               : lead >= 0xe0 && lead <= 0xef ? 3
                               : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                              : 0;
    if (length == 0 || text.size() < length) return 0;
    const unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (byte(1) < low || byte(1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
      if (byte(i) < 0x80 || byte(i) > 0xbf) return 0;
    }
    return length;
  }

  // Puts U+FFFD in the place of each byte that is not part of well-formed UTF-8.
  static std::string ToUtf8(nostd::string_view text) {
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = InvalidUtf8(text, begin);
      out.append(text.substr(begin, end - begin));
      if (end == text.size()) break;
      out += "\xef\xbf\xbd";
      tracebridge::Count(tracebridge::Diagnostic::kInvalidUtf8);
      begin = end + 1;
    }
    return out;
  }

  std::string text_;
  std::vector<Item> items_;
};

}  // namespace baggage
OPENTELEMETRY_END_NAMESPACE
