// Carriers of text pairs for the behaviour program.
#pragma once

#include <opentracing/propagation.h>

#include <map>
#include <string>

namespace behaviour {

struct Headers : opentracing::HTTPHeadersReader, opentracing::HTTPHeadersWriter {
  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    if (!set_error) {
      pairs[key] = value;
      return {};
    }
    return opentracing::make_unexpected(set_error);
  }

  opentracing::expected<opentracing::string_view> LookupKey(
      opentracing::string_view key) const override {
    if (!can_look_up) return opentracing::HTTPHeadersReader::LookupKey(key);
    const auto pair = pairs.find(key);
    if (pair == pairs.end()) return opentracing::make_unexpected(opentracing::key_not_found_error);
    return opentracing::string_view(pair->second);
  }

  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view key,
                                                opentracing::string_view value)>
          f) const override {
    ++searches;
    for (const auto& pair : pairs) {
      const auto result = f(pair.first, pair.second);
      if (!result) return result;
    }
    return {};
  }

  mutable std::map<std::string, std::string> pairs;
  mutable int searches = 0;
  bool can_look_up = false;
  std::error_code set_error;
};

}  // namespace behaviour
