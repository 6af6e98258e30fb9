#include "opencensus/tags/tag_key.h"

#include <deque>
#include <mutex>
#include <unordered_map>

#include "tracebridge/state.h"

namespace opencensus {
namespace tags {

// One a process, so that keys of two libraries with a copy of this code are the same keys.
class TagKeyRegistry {
 public:
  static TagKeyRegistry& Get() {
    static TagKeyRegistry& registry = *static_cast<TagKeyRegistry*>(Find());
    return registry;
  }

  TagKey Register(absl::string_view name) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = by_name_.find(std::string(name));
    if (found != by_name_.end()) return TagKey(found->second);
    entries_.push_back({entries_.size(), std::string(name)});
    by_name_.emplace(entries_.back().name, &entries_.back());
    return TagKey(&entries_.back());
  }

 private:
  static void* Find() {
    const auto make = [] { return static_cast<void*>(new TagKeyRegistry); };
    void* registry = tracebridge_state_v1_object("opencensus.tag_keys", make);
    return registry == nullptr ? make() : registry;
  }

  std::mutex mutex_;
  std::deque<TagKey::Entry> entries_;  // never moved: keys point here
  std::unordered_map<std::string, const TagKey::Entry*> by_name_;
};

TagKey TagKey::Register(absl::string_view name) { return TagKeyRegistry::Get().Register(name); }

}  // namespace tags
}  // namespace opencensus
