// Input: a header, a line break, a key, `=`, a value to set. What comes out is safe to send, within
// the limits, and reads back as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "opentelemetry/baggage/baggage.h"

namespace {

using opentelemetry::baggage::Baggage;

void Require(bool condition) {
  if (!condition) std::abort();
}

void RequireValid(const Baggage& baggage) {
  const std::string header = baggage.ToHeader();
  Require(header.size() <= Baggage::kMaxSize);
  for (const char c : header) Require((c >= ' ' && c <= '~') || c == '\t');

  std::size_t pairs = 0;
  baggage.GetAllEntries([&](std::string_view key, std::string_view value) {
    std::string found;
    Require(!key.empty() && baggage.GetValue(key, found) && found == value);
    ++pairs;
    return true;
  });
  Require(pairs <= Baggage::kMaxKeyValuePairs);
  Require(Baggage::FromHeader(header)->ToHeader() == header);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_break = input.find('\n');
  const auto baggage = Baggage::FromHeader(input.substr(0, line_break));
  RequireValid(*baggage);
  if (line_break == std::string_view::npos) return 0;

  const std::string_view member = input.substr(line_break + 1);
  const std::size_t equals = member.find('=');
  const std::string_view key = member.substr(0, equals);
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : member.substr(equals + 1);
  const auto set = baggage->Set(key, value, value.substr(value.size() / 2));
  RequireValid(*set);
  RequireValid(*baggage->Set(key, value));
  const auto deleted = set->Delete(key);
  RequireValid(*deleted);
  std::string found;
  Require(!deleted->GetValue(key, found));
  return 0;
}
