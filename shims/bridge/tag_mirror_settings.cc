#include "shims/bridge/tag_mirror_settings.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace tracebridge::bridge {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpaces = " \t";
  const auto begin = std::min(text.find_first_not_of(kSpaces), text.size());
  return text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin);
}

}  // namespace

opencensus_shim::TagMirror ToTagMirror(const SdkOptions& options) {
  opencensus_shim::TagMirror mirror;
  mirror.prefix = options.opencensus_tags_prefix;
  std::string_view keys = options.opencensus_tags_allow;
  while (!keys.empty()) {
    const auto comma = std::min(keys.find(','), keys.size());
    const std::string_view key = Trim(keys.substr(0, comma));
    if (!key.empty()) mirror.keys.emplace_back(key);
    keys.remove_prefix(std::min(comma + 1, keys.size()));
  }
  return mirror;
}

}  // namespace tracebridge::bridge
