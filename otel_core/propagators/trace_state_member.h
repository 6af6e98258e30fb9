// Fields of other formats that W3C Trace Context has no place for, as one member of the trace state.
//
//   x-datadog-origin: synthetics, x-datadog-tags: _dd.p.dm=-4   <->   tracestate: dd=o:synthetics;t.dm:-4
//   X-Amzn-Trace-Id: ...;Lineage=a87bd80c:1|68fd508a:5          <->   tracestate: xray=Lineage:a87bd80c:1|68fd508a:5
//
// A member is `name:value;name:value`. In a value `~` stands for `=`, which a member may not hold.
//
// Source: W3C Trace Context Level 2, "tracestate Header Field Values"; the encoding is Datadog's (`dd=`).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "opentelemetry/trace/trace_state.h"

namespace tracebridge::propagators {

// Returns the value of the member with that key, or "". Valid while `state` is.
std::string_view MemberOf(const opentelemetry::trace::TraceState& state,
                          std::string_view key) noexcept;

// The fields of one member, as they are collected.
class StateFields {
 public:
  // Adds `<prefix><name>:<value>`. A field that cannot be said, or for which there is no room in 256 characters, is left
  // out and counted.
  void Add(std::string_view prefix, std::string_view name, std::string_view value);

  const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

// Calls `f(name, value)` for each field of a member's value; in `value` the `~` still stand for `=`.
template <typename F>
void ForEachStateField(std::string_view member, F f) {
  while (!member.empty()) {
    const std::size_t end = member.find(';');
    const std::string_view field = member.substr(0, end);
    member.remove_prefix(end == std::string_view::npos ? member.size() : end + 1);
    const std::size_t colon = field.find(':');
    if (colon != std::string_view::npos) f(field.substr(0, colon), field.substr(colon + 1));
  }
}

}  // namespace tracebridge::propagators
