#include "opentracing_api/src/mocktracer/propagation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>

#include "opentracing_api/src/mocktracer/base64.h"

namespace tracebridge::opentracing_mocktracer {
namespace {
using opentracing::are_errors_equal;
using opentracing::expected;
using opentracing::make_unexpected;
using opentracing::string_view;

auto IoError() { return make_unexpected(std::make_error_code(std::errc::io_error)); }

template <typename Number>
void WriteNumber(std::ostream& carrier, Number number) {
  for (std::size_t i = 0; i < sizeof(number); ++i) {
    carrier.put(static_cast<char>(number >> 8 * i & 255));
  }
}

void WriteText(std::ostream& carrier, const std::string& text) {
  WriteNumber(carrier, static_cast<std::uint32_t>(text.size()));
  carrier.write(text.data(), static_cast<std::streamsize>(text.size()));
}

template <typename Number>
Number ReadNumber(std::istream& carrier) {
  Number number = 0;
  char bytes[sizeof(number)] = {};
  carrier.read(bytes, sizeof(bytes));
  for (std::size_t i = 0; i < sizeof(bytes); ++i) {
    number |= static_cast<Number>(static_cast<unsigned char>(bytes[i])) << 8 * i;
  }
  return number;
}

std::string ReadText(std::istream& carrier) {
  std::string text;
  char chunk[256];
  std::uint32_t left = ReadNumber<std::uint32_t>(carrier);
  while (left > 0 && carrier.good()) {
    carrier.read(chunk, static_cast<std::streamsize>(std::min<std::size_t>(left, sizeof(chunk))));
    text.append(chunk, static_cast<std::size_t>(carrier.gcount()));
    left -= static_cast<std::uint32_t>(carrier.gcount());
  }
  return text;
}

bool SameKey(string_view x, string_view y) { return x == y; }

bool SameHeader(string_view x, string_view y) {
  const auto lower = [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [lower](char a, char b) { return lower(a) == lower(b); });
}

// Returns the value of `key`. A reader that cannot look up is searched.
expected<std::string> Find(const opentracing::TextMapReader& carrier, string_view key,
                           bool same(string_view, string_view)) {
  const expected<string_view> found = carrier.LookupKey(key);
  if (found) return std::string(*found);
  if (!are_errors_equal(found.error(), opentracing::lookup_key_not_supported_error)) {
    return make_unexpected(found.error());
  }

  expected<std::string> value = make_unexpected(opentracing::key_not_found_error);
  const expected<void> searched =
      carrier.ForeachKey([&](string_view a_key, string_view a_value) -> expected<void> {
        if (!same(a_key, key)) return {};
        value = std::string(a_value);
        return make_unexpected(std::error_code{});  // Ends the search: not an error.
      });
  if (!searched && searched.error() != std::error_code{}) return make_unexpected(searched.error());
  return value;
}

expected<bool> ReadPairs(const PropagationOptions& options,
                         const opentracing::TextMapReader& carrier, SpanContextData& data,
                         bool same(string_view, string_view)) {
  const expected<std::string> text = Find(carrier, options.propagation_key, same);
  if (!text) {
    if (are_errors_equal(text.error(), opentracing::key_not_found_error)) return false;
    return make_unexpected(text.error());
  }
  const std::string bytes = DecodeBase64(*text);
  if (bytes.empty()) return make_unexpected(opentracing::span_context_corrupted_error);
  std::istringstream stream{bytes};
  return Read(options, stream, data);
}
}  // namespace

expected<void> Write(const PropagationOptions& /*options*/, const SpanContextData& data,
                     std::ostream& carrier) {
  WriteNumber(carrier, data.trace_id);
  WriteNumber(carrier, data.span_id);
  WriteNumber(carrier, static_cast<std::uint32_t>(data.baggage.size()));
  for (const auto& item : data.baggage) {
    WriteText(carrier, item.first);
    WriteText(carrier, item.second);
  }
  // A buffered stream may notice only now that it cannot write.
  carrier.flush();
  if (!carrier.good()) return IoError();
  return {};
}

expected<void> Write(const PropagationOptions& options, const SpanContextData& data,
                     const opentracing::TextMapWriter& carrier) {
  std::ostringstream bytes;
  const expected<void> written = Write(options, data, bytes);
  if (!written) return written;
  return carrier.Set(options.propagation_key, EncodeBase64(bytes.str()));
}

expected<bool> Read(const PropagationOptions& /*options*/, std::istream& carrier,
                    SpanContextData& data) {
  if (!carrier.good()) return IoError();
  if (carrier.peek() == std::istream::traits_type::eof()) return false;

  data.trace_id = ReadNumber<std::uint64_t>(carrier);
  data.span_id = ReadNumber<std::uint64_t>(carrier);
  const auto items = ReadNumber<std::uint32_t>(carrier);
  for (std::uint32_t i = 0; i < items && carrier.good(); ++i) {
    std::string key = ReadText(carrier);
    data.baggage[std::move(key)] = ReadText(carrier);
  }
  if (!carrier.good()) return IoError();
  return true;
}

expected<bool> Read(const PropagationOptions& options, const opentracing::TextMapReader& carrier,
                    SpanContextData& data) {
  return ReadPairs(options, carrier, data, SameKey);
}

expected<bool> Read(const PropagationOptions& options,
                    const opentracing::HTTPHeadersReader& carrier, SpanContextData& data) {
  return ReadPairs(options, carrier, data, SameHeader);
}

}  // namespace tracebridge::opentracing_mocktracer
