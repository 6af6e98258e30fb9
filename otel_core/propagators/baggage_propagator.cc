#include "opentelemetry/baggage/propagation/baggage_propagator.h"

#include <string>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace baggage {
namespace propagation {
namespace {

using tracebridge::Count;
using tracebridge::CountMalformedHeader;
using tracebridge::Diagnostic;
using tracebridge::propagators::Trim;

bool IsEmpty(const Baggage& baggage) {
  return baggage.GetAllEntries([](nostd::string_view, nostd::string_view) { return false; });
}

}  // namespace

void BaggagePropagator::Inject(context::propagation::TextMapCarrier& carrier,
                               const context::Context& context) noexcept {
  try {
    const auto baggage = GetBaggage(context);
    if (baggage == nullptr) return;
    const std::string header = baggage->ToHeader();  // which counts what it leaves out
    if (!header.empty()) carrier.Set(kBaggageHeader, header);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

context::Context BaggagePropagator::Extract(const context::propagation::TextMapCarrier& carrier,
                                            context::Context& context) noexcept {
  try {
    const nostd::string_view header = Trim(carrier.Get(kBaggageHeader));
    if (header.empty()) return context;

    bool is_malformed = false;
    const auto baggage = Baggage::FromHeader(header, &is_malformed);
    if (is_malformed || IsEmpty(*baggage)) CountMalformedHeader();
    if (IsEmpty(*baggage)) return context;
    const auto others = tracebridge::propagators::BaggageOfTheRequest(context);
    return SetBaggage(context, others == nullptr ? baggage : baggage->Joined(*others));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

bool BaggagePropagator::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kBaggageHeader);
}

bool BaggagePropagator::Prefixes(nostd::function_ref<bool(nostd::string_view)>) const noexcept {
  return true;
}

}  // namespace propagation
}  // namespace baggage
OPENTELEMETRY_END_NAMESPACE
