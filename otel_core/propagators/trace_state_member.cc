#include "otel_core/propagators/trace_state_member.h"

#include <algorithm>

#include "otel_core/propagators/text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::propagators {
namespace {

using opentelemetry::trace::TraceState;

bool IsName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return IsPrintable(c) && std::string_view(" ,;=:").find(c) == std::string_view::npos;
  });
}

// A value's last character must not be a space, for it may be the last of the member.
bool IsValue(std::string_view text) {
  return !text.empty() && text.back() != ' ' && std::all_of(text.begin(), text.end(), [](char c) {
    return IsPrintable(c) && std::string_view(",;~").find(c) == std::string_view::npos;
  });
}

}  // namespace

std::string_view MemberOf(const TraceState& state, std::string_view key) noexcept {
  std::string_view found;
  if (state.Empty()) return found;
  state.GetAllEntries([&](std::string_view member, std::string_view value) {
    if (member == key) found = value;
    return found.empty();
  });
  return found;
}

void StateFields::Add(std::string_view prefix, std::string_view name, std::string_view value) {
  const std::size_t size = text_.size() + prefix.size() + name.size() + value.size() + 2;
  if (!IsName(name) || !IsValue(value) || size > TraceState::kValueMaxSize) {
    Count(Diagnostic::kHeaderFieldDropped);
    return;
  }
  if (!text_.empty()) text_ += ';';
  text_.append(prefix).append(name).append(":").append(value);
  std::replace(text_.end() - static_cast<std::ptrdiff_t>(value.size()), text_.end(), '=', '~');
}

}  // namespace tracebridge::propagators
