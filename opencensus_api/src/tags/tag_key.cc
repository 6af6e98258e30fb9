#include "opencensus/tags/tag_key.h"

#include <cstddef>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "opencensus_api/src/tags/tag_key_of_header.h"
#include "otel_core/state/src/process_object.h"

namespace opencensus {
namespace tags {

// One a process, so that keys of two libraries with a copy of this code are the same keys.
class TagKeyRegistry : public tracebridge::state::LockedInForks {
 public:
  // Throws std::bad_alloc.
  static TagKeyRegistry& Get() {
    static TagKeyRegistry& registry = tracebridge::state::OrThrow(Find());
    return registry;
  }

  // Returns null without memory.
  static TagKeyRegistry* Find() noexcept {
    return tracebridge::state::ProcessObjectHeldInForks<TagKeyRegistry>("opencensus.tag_keys.v1");
  }

  // Returns nothing when `name` is new and there are `limit` keys. Adds 1 to `*new_keys` when it is new and now registered.
  std::optional<TagKey> Register(absl::string_view name, std::size_t limit, std::size_t* new_keys) {
    const std::lock_guard<std::mutex> lock(mutex);
    const auto found = by_name_.find(std::string(name));
    if (found != by_name_.end()) return TagKey(found->second);
    if (entries_.size() >= limit) return std::nullopt;
    entries_.push_back({entries_.size(), std::string(name)});
    by_name_.emplace(entries_.back().name, &entries_.back());
    ++*new_keys;
    return TagKey(&entries_.back());
  }

 private:
  std::deque<TagKey::Entry> entries_;  // never moved: keys point here
  std::unordered_map<std::string, const TagKey::Entry*> by_name_;
};

[[maybe_unused]] const TagKeyRegistry* const made_at_start = TagKeyRegistry::Find();

TagKey TagKey::Register(absl::string_view name) {
  std::size_t new_keys = 0;
  return *TagKeyRegistry::Get().Register(name, std::numeric_limits<std::size_t>::max(), &new_keys);
}

std::optional<TagKey> HeaderKeys::Find(absl::string_view name) {
  if (name.size() > kMaxKeySize) return std::nullopt;
  const std::size_t limit = new_keys_ < kMaxNewKeysOfAHeader ? kMaxKeysWithHeaders : 0;
  return TagKeyRegistry::Get().Register(name, limit, &new_keys_);
}

}  // namespace tags
}  // namespace opencensus
