// W3C Baggage: the header `baggage`.
//
//   baggage: user=42,city=S%C3%A3o%20Paulo,plan=gold;source=billing
//            name=value pairs, percent-encoded; what follows a `;` is metadata and travels as it is
//
// Source: W3C Baggage, "Baggage HTTP Header Format"; OpenTelemetry specification 1.60.0, baggage/api.md,
// "Propagation".
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace baggage {
namespace propagation {

// Has no state: one object serves all threads.
class BaggagePropagator : public context::propagation::TextMapPropagator {
 public:
  // Writes the baggage of `context`; nothing when there is none.
  //
  // Sends at most 180 items and 8,192 bytes, first items first; those that do not fit are counted.
  // No character that could end a header is ever sent.
  void Inject(context::propagation::TextMapCarrier& carrier,
              const context::Context& context) noexcept override;

  // Returns `context` with the baggage that `carrier` holds; unchanged when there is none. Baggage that
  // another format of the same request brought stays behind it, in what room is left; of two items with
  // one key the header's counts. What is current on the thread is of another request, and goes.
  // Malformed members are left out and counted.
  context::Context Extract(const context::propagation::TextMapCarrier& carrier,
                           context::Context& context) noexcept override;

  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override;
  bool Prefixes(nostd::function_ref<bool(nostd::string_view)>) const noexcept override;
};

}  // namespace propagation
}  // namespace baggage
OPENTELEMETRY_END_NAMESPACE
