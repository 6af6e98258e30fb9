#include "shims/legacy_clients/jaeger/counters.h"

#include <typeinfo>

#include "tracebridge/diagnostics.h"

namespace jaegertracing {
namespace {

// The counters are the program's code, on its request path.
void Increase(metrics::Counter* counter) noexcept {
  try {
    if (counter != nullptr) counter->inc(1);
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
  }
}

}  // namespace

std::shared_ptr<Tracer::Counters> Tracer::Counters::For(metrics::StatsFactory& factory) {
  if (typeid(factory) == typeid(metrics::NullStatsFactory))
    return nullptr;  // not one derived from it
  return std::make_shared<Counters>(factory);
}

Tracer::Counters::Counters(metrics::StatsFactory& factory)
    : traces_sampled(
          factory.createCounter("jaeger.traces", {{"state", "started"}, {"sampled", "y"}})),
      traces_not_sampled(
          factory.createCounter("jaeger.traces", {{"state", "started"}, {"sampled", "n"}})),
      spans_started(
          factory.createCounter("jaeger.spans", {{"state", "started"}, {"group", "lifecycle"}})),
      spans_finished(
          factory.createCounter("jaeger.spans", {{"state", "finished"}, {"group", "lifecycle"}})),
      spans_sampled(
          factory.createCounter("jaeger.spans", {{"group", "sampling"}, {"sampled", "y"}})),
      spans_not_sampled(
          factory.createCounter("jaeger.spans", {{"group", "sampling"}, {"sampled", "n"}})) {}

void Tracer::Counters::SpanStarted(bool is_sampled, bool is_root) noexcept {
  Increase(spans_started.get());
  Increase(is_sampled ? spans_sampled.get() : spans_not_sampled.get());
  if (is_root) Increase(is_sampled ? traces_sampled.get() : traces_not_sampled.get());
}

void Tracer::Counters::SpanFinished() noexcept { Increase(spans_finished.get()); }

}  // namespace jaegertracing
