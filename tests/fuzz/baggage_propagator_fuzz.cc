// Input: a baggage header. What is sent on is safe, within the limits, and read back as the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "tests/support/header_carrier.h"

namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
using tracebridge::test::HeaderCarrier;

HeaderCarrier SentOn(const HeaderCarrier& received) {
  context::Context empty;
  baggage::propagation::BaggagePropagator propagator;
  HeaderCarrier sent;
  propagator.Inject(sent, propagator.Extract(received, empty));
  return sent;
}

void Require(bool condition) {
  if (!condition) std::abort();
}

bool IsSafe(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  HeaderCarrier received;
  received.Receive("baggage", {reinterpret_cast<const char*>(data), size});

  const HeaderCarrier sent = SentOn(received);
  const std::string_view header = sent.Get("baggage");
  Require(IsSafe(header));
  Require(header.size() <= baggage::Baggage::kMaxSize);
  Require(std::count(header.begin(), header.end(), ',') <
          static_cast<std::ptrdiff_t>(baggage::Baggage::kMaxKeyValuePairs));
  Require(SentOn(sent).Text() == sent.Text());
  return 0;
}
