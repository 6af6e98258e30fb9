// What tracing systems send along with a span context: a short, ordered list of pairs.
//
//   congo=t61rcWkgMzE,rojo=00f067aa0ba902b7     the most recent writer first
//
// Source: W3C Trace Context Level 2, "tracestate header" and "mutating the tracestate field".
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

// Immutable, so safe to share among threads. Kept as the header's text: a span passes it on far
// more often than it looks inside.
//
// Takes the header as a whole or not at all: one malformed member, or more than 32, and the result
// is empty. Of two members with the same key the first counts. What goes beyond 512 characters is
// cut as the standard says: whole members, those longer than 128 characters first, then the last. What
// is cut is counted (tracebridge.header.field_dropped).
class TraceState {
 public:
  static constexpr int kKeyMaxSize = 256;    // characters
  static constexpr int kValueMaxSize = 256;  // characters
  static constexpr int kMaxKeyValuePairs = 32;
  static constexpr std::size_t kMaxSize = 512;  // characters of the whole list (ours)
  static constexpr auto kKeyValueSeparator = '=';
  static constexpr auto kMembersSeparator = ',';

  TraceState(const TraceState&) = delete;
  TraceState& operator=(const TraceState&) = delete;
  ~TraceState() = default;

  // Returns the empty list. Copying the pointer touches no reference count.
  static nostd::shared_ptr<TraceState> GetDefault() noexcept;

  // Returns the list that a header describes; the empty one if it is malformed.
  static nostd::shared_ptr<TraceState> FromHeader(nostd::string_view header) noexcept {
    Members members;
    Member member;
    while (TakeMember(header, member)) {
      if (!IsValidKey(member.key) || !IsValidValue(member.value)) return GetDefault();
      if (members.Contains(member.key)) continue;
      if (members.count == kMaxKeyValuePairs) return GetDefault();
      members.Append(member);
    }
    return Make(members);
  }

  std::string ToHeader() const { return std::string(text_, size_); }

  // Returns whether there is a member with that key; if so, `value` becomes its value.
  bool Get(nostd::string_view key, std::string& value) const noexcept {
    bool found = false;
    GetAllEntries([&](nostd::string_view k, nostd::string_view v) {
      if (k != key) return true;
      try {
        value.assign(v.data(), v.size());
        found = true;
      } catch (...) {
        tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      }
      return false;
    });
    return found;
  }

  // Returns a list with that member first, in place of one with its key, if any. Of a full list the
  // last member goes. Returns the empty list if the key or the value is not valid.
  nostd::shared_ptr<TraceState> Set(const nostd::string_view& key,
                                    const nostd::string_view& value) noexcept {
    if (!IsValidKey(key) || !IsValidValue(value)) return GetDefault();
    Members members;
    members.Append({key, value});
    GetAllEntries([&](nostd::string_view k, nostd::string_view v) {
      if (k == key) return true;
      if (members.count < kMaxKeyValuePairs) {
        members.Append({k, v});
      } else {
        tracebridge::Count(tracebridge::Diagnostic::kHeaderFieldDropped);
      }
      return true;
    });
    return Make(members);
  }

  // Returns a list without that member. Returns the empty list if the key is not valid.
  nostd::shared_ptr<TraceState> Delete(const nostd::string_view& key) noexcept {
    if (!IsValidKey(key)) return GetDefault();
    Members members;
    GetAllEntries([&](nostd::string_view k, nostd::string_view v) {
      if (k != key) members.Append({k, v});
      return true;
    });
    return Make(members);
  }

  bool Empty() const noexcept { return size_ == 0; }

  // Calls `callback` with each key and value, in order, until it returns false. Returns whether it
  // was called with all. What it throws ends the visit and is counted.
  bool GetAllEntries(
      nostd::function_ref<bool(nostd::string_view, nostd::string_view)> callback) const noexcept {
    nostd::string_view rest(text_, size_);
    Member member;
    try {
      while (TakeMember(rest, member)) {
        if (!callback(member.key, member.value)) return false;
      }
      return true;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
      return false;
    }
  }

  // A lowercase letter or a digit, then up to 255 of those and of _ - * / @.
  static bool IsValidKey(nostd::string_view key) noexcept {
    if (key.empty() || key.size() > kKeyMaxSize || !IsLetterOrDigit(key.front())) return false;
    for (const char c : key) {
      if (!IsLetterOrDigit(c) && c != '_' && c != '-' && c != '*' && c != '/' && c != '@') {
        return false;
      }
    }
    return true;
  }

  // 1 to 256 printable ASCII characters but ',' and '=', the last not a space.
  static bool IsValidValue(nostd::string_view value) noexcept {
    if (value.empty() || value.size() > kValueMaxSize || value.back() == ' ') return false;
    for (const char c : value) {
      if (c < ' ' || c > '~' || c == kMembersSeparator || c == kKeyValueSeparator) return false;
    }
    return true;
  }

 private:
  template <class T>
  friend union opentelemetry::detail::NeverDestroyed;

  // Both refer to text elsewhere.
  struct Member {
    nostd::string_view key;
    nostd::string_view value;

    std::size_t size() const noexcept { return key.size() + 1 + value.size(); }
  };

  struct Members {
    Member list[kMaxKeyValuePairs];
    int count = 0;

    void Append(const Member& member) noexcept { list[count++] = member; }

    bool Contains(nostd::string_view key) const noexcept {
      for (int i = 0; i < count; ++i) {
        if (list[i].key == key) return true;
      }
      return false;
    }

    std::size_t size() const noexcept {
      std::size_t sum = 0;
      for (int i = 0; i < count; ++i) sum += list[i].size() + (i == 0 ? 0 : 1);
      return sum;
    }

    // "Entries larger than 128 characters long SHOULD be removed first. Then entries SHOULD be
    // removed starting from the end of tracestate."
    void Truncate() noexcept {
      const int before = count;
      for (int i = count - 1; i >= 0 && size() > kMaxSize; --i) {
        if (list[i].size() > kLargeMember) Remove(i);
      }
      while (size() > kMaxSize) --count;
      if (count != before) {
        tracebridge::Count(tracebridge::Diagnostic::kHeaderFieldDropped,
                           static_cast<std::uint64_t>(before - count));
      }
    }

    void Remove(int index) noexcept {
      --count;
      for (int i = index; i < count; ++i) list[i] = list[i + 1];
    }
  };

  static constexpr std::size_t kLargeMember = 128;

  constexpr TraceState() noexcept : size_(0), text_{} {}
  explicit TraceState(const Members& members) noexcept : size_(0) {
    for (int i = 0; i < members.count; ++i) {
      if (i != 0) text_[size_++] = kMembersSeparator;
      Append(members.list[i].key);
      text_[size_++] = kKeyValueSeparator;
      Append(members.list[i].value);
    }
  }

  void Append(nostd::string_view text) noexcept {
    std::memcpy(text_ + size_, text.data(), text.size());
    size_ = static_cast<uint16_t>(size_ + text.size());
  }

  static nostd::shared_ptr<TraceState> Make(Members& members) noexcept {
    members.Truncate();
    if (members.count == 0) return GetDefault();
    struct Constructible : TraceState {  // std::make_shared needs a public constructor
      explicit Constructible(const Members& list) noexcept : TraceState(list) {}
    };
    try {
      return std::make_shared<Constructible>(members);
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return GetDefault();
    }
  }

  // Moves the next member that is not empty from `text` to `member`. Returns whether there was one;
  // one without '=' has an empty key, which is not valid.
  static bool TakeMember(nostd::string_view& text, Member& member) noexcept {
    while (!text.empty()) {
      const std::size_t comma = text.find(kMembersSeparator);
      nostd::string_view item = text.substr(0, comma);
      text.remove_prefix(comma == nostd::string_view::npos ? text.size() : comma + 1);

      while (!item.empty() && IsOptionalWhiteSpace(item.front())) item.remove_prefix(1);
      while (!item.empty() && IsOptionalWhiteSpace(item.back())) item.remove_suffix(1);
      if (item.empty()) continue;

      const std::size_t equals = item.find(kKeyValueSeparator);
      const bool has_key = equals != nostd::string_view::npos;
      member = has_key ? Member{item.substr(0, equals), item.substr(equals + 1)} : Member{{}, item};
      return true;
    }
    return false;
  }

  static constexpr bool IsOptionalWhiteSpace(char c) noexcept { return c == ' ' || c == '\t'; }
  static constexpr bool IsLetterOrDigit(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  uint16_t size_;
  char text_[kMaxSize];
};

namespace internal {
OPENTELEMETRY_API_SINGLETON
inline opentelemetry::detail::NeverDestroyed<TraceState> default_trace_state;
}  // namespace internal

inline nostd::shared_ptr<TraceState> TraceState::GetDefault() noexcept {
  return nostd::shared_ptr<TraceState>(nostd::shared_ptr<TraceState>(),
                                       &internal::default_trace_state.value);
}

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
