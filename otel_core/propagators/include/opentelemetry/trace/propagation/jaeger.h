// Jaeger's headers.
//
//   uber-trace-id: 4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:01
//                  trace id, id of the caller's span, id of its parent (not used), flags: 1 sampled, 2 debug, 8 firehose
//   uberctx-city: S%C3%A3o%20Paulo         one header for each baggage item
//   jaeger-debug-id: ticket-4711           by hand: begin a debug trace that carries this text
//   jaeger-baggage: user=42, plan=gold     by hand: baggage
//
// Source: Jaeger client libraries, "Propagation Format" and "Debug Request", 1.21; OpenTelemetry specification 1.60.0,
// context/api-propagators.md, "Jaeger". docs/wire-formats.md draws the header.
#pragma once

#include <string>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace propagation {

inline constexpr nostd::string_view kJaegerTraceHeader = "uber-trace-id";

// Names that Jaeger clients let a program choose (`headers` in their configuration). Case does not matter.
struct JaegerPropagatorOptions {
  std::string trace_context_header = "uber-trace-id";
  std::string baggage_header_prefix = "uberctx-";
  std::string debug_header = "jaeger-debug-id";
  std::string baggage_header = "jaeger-baggage";
};

// Immutable: one object serves all threads.
class JaegerPropagator : public context::propagation::TextMapPropagator {
 public:
  JaegerPropagator();
  explicit JaegerPropagator(JaegerPropagatorOptions options);

  // Writes the span context of `context`, if it has one, with ids of full length and flags of two digits; a trace id
  // that arrived with 64 bits leaves with 64 bits. Writes its baggage, percent-encoded; an item whose key cannot be a
  // part of a header's name is counted.
  void Inject(context::propagation::TextMapCarrier& carrier,
              const context::Context& context) noexcept override;

  // Returns `context` with the remote span context and the baggage that `carrier` names, each unchanged without one.
  //
  // Ids and flags may be shorter than they should be and of any case, colons may be percent-encoded. The debug flag
  // does not imply the sampled flag, as in Jaeger's clients. What is malformed is ignored and counted. Baggage is found
  // by the carrier's Keys; `+` stays `+`.
  context::Context Extract(const context::propagation::TextMapCarrier& carrier,
                           context::Context& context) noexcept override;

  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override;
  bool Prefixes(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override;

  // Returns the text of the debug header that `context` was extracted from, or "" (ours). It counts only where no trace
  // header of Jaeger's came with it; without a parent of another format the context then asks for a new trace that is
  // sampled and has the debug flag. The SDK sets the text as the attribute `jaeger-debug-id` of the first span, as
  // Jaeger's clients do, where a trace state can hold it.
  static std::string DebugId(const context::Context& context);

 private:
  const JaegerPropagatorOptions options_;
};

}  // namespace propagation
}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
