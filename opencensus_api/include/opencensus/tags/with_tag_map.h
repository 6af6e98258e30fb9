// Makes tags the current ones of the calling thread until destroyed.
#pragma once

#include <cstdint>

#include "opencensus/context/context.h"
#include "opencensus/tags/tag_map.h"

namespace opencensus {
namespace tags {

class WithTagMap {
 public:
  // Does nothing when `cond` is false. Destroy it on the same thread, innermost first; otherwise
  // the scopes around it still end where they should, and a diagnostic counts it.
  explicit WithTagMap(const TagMap& tags, bool cond = true);
  explicit WithTagMap(TagMap&& tags, bool cond = true);
  ~WithTagMap();

 private:
  WithTagMap() = delete;
  WithTagMap(const WithTagMap&) = delete;
  WithTagMap(WithTagMap&&) = delete;
  WithTagMap& operator=(const WithTagMap&) = delete;
  WithTagMap& operator=(WithTagMap&&) = delete;

  // What names the activation to the core; null when there is none.
  void* activation_ = nullptr;
  uint64_t serial_ = 0;
};

}  // namespace tags
}  // namespace opencensus
