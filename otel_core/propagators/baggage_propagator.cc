#include "opentelemetry/baggage/propagation/baggage_propagator.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace baggage {
namespace propagation {
namespace {

using tracebridge::Count;
using tracebridge::Diagnostic;
using tracebridge::propagators::Trim;

std::size_t Members(nostd::string_view header) {
  if (header.empty()) return 0;
  const auto separators = std::count(header.begin(), header.end(), Baggage::kMembersSeparator);
  return 1 + static_cast<std::size_t>(separators);
}

std::size_t Items(const Baggage& baggage) {
  std::size_t items = 0;
  baggage.GetAllEntries([&](nostd::string_view, nostd::string_view) { return ++items != 0; });
  return items;
}

}  // namespace

void BaggagePropagator::Inject(context::propagation::TextMapCarrier& carrier,
                               const context::Context& context) noexcept {
  try {
    const auto baggage = GetBaggage(context);
    if (baggage == nullptr) return;
    const std::size_t items = Items(*baggage);
    if (items == 0) return;

    const std::string header = baggage->ToHeader();
    const std::size_t left_out = items - Members(header);
    if (left_out != 0) Count(Diagnostic::kBaggageLimit, left_out);
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

    const auto baggage = Baggage::FromHeader(header);
    if (Items(*baggage) != 0) return SetBaggage(context, baggage);
    Count(Diagnostic::kHeaderMalformed);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  return context;
}

bool BaggagePropagator::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kBaggageHeader);
}

}  // namespace propagation
}  // namespace baggage
OPENTELEMETRY_END_NAMESPACE
