#include "opentelemetry/baggage/propagation/baggage_propagator.h"

#include <algorithm>
#include <cstddef>
#include <memory>
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
using tracebridge::propagators::IsSafeInHeader;
using tracebridge::propagators::Trim;

std::size_t Members(nostd::string_view header) {
  return 1 + static_cast<std::size_t>(
                 std::count(header.begin(), header.end(), Baggage::kMembersSeparator));
}

bool IsWithinLimits(nostd::string_view header) {
  return header.size() <= Baggage::kMaxSize && Members(header) <= Baggage::kMaxKeyValuePairs;
}

// Returns the members of `header` that may be sent. Names and values come percent-encoded; only
// metadata can hold a character that must not travel.
std::string Sendable(nostd::string_view header) {
  std::string sendable;
  std::size_t members = 0;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(Baggage::kMembersSeparator), header.size());
    const nostd::string_view member = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));

    const std::size_t size = sendable.size() + (sendable.empty() ? 0 : 1) + member.size();
    if (!IsSafeInHeader(member)) {
      Count(Diagnostic::kHeaderMalformed);
    } else if (members == Baggage::kMaxKeyValuePairs || size > Baggage::kMaxSize) {
      Count(Diagnostic::kBaggageLimit);
    } else {
      if (!sendable.empty()) sendable += Baggage::kMembersSeparator;
      sendable += member;
      ++members;
    }
  }
  return sendable;
}

bool IsEmpty(const Baggage& baggage) {
  return baggage.GetAllEntries([](nostd::string_view, nostd::string_view) { return false; });
}

}  // namespace

void BaggagePropagator::Inject(context::propagation::TextMapCarrier& carrier,
                               const context::Context& context) noexcept {
  try {
    const auto baggage = GetBaggage(context);
    if (baggage == nullptr || IsEmpty(*baggage)) return;

    std::string header = baggage->ToHeader();
    if (!IsWithinLimits(header) || !IsSafeInHeader(header)) header = Sendable(header);
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
    if (!IsEmpty(*baggage)) return SetBaggage(context, baggage);
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
