// OpenTracing carriers as programs write them, over a list of headers.
#pragma once

#include <opentracing/propagation.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tracebridge::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

// `Base`: TextMapWriter or HTTPHeadersWriter.
template <class Base>
class HeadersWriter final : public Base {
 public:
  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    headers.emplace_back(key, value);
    return {};
  }
  mutable Headers headers;
};

// `Base`: TextMapReader or HTTPHeadersReader. Passes temporaries, as many programs do.
template <class Base>
class HeadersReader final : public Base {
 public:
  explicit HeadersReader(Headers from) : headers(std::move(from)) {}

  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    for (const auto& header : headers) {
      std::string key = header.first;
      std::string value = header.second;
      const auto result = f(key, value);
      key.assign(key.size(), '?');
      value.assign(value.size(), '?');
      if (!result) return result;
    }
    return {};
  }
  Headers headers;
};

using HttpWriter = HeadersWriter<opentracing::HTTPHeadersWriter>;
using TextMapWriter = HeadersWriter<opentracing::TextMapWriter>;
using HttpReader = HeadersReader<opentracing::HTTPHeadersReader>;
using TextMapReader = HeadersReader<opentracing::TextMapReader>;

// One line a header, in order: `traceparent: 00-...`.
inline std::string Text(const Headers& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    if (!text.empty()) text += '\n';
    text.append(name).append(": ").append(value);
  }
  return text;
}

}  // namespace tracebridge::test
