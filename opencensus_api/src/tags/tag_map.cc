#include "opencensus/tags/tag_map.h"

#include <algorithm>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"

namespace opencensus {
namespace tags {
namespace {
using Tags = std::vector<std::pair<TagKey, std::string>>;

Tags Copy(std::initializer_list<std::pair<TagKey, absl::string_view>> tags) {
  Tags copy;
  copy.reserve(tags.size());
  for (const auto& tag : tags) copy.emplace_back(tag.first, std::string(tag.second));
  return copy;
}

}  // namespace

struct TagMap::Rep {
  Tags tags;
  std::size_t hash;
};

TagMap::TagMap(std::initializer_list<std::pair<TagKey, absl::string_view>> tags)
    : TagMap(Copy(tags)) {}

TagMap::TagMap(Tags tags) {
  if (tags.empty()) return;
  std::sort(tags.begin(), tags.end());
  const std::size_t hash = absl::Hash<Tags>()(tags);
  rep_ = std::make_shared<const Rep>(Rep{std::move(tags), hash});
}

const Tags& TagMap::tags() const {
  static const Tags& none = *new Tags;
  return rep_ == nullptr ? none : rep_->tags;
}

std::size_t TagMap::Hash::operator()(const TagMap& tags) const {
  return tags.rep_ == nullptr ? 0 : tags.rep_->hash;
}

bool TagMap::operator==(const TagMap& other) const {
  return rep_ == other.rep_ || tags() == other.tags();
}

std::string TagMap::DebugString() const {
  std::string out = "{";
  absl::string_view separator;
  for (const auto& tag : tags()) {
    absl::StrAppend(&out, separator, "\"", tag.first.name(), "\": \"", tag.second, "\"");
    separator = ", ";
  }
  return out + "}";
}

}  // namespace tags
}  // namespace opencensus
