// Rows of propagation: each format into a carrier that costs nothing and out of twelve headers or more; six formats of
// which the last one is there.
#include <benchmark/benchmark.h>
#include <strings.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "tests/benchmarks/row.h"
#include "tracebridge/cloud_trace_propagator.h"
#include "tracebridge/datadog_propagator.h"
#include "tracebridge/opencensus_propagator.h"
#include "tracebridge/ot_trace_propagator.h"
#include "tracebridge/xray_propagator.h"

namespace tracebridge::bench {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using context::propagation::TextMapPropagator;
using trace::propagation::B3Propagator;
using trace::propagation::B3PropagatorMultiHeader;
using trace::propagation::HttpTraceContext;
using trace::propagation::JaegerPropagator;

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

  bool Keys(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override {
    for (const auto& header : headers_) {
      if (!callback(header.first)) return false;
    }
    return true;
  }

  static HeaderList Eleven() {
    HeaderList carrier;
    for (const char* name :
         {"Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Cookie",
          "Host", "Origin", "Referer", "User-Agent", "X-Forwarded-For"}) {
      carrier.Set(name, "some value of usual length");
    }
    return carrier;
  }

  static HeaderList Twelve() {
    HeaderList carrier = Eleven();
    carrier.Set("Traceparent", kTraceParent);
    return carrier;
  }

 private:
  std::vector<std::pair<std::string, std::string>> headers_;
};

context::Context ContextWithSpan() {
  FixedCarrier carrier;
  carrier.Set("traceparent", kTraceParent);
  context::Context empty;
  return HttpTraceContext().Extract(carrier, empty);
}

void Inject(benchmark::State& state) {
  const context::Context context = ContextWithSpan();
  HttpTraceContext propagator;
  FixedCarrier carrier;
  SetTarget(state, 0.45);
  SetReference(state, "loop: write two ids in hexadecimal");
  Loop(state, [&] { propagator.Inject(carrier, context); });
}
BENCHMARK(Inject)->Name("row: inject traceparent")->Threads(1)->Threads(2);

void Extract(benchmark::State& state) {
  FixedCarrier carrier;
  carrier.Set("traceparent", kTraceParent);
  HttpTraceContext propagator;
  context::Context empty;
  Loop(state, [&] { benchmark::DoNotOptimize(propagator.Extract(carrier, empty)); });
}
BENCHMARK(Extract)->Name("row: extract traceparent, the header at hand")->Threads(1)->Threads(2);

void ExtractFrom12Headers(benchmark::State& state) {
  const HeaderList carrier = HeaderList::Twelve();
  HttpTraceContext propagator;
  context::Context empty;
  SetTarget(state, 0.9);
  SetReference(state, "loop: find one of 12 names and read two ids");
  Loop(state, [&] { benchmark::DoNotOptimize(propagator.Extract(carrier, empty)); });
}
BENCHMARK(ExtractFrom12Headers)
    ->Name("row: extract traceparent from 12 headers")
    ->Threads(1)
    ->Threads(2);

constexpr char kBaggage[] = "user=42,city=S%C3%A3o%20Paulo,plan=gold;source=billing";

void InjectBaggage(benchmark::State& state) {
  context::Context empty;
  const auto context = baggage::SetBaggage(empty, baggage::Baggage::FromHeader(kBaggage));
  baggage::propagation::BaggagePropagator propagator;
  FixedCarrier carrier;
  Loop(state, [&] { propagator.Inject(carrier, context); });
}
BENCHMARK(InjectBaggage)->Name("row: inject baggage of 3 items");

void ExtractBaggage(benchmark::State& state) {
  HeaderList carrier = HeaderList::Twelve();
  carrier.Set("baggage", kBaggage);
  baggage::propagation::BaggagePropagator propagator;
  context::Context empty;
  Loop(state, [&] { benchmark::DoNotOptimize(propagator.Extract(carrier, empty)); });
}
BENCHMARK(ExtractBaggage)->Name("row: extract baggage of 3 items from 13 headers");

// Takes everything and keeps nothing.
class NullCarrier final : public context::propagation::TextMapCarrier {
 public:
  nostd::string_view Get(nostd::string_view) const noexcept override { return {}; }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    benchmark::DoNotOptimize(key.data());
    benchmark::DoNotOptimize(value.data());
  }
};

void InjectFormat(benchmark::State& state, TextMapPropagator& propagator) {
  const context::Context context = ContextWithSpan();
  NullCarrier carrier;
  Loop(state, [&] { propagator.Inject(carrier, context); });
}

// The headers that the propagator itself sends, behind eleven others.
void ExtractFormat(benchmark::State& state, TextMapPropagator& propagator) {
  HeaderList carrier = HeaderList::Eleven();
  propagator.Inject(carrier, ContextWithSpan());
  context::Context empty;
  Loop(state, [&] { benchmark::DoNotOptimize(propagator.Extract(carrier, empty)); });
}

template <class Propagator>
void InjectRow(benchmark::State& state) {
  Propagator propagator;
  InjectFormat(state, propagator);
}

template <class Propagator>
void ExtractRow(benchmark::State& state) {
  Propagator propagator;
  ExtractFormat(state, propagator);
}

BENCHMARK(InjectRow<B3Propagator>)->Name("row: inject b3");
BENCHMARK(ExtractRow<B3Propagator>)->Name("row: extract b3 from 12 headers");
BENCHMARK(InjectRow<B3PropagatorMultiHeader>)->Name("row: inject b3multi");
BENCHMARK(ExtractRow<B3PropagatorMultiHeader>)->Name("row: extract b3multi from 14 headers");
BENCHMARK(InjectRow<JaegerPropagator>)->Name("row: inject jaeger");
BENCHMARK(ExtractRow<JaegerPropagator>)->Name("row: extract jaeger from 12 headers");
BENCHMARK(InjectRow<OtTracePropagator>)->Name("row: inject ottrace");
BENCHMARK(ExtractRow<OtTracePropagator>)->Name("row: extract ottrace from 14 headers");

BENCHMARK(InjectRow<OpenCensusPropagator>)->Name("row: inject grpc-trace-bin");
BENCHMARK(ExtractRow<OpenCensusPropagator>)->Name("row: extract grpc-trace-bin from 12 headers");
BENCHMARK(InjectRow<CloudTracePropagator>)->Name("row: inject x-cloud-trace-context");
BENCHMARK(ExtractRow<CloudTracePropagator>)
    ->Name("row: extract x-cloud-trace-context from 12 headers");
BENCHMARK(InjectRow<XRayPropagator>)->Name("row: inject xray");
BENCHMARK(ExtractRow<XRayPropagator>)->Name("row: extract xray from 12 headers");
BENCHMARK(InjectRow<DatadogPropagator>)->Name("row: inject datadog");
BENCHMARK(ExtractRow<DatadogPropagator>)->Name("row: extract datadog from 15 headers");

// Baggage as headers of their own, three items.
void ExtractJaegerBaggage(benchmark::State& state) {
  HeaderList carrier = HeaderList::Eleven();
  JaegerPropagator propagator;
  context::Context context = ContextWithSpan();
  propagator.Inject(carrier, baggage::SetBaggage(context, baggage::Baggage::FromHeader(kBaggage)));
  context::Context empty;
  Loop(state, [&] { benchmark::DoNotOptimize(propagator.Extract(carrier, empty)); });
}
BENCHMARK(ExtractJaegerBaggage)->Name("row: extract jaeger and 3 items from 15 headers");

void WriteIds(benchmark::State& state) {
  std::array<std::uint8_t, 24> ids{1, 2, 3};
  std::array<char, 48> text{};
  Loop(state, [&] {
    benchmark::DoNotOptimize(ids.data());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      text[2 * i] = "0123456789abcdef"[ids[i] >> 4];
      text[2 * i + 1] = "0123456789abcdef"[ids[i] & 15];
    }
    benchmark::DoNotOptimize(text.data());
    benchmark::ClobberMemory();
  });
}
BENCHMARK(WriteIds)->Name("loop: write two ids in hexadecimal");

void FindAndReadIds(benchmark::State& state) {
  const HeaderList carrier = HeaderList::Twelve();
  std::array<std::uint8_t, 24> ids{};
  Loop(state, [&] {
    const opentelemetry::nostd::string_view header = carrier.Get("traceparent");
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto digit = [&](std::size_t at) { return (header[at] & 15) + 9 * (header[at] >> 6); };
      ids[i] = static_cast<std::uint8_t>(digit(3 + 2 * i) << 4 | digit(4 + 2 * i));
    }
    benchmark::DoNotOptimize(ids.data());
    benchmark::ClobberMemory();
  });
}
BENCHMARK(FindAndReadIds)->Name("loop: find one of 12 names and read two ids");

void ExtractTheLastOfSix(benchmark::State& state) {
  std::vector<std::unique_ptr<TextMapPropagator>> formats;
  formats.push_back(std::make_unique<B3Propagator>());  // and b3multi, which reads the same
  formats.push_back(std::make_unique<JaegerPropagator>());
  formats.push_back(std::make_unique<OtTracePropagator>());
  formats.push_back(std::make_unique<DatadogPropagator>());
  formats.push_back(std::make_unique<XRayPropagator>());
  formats.push_back(std::make_unique<HttpTraceContext>());
  context::propagation::CompositePropagator propagator(std::move(formats));
  const HeaderList carrier = HeaderList::Twelve();
  context::Context empty;
  SetReference(state, "row: extract traceparent from 12 headers/threads:1", 4);
  Loop(state, [&] { benchmark::DoNotOptimize(propagator.Extract(carrier, empty)); });
}
BENCHMARK(ExtractTheLastOfSix)
    ->Name("row: extract from 12 headers, six formats, the last one found");

}  // namespace
}  // namespace tracebridge::bench
