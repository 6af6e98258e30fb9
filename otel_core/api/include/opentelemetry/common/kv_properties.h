// Text of the form "key=value,key=value": a reader, and a list of pairs.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/common/string_util.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {

struct KeyValueStringTokenizerOptions {
  char member_separator = ',';
  char key_value_separator = '=';
  bool ignore_empty_members = true;
};

// Reads members one at a time. Refers to the text, as do the results; allocates nothing.
class KeyValueStringTokenizer {
 public:
  explicit KeyValueStringTokenizer(
      nostd::string_view str,
      const KeyValueStringTokenizerOptions& opts = KeyValueStringTokenizerOptions()) noexcept
      : str_(str), opts_(opts) {}

  static nostd::string_view GetDefaultKeyOrValue() noexcept { return ""; }

  // Returns whether there was another member. `valid_kv` says whether it had a key-value separator;
  // if so `key` and `value` are what stands before and after the first one. White space around the
  // member is dropped, not that around the separator. An empty member, unless ignored, is valid and
  // has an empty key and value.
  bool next(bool& valid_kv, nostd::string_view& key, nostd::string_view& value) noexcept {
    while (index_ < str_.size()) {
      const std::size_t separator = str_.find(opts_.member_separator, index_);
      const std::size_t end = separator == nostd::string_view::npos ? str_.size() : separator;
      const auto member = StringUtil::Trim(nostd::string_view(str_.data() + index_, end - index_));
      index_ = end + 1;

      valid_kv = true;
      if (member.empty()) {
        if (opts_.ignore_empty_members) continue;
        key = value = GetDefaultKeyOrValue();
        return true;
      }
      const std::size_t equals = member.find(opts_.key_value_separator);
      if (equals == nostd::string_view::npos) {
        valid_kv = false;
      } else {
        key = nostd::string_view(member.data(), equals);
        value = nostd::string_view(member.data() + equals + 1, member.size() - equals - 1);
      }
      return true;
    }
    valid_kv = true;
    return false;
  }

  // Returns the number of members, empty ones included (but not one after a last separator).
  std::size_t NumTokens() const noexcept {
    std::size_t count = 0;
    for (std::size_t begin = 0; begin < str_.size(); ++count) {
      const std::size_t end = str_.find(opts_.member_separator, begin);
      if (end == nostd::string_view::npos) return count + 1;
      begin = end + 1;
    }
    return count;
  }

  void reset() noexcept { index_ = 0; }

 private:
  nostd::string_view str_;
  KeyValueStringTokenizerOptions opts_;
  std::size_t index_ = 0;
};

// Pairs of strings in order, up to a number given beforehand. What does not fit, or finds no
// memory, is left out.
class KeyValueProperties {
 public:
  class Entry {
   public:
    Entry() = default;
    Entry(nostd::string_view key, nostd::string_view value) : key_(key), value_(value) {}

    nostd::string_view GetKey() const noexcept { return key_; }
    nostd::string_view GetValue() const noexcept { return value_; }
    void SetValue(nostd::string_view value) noexcept {
      try {
        value_ = std::string(value);
      } catch (...) {
        tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      }
    }

   private:
    std::string key_;
    std::string value_;
  };

  KeyValueProperties() noexcept = default;

  // Makes room for `size` pairs.
  explicit KeyValueProperties(std::size_t size) noexcept : max_entries_(size) {}

  template <class T, class = nostd::enable_if_t<detail::is_key_value_iterable<T>::value>>
  explicit KeyValueProperties(const T& keys_and_values) noexcept
      : max_entries_(nostd::size(keys_and_values)) {
    for (const auto& pair : keys_and_values) AddEntry(pair.first, pair.second);
  }

  KeyValueProperties(KeyValueProperties&&) noexcept = default;
  KeyValueProperties& operator=(KeyValueProperties&&) noexcept = default;
  KeyValueProperties(const KeyValueProperties&) = delete;
  KeyValueProperties& operator=(const KeyValueProperties&) = delete;
  ~KeyValueProperties() = default;

  void AddEntry(nostd::string_view key, nostd::string_view value) noexcept {
    if (entries_.size() >= max_entries_) return;
    try {
      entries_.emplace_back(key, value);
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    }
  }

  // Calls `callback` with each pair until it returns false. Returns whether it was called with all.
  bool GetAllEntries(
      nostd::function_ref<bool(nostd::string_view, nostd::string_view)> callback) const noexcept {
    for (const Entry& entry : entries_) {
      if (!callback(entry.GetKey(), entry.GetValue())) return false;
    }
    return true;
  }

  // Returns whether there is a pair with that key; if so, `value` is the first one's.
  bool GetValue(nostd::string_view key, std::string& value) const noexcept {
    for (const Entry& entry : entries_) {
      if (entry.GetKey() != key) continue;
      try {
        value = std::string(entry.GetValue());
        return true;
      } catch (...) {
        tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
        return false;
      }
    }
    return false;
  }

  std::size_t Size() const noexcept { return entries_.size(); }

 private:
  std::size_t max_entries_ = 0;
  std::vector<Entry> entries_;
};

}  // namespace common
OPENTELEMETRY_END_NAMESPACE
