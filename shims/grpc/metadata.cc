#include "shims/grpc/metadata.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {
namespace {

namespace nostd = opentelemetry::nostd;

constexpr std::string_view kBin = "-bin";

bool IsBytes(std::string_view name) {
  return name.size() >= kBin.size() && name.substr(name.size() - kBin.size()) == kBin;
}

// Header-Name → 1*( %x30-39 / %x61-7A / "_" / "-" / ".")
bool IsName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '.';
  });
}

// ASCII-Value → 1*( %x20-%x7E )
bool IsValue(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

std::string LowerCase(nostd::string_view key) {
  std::string name(key.data(), key.size());
  absl::AsciiStrToLower(&name);
  return name;
}

nostd::string_view View(const std::string& text) { return {text.data(), text.size()}; }

}  // namespace

nostd::string_view SentMetadata::Get(nostd::string_view key) const noexcept {
  try {
    const std::string name = LowerCase(key);
    if (const auto set = set_.find(name); set != set_.end()) return View(set->second);
    const auto found = metadata_->find(name);
    return found == metadata_->end() ? nostd::string_view() : View(found->second);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return {};
  }
}

void SentMetadata::Set(nostd::string_view key, nostd::string_view value) noexcept {
  try {
    std::string name = LowerCase(key);
    std::string sent;
    const bool is_census =
        name == kTraceBin || name == kTagsBin;  // which propagators write as base64
    // Bytes of others have no text that means them: dropped, with what is no name.
    if (!IsName(name) || (IsBytes(name) && !is_census)) {
      Count(Diagnostic::kBaggageNotAHeader);
      return;
    }
    if (!is_census) {
      sent.assign(value.data(), value.size());
    } else if (!absl::Base64Unescape({value.data(), value.size()}, &sent)) {
      Count(Diagnostic::kHeaderFieldDropped);
      return;
    }
    if (!is_census && !IsValue(sent)) {
      Count(Diagnostic::kHeaderFieldDropped);
      return;
    }
    set_.erase(name);
    set_.emplace(std::move(name), std::move(sent));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

void SentMetadata::SetBytes(const char* key, std::string bytes) {
  if (const auto set = set_.find(key); set != set_.end()) set_.erase(set);
  set_.emplace(key, std::move(bytes));
}

void SentMetadata::Clear() noexcept { set_.clear(); }

void SentMetadata::Send() noexcept {
  for (const auto& entry : set_) metadata_->erase(entry.first);
  metadata_->merge(set_);  // allocates nothing
}

std::size_t SentMetadata::SizeOf(std::string_view name, std::string_view value) noexcept {
  constexpr std::size_t kOfEntry = 32;  // RFC 9113, SETTINGS_MAX_HEADER_LIST_SIZE
  const std::size_t size = IsBytes(name) ? (value.size() * 4 + 2) / 3 : value.size();  // base64
  return name.size() + size + kOfEntry;
}

std::size_t SentMetadata::Size() const noexcept {
  std::size_t size = 0;
  for (const auto& [name, value] : set_) size += SizeOf(name, value);
  for (const auto& [name, value] : *metadata_) {
    if (set_.find(name) == set_.end()) size += SizeOf(name, value);
  }
  return size;
}

nostd::string_view ReceivedMetadata::Get(nostd::string_view key) const noexcept {
  try {
    const std::string name = LowerCase(key);
    is_trace_bin_read_ = is_trace_bin_read_ || name == kTraceBin;
    is_tags_bin_read_ = is_tags_bin_read_ || name == kTagsBin;
    if (name == kTraceBin && !census_.trace_bin.empty()) return View(census_.trace_bin);
    if (name == kTagsBin && !census_.tags_bin.empty()) return View(census_.tags_bin);

    const auto [begin, end] = metadata_.equal_range({name.data(), name.size()});
    if (begin == end) return {};
    if (std::next(begin) == end || IsBytes(name)) {
      return {begin->second.data(), begin->second.size()};
    }
    std::string joined;
    for (auto value = begin; value != end; ++value) {
      if (value != begin) joined.push_back(',');
      joined.append(value->second.data(), value->second.size());
    }
    joined_.push_back(std::move(joined));
    return View(joined_.back());
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return {};
  }
}

bool ReceivedMetadata::Keys(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  for (const auto& [name, value] : metadata_) {
    if (!callback({name.data(), name.size()})) return false;
  }
  return true;
}

}  // namespace tracebridge::grpc_interceptors
