// Input: a traceparent, a line break, a tracestate. What comes out is valid, safe to send, and read back as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"

namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using tracebridge::test::HeaderCarrier;

trace::SpanContext Extracted(const HeaderCarrier& carrier) {
  context::Context empty;
  return trace::GetSpanContext(trace::propagation::HttpTraceContext().Extract(carrier, empty));
}

HeaderCarrier SentOn(const HeaderCarrier& received) {
  context::Context empty;
  trace::propagation::HttpTraceContext propagator;
  HeaderCarrier sent;
  propagator.Inject(sent, propagator.Extract(received, empty));
  return sent;
}

void Require(bool condition) {
  if (!condition) std::abort();
}

bool IsPrintable(std::string_view text) {
  for (const char c : text) {
    if (c < ' ' || c > '~') return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_break = input.find('\n');
  HeaderCarrier received;
  received.Receive("traceparent", input.substr(0, line_break));
  if (line_break != std::string_view::npos) {
    received.Receive("tracestate", input.substr(line_break + 1));
  }

  const HeaderCarrier sent = SentOn(received);
  const std::string_view traceparent = sent.Get("traceparent");
  Require(traceparent.empty() || traceparent.size() == trace::propagation::kTraceParentSize);
  Require(IsPrintable(traceparent) && IsPrintable(sent.Get("tracestate")));
  Require(sent.Get("tracestate").size() <= 512);
  Require(traceparent.empty() == !Extracted(received).IsValid());
  Require(SentOn(sent).Text() == sent.Text());
  return 0;
}
