// Input: a header, a line break, a key, `=`, a value to set. What comes out is a valid header within
// the limits, and reads back as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "opentelemetry/trace/trace_state.h"

namespace {

using opentelemetry::trace::TraceState;

void Require(bool condition) {
  if (!condition) std::abort();
}

void RequireValid(const TraceState& state) {
  const std::string header = state.ToHeader();
  int members = 0;
  state.GetAllEntries([&](std::string_view key, std::string_view value) {
    std::string found;
    Require(TraceState::IsValidKey(key) && TraceState::IsValidValue(value));
    Require(state.Get(key, found) && found == value);
    ++members;
    return true;
  });
  Require(members <= TraceState::kMaxKeyValuePairs && header.size() <= TraceState::kMaxSize);
  Require(state.Empty() == header.empty());
  Require(TraceState::FromHeader(header)->ToHeader() == header);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_break = input.find('\n');
  const auto state = TraceState::FromHeader(input.substr(0, line_break));
  RequireValid(*state);
  if (line_break == std::string_view::npos) return 0;

  const std::string_view member = input.substr(line_break + 1);
  const std::size_t equals = member.find('=');
  const std::string_view key = member.substr(0, equals);
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : member.substr(equals + 1);
  const auto set = state->Set(key, value);
  RequireValid(*set);
  std::string found;
  Require(!set->Get(key, found) || found == value);
  const auto deleted = set->Delete(key);
  RequireValid(*deleted);
  Require(!deleted->Get(key, found));
  return 0;
}
