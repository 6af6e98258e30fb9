// Inject and extract of W3C trace context and baggage.
//
// The reference loop does what cannot be left out: 48 hexadecimal digits written or read.
#include <benchmark/benchmark.h>
#include <strings.h>

#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "otel_core/propagators/hex.h"

namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using trace::propagation::HttpTraceContext;

constexpr char kTraceParent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

// Holds a traceparent and nothing else, without allocating: the propagator's own cost.
class FixedCarrier final : public context::propagation::TextMapCarrier {
 public:
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    return key == "traceparent" ? nostd::string_view(text_, size_) : nostd::string_view();
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    if (key != "traceparent") return;
    size_ = value.size() < sizeof text_ ? value.size() : sizeof text_;
    std::memcpy(text_, value.data(), size_);
  }

 private:
  char text_[64];
  std::size_t size_ = 0;
};

// What a server holds: the headers of a browser's request, in the order they came.
class HeaderList final : public context::propagation::TextMapCarrier {
 public:
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    for (const auto& [name, value] : headers_) {
      if (name.size() == key.size() && strncasecmp(name.data(), key.data(), key.size()) == 0) {
        return value;
      }
    }
    return {};
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    headers_.emplace_back(key, value);
  }

  static HeaderList Twelve() {
    HeaderList carrier;
    for (const char* name :
         {"Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Cookie",
          "Host", "Origin", "Referer", "User-Agent", "X-Forwarded-For"}) {
      carrier.Set(name, "some value of usual length");
    }
    carrier.Set("Traceparent", kTraceParent);
    return carrier;
  }

 private:
  std::vector<std::pair<std::string, std::string>> headers_;
};

// What tests and many programs use.
class MapCarrier final : public context::propagation::TextMapCarrier {
 public:
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    const auto at = headers_.find(std::string_view(key.data(), key.size()));
    return at == headers_.end() ? nostd::string_view() : nostd::string_view(at->second);
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    headers_[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
  }

 private:
  std::map<std::string, std::string, std::less<>> headers_;
};

context::Context ContextWithSpan() {
  FixedCarrier carrier;
  carrier.Set("traceparent", kTraceParent);
  context::Context empty;
  return HttpTraceContext().Extract(carrier, empty);
}

void WriteDigits(benchmark::State& state) {
  std::uint8_t bytes[24];
  std::memset(bytes, 0x5a, sizeof bytes);
  char text[48];
  for (auto _ : state) {
    benchmark::DoNotOptimize(bytes);
    tracebridge::propagators::WriteHex(bytes, sizeof bytes, text);
    benchmark::DoNotOptimize(text);
  }
}

void ReadDigits(benchmark::State& state) {
  char text[48];
  std::memset(text, 'a', sizeof text);
  for (auto _ : state) {
    benchmark::DoNotOptimize(text);
    tracebridge::propagators::HexReader<tracebridge::propagators::HexCase::kLowerOnly> reader;
    for (int i = 0; i < 48; i += 16) benchmark::DoNotOptimize(reader.Read<16>(text + i));
    benchmark::DoNotOptimize(reader.valid());
  }
}

template <class Carrier>
void Inject(benchmark::State& state) {
  const context::Context context = ContextWithSpan();
  HttpTraceContext propagator;
  Carrier carrier;
  propagator.Inject(carrier, context);
  for (auto _ : state) propagator.Inject(carrier, context);
}

void Extract(benchmark::State& state, const context::propagation::TextMapCarrier& carrier) {
  HttpTraceContext propagator;
  context::Context empty;
  for (auto _ : state) {
    auto extracted = propagator.Extract(carrier, empty);
    benchmark::DoNotOptimize(extracted);
  }
}

void ExtractFixed(benchmark::State& state) {
  FixedCarrier carrier;
  carrier.Set("traceparent", kTraceParent);
  Extract(state, carrier);
}

void ExtractFrom12Headers(benchmark::State& state) { Extract(state, HeaderList::Twelve()); }

void InjectThreeBaggageItems(benchmark::State& state) {
  context::Context empty;
  const auto items =
      baggage::Baggage::FromHeader("user=42,city=S%C3%A3o%20Paulo,plan=gold;source=billing");
  const context::Context context = baggage::SetBaggage(empty, items);
  baggage::propagation::BaggagePropagator propagator;
  FixedCarrier carrier;
  for (auto _ : state) propagator.Inject(carrier, context);
}

void ExtractThreeBaggageItems(benchmark::State& state) {
  HeaderList carrier = HeaderList::Twelve();
  carrier.Set("baggage", "user=42,city=S%C3%A3o%20Paulo,plan=gold;source=billing");
  baggage::propagation::BaggagePropagator propagator;
  context::Context empty;
  for (auto _ : state) {
    auto extracted = propagator.Extract(carrier, empty);
    benchmark::DoNotOptimize(extracted);
  }
}

BENCHMARK(WriteDigits);
BENCHMARK(ReadDigits);
BENCHMARK_TEMPLATE(Inject, FixedCarrier)->Threads(1)->Threads(2);
BENCHMARK_TEMPLATE(Inject, MapCarrier);
BENCHMARK(ExtractFixed)->Threads(1)->Threads(2);
BENCHMARK(ExtractFrom12Headers)->Threads(1)->Threads(2);
BENCHMARK(InjectThreeBaggageItems);
BENCHMARK(ExtractThreeBaggageItems);

}  // namespace
