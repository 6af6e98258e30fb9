#include "shims/opencensus/tag_mirror.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "opencensus_api/src/tags/tag_key_of_header.h"
#include "opentelemetry/nostd/string_view.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge::opencensus_shim {
namespace {
namespace nostd = opentelemetry::nostd;
using opencensus::tags::TagKey;
using opencensus::tags::TagMap;
using opentelemetry::baggage::Baggage;

constexpr std::size_t kMaxTextSize = 255;  // characters; OpenCensus, tags/TagMap.md, "Limits"

// Never destroyed. A mirror may be in use when the next is set: all are kept, of which there is one in most programs.
class MirrorState {
 public:
  static MirrorState& Get() noexcept {
    static std::atomic<MirrorState*> found{nullptr};
    MirrorState* const state = found.load(std::memory_order_acquire);
    return state != nullptr ? *state : Find(&found);
  }

  const TagMirror* current() const noexcept { return current_.load(std::memory_order_acquire); }

  void Set(const TagMirror& mirror) {
    if (mirror == TagMirror()) {
      current_.store(nullptr, std::memory_order_release);
      return;
    }
    const Kept* kept = kept_.load(std::memory_order_acquire);
    while (kept != nullptr && !(kept->mirror == mirror)) kept = kept->before;
    if (kept == nullptr) kept = Keep(mirror);
    current_.store(&kept->mirror, std::memory_order_release);
  }

 private:
  static MirrorState& Find(std::atomic<MirrorState*>* found) noexcept {
    void* const shared =
        tracebridge_state_v1_object("opencensus.tag_mirror/" TRACEBRIDGE_VERSION,
                                    [] { return static_cast<void*>(new MirrorState); });
    static MirrorState own;  // no memory: this library's own will do
    MirrorState* const state = shared != nullptr ? static_cast<MirrorState*>(shared) : &own;
    found->store(state, std::memory_order_release);
    return *state;
  }

  struct Kept {
    TagMirror mirror;
    const Kept* before;
  };

  const Kept* Keep(const TagMirror& mirror) {
    auto* const kept = new Kept{mirror, kept_.load(std::memory_order_acquire)};
    while (!kept_.compare_exchange_weak(kept->before, kept, std::memory_order_acq_rel)) {
    }
    return kept;
  }

  std::atomic<const TagMirror*> current_{nullptr};
  std::atomic<const Kept*> kept_{nullptr};
};

bool IsTagText(std::string_view text) {
  return text.size() <= kMaxTextSize &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool IsTag(std::string_view key, std::string_view value) {
  return !key.empty() && IsTagText(key) && IsTagText(value);
}

bool Names(const TagMirror& mirror, std::string_view key) {
  return mirror.keys.empty() ||
         std::find(mirror.keys.begin(), mirror.keys.end(), key) != mirror.keys.end();
}

bool IsMirrored(const TagMirror& mirror, std::string_view key, std::string_view value) {
  return Names(mirror, key) && IsTag(key, value);
}

// The key of the tag that an entry of Baggage stands for, if it is of the mirror's.
std::optional<std::string_view> TagKeyOf(const TagMirror& mirror, std::string_view entry) {
  if (entry.substr(0, mirror.prefix.size()) != mirror.prefix) return std::nullopt;
  entry.remove_prefix(mirror.prefix.size());
  if (!Names(mirror, entry)) return std::nullopt;
  return entry;
}

template <class Visit>
void ForEachEntry(const Baggage& baggage, Visit visit) {
  baggage.GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    visit(std::string_view(key.data(), key.size()), std::string_view(value.data(), value.size()));
    return true;
  });
}

bool HasTag(const TagMap& tags, std::string_view key, const TagMirror& mirror) {
  return std::any_of(tags.tags().begin(), tags.tags().end(), [&](const auto& tag) {
    return tag.first.name() == key && IsMirrored(mirror, key, tag.second);
  });
}

}  // namespace

void SetTagMirror(const TagMirror& mirror) { MirrorState::Get().Set(mirror); }

const TagMirror* CurrentTagMirror() noexcept { return MirrorState::Get().current(); }

BaggagePointer WithTagsMirrored(const TagMirror& mirror, const BaggagePointer& baggage,
                                const TagMap& tags) {
  std::vector<std::string> gone;
  ForEachEntry(*baggage, [&](std::string_view entry, std::string_view value) {
    const auto key = TagKeyOf(mirror, entry);
    if (key && IsTag(*key, value) && !HasTag(tags, *key, mirror)) gone.emplace_back(entry);
  });
  BaggagePointer result = baggage;
  for (const std::string& entry : gone) result = result->Delete(entry);

  std::string known;
  for (const auto& [key, value] : tags.tags()) {
    if (!Names(mirror, key.name())) continue;
    if (!IsTag(key.name(), value)) {
      Count(Diagnostic::kBaggageNotAHeader);  // Dropped here: it is a tag, and no entry.
      continue;
    }
    const std::string entry = mirror.prefix + key.name();
    if (!result->GetValue(entry, known) || known != value) result = result->Set(entry, value);
  }
  return result;
}

TagMap WithBaggageMirrored(const TagMirror& mirror, const TagMap& tags, bool were_mirrored,
                           const Baggage& baggage) {
  std::vector<std::pair<TagKey, std::string>> merged;
  opencensus::tags::HeaderKeys keys;  // the entries may have come in one
  ForEachEntry(baggage, [&](std::string_view entry, std::string_view value) {
    const auto key = TagKeyOf(mirror, entry);
    if (!key) return;
    if (!IsTag(*key, value)) {
      Count(Diagnostic::kBaggageNotAHeader);  // Dropped here: it is an entry, and no tag.
      return;
    }
    if (const auto registered = keys.Find(absl::string_view(key->data(), key->size()))) {
      merged.emplace_back(*registered, value);
    } else {
      Count(Diagnostic::kBaggageLimit);
    }
  });
  const std::size_t of_baggage = merged.size();
  for (const auto& tag : tags.tags()) {
    if (were_mirrored && IsMirrored(mirror, tag.first.name(), tag.second)) continue;
    const auto end = merged.begin() + static_cast<std::ptrdiff_t>(of_baggage);
    if (std::none_of(merged.begin(), end,
                     [&](const auto& other) { return other.first == tag.first; })) {
      merged.push_back(tag);
    }
  }
  return TagMap(std::move(merged));
}

}  // namespace tracebridge::opencensus_shim
