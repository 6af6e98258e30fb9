// Where two tracers write the headers of one request: a name that the first has written is its own.
//
//   first   traceparent: 00-1..            written
//   second  traceparent: 00-2..            left out, counted
//           tracestate: a=1                left out too: it belongs to the traceparent
//           baggage: user=alice            written
#pragma once

#include <opentracing/propagation.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_tee {

// Names, compared as `Writer` has them: those of HTTP headers in any case.
template <class Writer>
class Names {
 public:
  void Add(opentracing::string_view name) noexcept try {
    names_.emplace_back(name.data(), name.size());
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);  // both will write it
  }

  bool Have(std::string_view name) const noexcept {
    return std::any_of(names_.begin(), names_.end(),
                       [&](const std::string& known) { return IsSame(known, name); });
  }

  static bool IsSame(std::string_view a, std::string_view b) noexcept {
    constexpr bool kAnyCase = std::is_base_of_v<opentracing::HTTPHeadersWriter, Writer>;
    const auto fold = [](char c) {
      return kAnyCase && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return fold(x) == fold(y); });
  }

 private:
  std::vector<std::string> names_;
};

// The first one's: passes all on, and keeps the names.
template <class Writer>
class FirstWriter final : public Writer {
 public:
  FirstWriter(const Writer& to, Names<Writer>* written) : to_(to), written_(*written) {}

  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    written_.Add(key);
    return to_.Set(key, value);
  }

 private:
  const Writer& to_;
  Names<Writer>& written_;
};

// The second one's: passes on what the first has not written.
template <class Writer>
class SecondWriter final : public Writer {
 public:
  SecondWriter(const Writer& to, const Names<Writer>& written) : to_(to), written_(written) {}

  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    const std::string_view name(key.data(), key.size());
    // W3C Trace Context 3.3: a tracestate is that of the traceparent beside it.
    const bool is_of_first = written_.Have(name) || (Names<Writer>::IsSame(name, "tracestate") &&
                                                     written_.Have("traceparent"));
    if (!is_of_first) return to_.Set(key, value);
    Count(Diagnostic::kHeaderFieldDropped);
    return {};
  }

 private:
  const Writer& to_;
  const Names<Writer>& written_;
};

}  // namespace tracebridge::opentracing_tee
