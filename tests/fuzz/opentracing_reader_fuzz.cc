// Input: headers of any format (header_lines.h) in an OpenTracing carrier, in order and with repeated names. What comes out
// is what the same headers give in a map: of a repeated name the first counts, but of a list all.
#include <opentracing/propagation.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shims/opentracing/carriers.h"
#include "tests/fuzz/all_formats.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/wire_propagator.h"

namespace {

using opentracing::expected;
using opentracing::string_view;
using tracebridge::opentracing_shim::Format;
using tracebridge::opentracing_shim::ReaderCarrier;
using Pairs = std::vector<std::pair<std::string, std::string>>;

class Reader final : public opentracing::HTTPHeadersReader {
 public:
  explicit Reader(const Pairs& pairs) : pairs_(pairs) {}

  expected<void> ForeachKey(
      std::function<expected<void>(string_view key, string_view value)> f) const override {
    for (const auto& [name, value] : pairs_) {
      // Temporaries, as some carriers hand them out.
      const auto result = f(std::string(name), std::string(value));
      if (!result) return result;
    }
    return {};
  }

 private:
  const Pairs& pairs_;
};

Pairs PairsOf(std::string_view rest) {
  Pairs pairs;
  while (!rest.empty()) {
    const std::string_view line = tracebridge::propagators::TakeField(&rest, '\n');
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos) {
      pairs.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
  }
  return pairs;
}

tracebridge::test::HeaderCarrier MapOf(const Pairs& pairs) {
  using tracebridge::propagators::EqualsIgnoringCase;
  tracebridge::test::HeaderCarrier carrier;
  std::set<std::string, tracebridge::test::LessIgnoringCase> seen;
  for (const auto& [name, value] : pairs) {
    const bool is_list =
        EqualsIgnoringCase(name, "tracestate") || EqualsIgnoringCase(name, "baggage");
    if (seen.insert(name).second || is_list) carrier.Receive(name, value);
  }
  return carrier;
}

tracebridge::opentracing_shim::PropagatorPointer AllAtOnce() {
  std::vector<tracebridge::wire::NamedFormat> named;
  for (const auto& format : tracebridge::fuzz::AllFormats()) {
    named.push_back({format.name, format.propagator});
  }
  return std::make_shared<tracebridge::wire::WirePropagator>(std::move(named));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tracebridge::fuzz::Require;
  static const Format format(AllAtOnce());
  const Pairs pairs = PairsOf({reinterpret_cast<const char*>(data), size});
  const Reader reader(pairs);
  ReaderCarrier carrier(reader, format);
  Require(carrier.Read().has_value());

  opentelemetry::context::Context empty;
  const auto read =
      opentelemetry::trace::GetSpanContext(format.propagator->Extract(carrier, empty));
  carrier.Rethrow();
  const auto expected =
      opentelemetry::trace::GetSpanContext(format.propagator->Extract(MapOf(pairs), empty));
  Require(tracebridge::test::Text(read) == tracebridge::test::Text(expected));
  Require(!read.IsValid() || carrier.holds_context());
  return 0;
}
