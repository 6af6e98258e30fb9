#include "tests/conformance/faults/traced_request.h"

namespace tracebridge::faults {
namespace {

constexpr std::size_t kTraceIdAt = 3, kTraceIdSize = 32, kSpanIdAt = 36, kSpanIdSize = 16;

void HideIds(std::string& traceparent) {
  if (traceparent.size() != sizeof kIncomingTraceparent - 1) return;
  const bool is_same = traceparent.compare(kTraceIdAt, kTraceIdSize,
                                           kIncomingTraceparent + kTraceIdAt, kTraceIdSize) == 0;
  traceparent.replace(kSpanIdAt, kSpanIdSize, "<a span>");
  traceparent.replace(kTraceIdAt, kTraceIdSize, is_same ? "<the incoming trace>" : "<a new trace>");
}

}  // namespace

std::string Request::Sent() const {
  std::string text;
  sent_.ForEach([&](std::string_view name, std::string value) {
    if (name == "traceparent") HideIds(value);
    text.append(name).append(": ").append(value).append("\n");
  });
  return text;
}

}  // namespace tracebridge::faults
