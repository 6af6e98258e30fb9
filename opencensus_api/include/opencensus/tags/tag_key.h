// The key of a tag: a name, registered once. A small value that may be a static constant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/base/macros.h"
#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"

namespace opencensus {
namespace tags {

class TagKey final {
 public:
  // Returns the key named `name`; the same one for the same name, in the whole process.
  static TagKey Register(absl::string_view name);

  // Returns the name, which lives for ever.
  const std::string& name() const { return entry_->name; }

  bool operator==(TagKey other) const { return entry_ == other.entry_; }
  bool operator!=(TagKey other) const { return entry_ != other.entry_; }
  // The order of registration.
  bool operator<(TagKey other) const { return entry_->id < other.entry_->id; }

  ABSL_DEPRECATED("Use absl::Hash<TagKey>.")
  std::size_t hash() const { return static_cast<std::size_t>(entry_->id); }

  template <typename H>
  friend H AbslHashValue(H state, const TagKey& k) {
    return H::combine(std::move(state), k.entry_->id);
  }

 private:
  friend class TagKeyRegistry;

  struct Entry {
    uint64_t id;
    std::string name;
  };

  explicit TagKey(const Entry* entry) : entry_(entry) {}

  const Entry* entry_;
};

}  // namespace tags
}  // namespace opencensus
