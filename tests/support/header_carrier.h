// A carrier over HTTP headers as a server holds them: names in any case, repeated fields joined.
//
// Source: RFC 9110, sections 5.1 (names are case-insensitive) and 5.3 (a repeated field is a list).
#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"

namespace tracebridge::test {

struct LessIgnoringCase {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
      return std::tolower(static_cast<unsigned char>(x)) <
             std::tolower(static_cast<unsigned char>(y));
    });
  }
};

class HeaderCarrier final : public opentelemetry::context::propagation::TextMapCarrier {
 public:
  HeaderCarrier() = default;
  explicit HeaderCarrier(std::initializer_list<std::pair<std::string, std::string>> headers) {
    for (const auto& [name, value] : headers) Receive(name, value);
  }

  void Receive(std::string_view name, std::string_view value) {
    const auto [at, added] = headers_.emplace(name, value);
    if (!added) at->second.append(",").append(value);
  }

  opentelemetry::nostd::string_view Get(
      opentelemetry::nostd::string_view key) const noexcept override {
    const auto at = headers_.find(std::string_view(key.data(), key.size()));
    return at == headers_.end() ? opentelemetry::nostd::string_view() : at->second;
  }

  void Set(opentelemetry::nostd::string_view key,
           opentelemetry::nostd::string_view value) noexcept override {
    headers_[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
  }

  bool Keys(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override {
    for (const auto& header : headers_) {
      if (!callback(header.first)) return false;
    }
    return true;
  }

  // All headers, by name.
  const std::map<std::string, std::string, LessIgnoringCase>& headers() const { return headers_; }

  // One line a header, by name: `traceparent: 00-...`.
  std::string Text() const {
    std::string text;
    for (const auto& [name, value] : headers_) {
      if (!text.empty()) text += '\n';
      text.append(name).append(": ").append(value);
    }
    return text;
  }

 private:
  std::map<std::string, std::string, LessIgnoringCase> headers_;
};

}  // namespace tracebridge::test
