// A header format as old ones are, small enough to write down by hand.
//
//   old: 8448eb211c80319c:b7ad6b7169203331:1      the last 16 digits of the trace id may be all there is
//   old-bag: user=alice
#pragma once

#include <string>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "tests/support/span_context_text.h"

namespace tracebridge::wire {

class OldFormat final : public opentelemetry::context::propagation::TextMapPropagator {
 public:
  using Carrier = opentelemetry::context::propagation::TextMapCarrier;
  using Context = opentelemetry::context::Context;

  explicit OldFormat(std::string name = "old") : name_(std::move(name)) {}

  void Inject(Carrier& carrier, const Context& context) noexcept override {
    const auto span = opentelemetry::trace::GetSpanContext(context);
    if (!span.IsValid()) return;
    char trace[32];
    char id[16];
    span.trace_id().ToLowerBase16(trace);
    span.span_id().ToLowerBase16(id);
    carrier.Set(name_, std::string(trace, 32) + ":" + std::string(id, 16) +
                           (span.IsSampled() ? ":1" : ":0"));
    opentelemetry::baggage::GetBaggage(context)->GetAllEntries(
        [&](opentelemetry::nostd::string_view key, opentelemetry::nostd::string_view value) {
          carrier.Set(name_ + "-bag", std::string(key) + "=" + std::string(value));
          return true;
        });
  }

  Context Extract(const Carrier& carrier, Context& context) noexcept override {
    Context result = context;
    const std::string text(carrier.Get(name_));
    const auto colon = text.find(':');
    if (colon == 16 || colon == 32) {
      result = opentelemetry::trace::SetSpan(
          result,
          std::make_shared<opentelemetry::trace::DefaultSpan>(opentelemetry::trace::SpanContext(
              Id<opentelemetry::trace::TraceId>(text.substr(0, colon)),
              Id<opentelemetry::trace::SpanId>(text.substr(colon + 1, 16)),
              opentelemetry::trace::TraceFlags(text.back() == '1'), true)));
    }
    const std::string bag(carrier.Get(name_ + "-bag"));
    if (const auto equals = bag.find('='); equals != std::string::npos) {
      result = opentelemetry::baggage::SetBaggage(
          result, opentelemetry::baggage::GetBaggage(result)->Set(bag.substr(0, equals),
                                                                  bag.substr(equals + 1)));
    }
    return result;
  }

  bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override {
    return callback(name_) && callback(name_ + "-bag");
  }

 private:
  template <typename T>
  static T Id(std::string digits) {
    digits.insert(0, 2 * T::kSize - digits.size(), '0');
    std::uint8_t bytes[T::kSize];
    for (std::size_t i = 0; i < T::kSize; ++i) {
      bytes[i] = static_cast<std::uint8_t>(std::stoul(digits.substr(2 * i, 2), nullptr, 16));
    }
    return T(bytes);
  }

  const std::string name_;
};

}  // namespace tracebridge::wire
