// One state in a process of three modules: an executable without -rdynamic, a library with hidden visibility, and a
// plugin opened with RTLD_LOCAL. Prints what differs; exit status 0 when nothing does.
#include <dlfcn.h>

#include <cstdio>

#include "module.h"
#include "opentelemetry/context/propagation/noop_propagator.h"
#include "opentelemetry/metrics/noop.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/scope.h"

namespace otel = opentelemetry;

extern "C" Seen hidden_library_look();

namespace {

int failures = 0;

void Expect(bool holds, const char* what) {
  if (holds) return;
  std::printf("FAILED: %s\n", what);
  ++failures;
}

void ExpectSame(const Seen& here, const Seen& there, const char* where) {
  std::printf("comparing with %s\n", where);
  Expect(here.provider == there.provider, "the same tracer provider");
  Expect(here.meter_provider == there.meter_provider, "the same meter provider");
  Expect(here.propagator == there.propagator, "the same propagator");
  Expect(here.current_span_id == there.current_span_id, "the same current span");
  Expect(here.frame_at_start == there.frame_at_start, "the same current frame when a span starts");
  Expect(here.thread_number == there.thread_number, "the same number of this thread");
  Expect(here.object == there.object, "the same named object");
}

std::shared_ptr<otel::trace::Span> SpanWithId(std::uint8_t id) {
  const std::uint8_t trace_id[16] = {1};
  const std::uint8_t span_id[8] = {id};
  return std::make_shared<otel::trace::DefaultSpan>(
      otel::trace::SpanContext(otel::trace::TraceId(trace_id), otel::trace::SpanId(span_id),
                               otel::trace::TraceFlags(1), false));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  void* plugin = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (plugin == nullptr) {
    std::printf("FAILED: %s\n", dlerror());
    return 1;
  }
  const auto plugin_look = reinterpret_cast<Seen (*)()>(dlsym(plugin, "plugin_look"));
  const auto plugin_set_provider =
      reinterpret_cast<const void* (*)()>(dlsym(plugin, "plugin_set_provider"));

  otel::trace::Provider::SetTracerProvider(
      std::shared_ptr<otel::trace::TracerProvider>(new otel::trace::NoopTracerProvider));
  otel::metrics::Provider::SetMeterProvider(
      std::shared_ptr<otel::metrics::MeterProvider>(new otel::metrics::NoopMeterProvider));
  otel::context::propagation::GlobalTextMapPropagator::SetGlobalPropagator(
      std::shared_ptr<otel::context::propagation::TextMapPropagator>(
          new otel::context::propagation::NoOpPropagator));
  {
    const otel::trace::Scope outer(SpanWithId(7));
    ExpectSame(Look(), hidden_library_look(), "the hidden library");
    ExpectSame(Look(), plugin_look(), "the plugin");
    {
      const otel::trace::Scope inner(SpanWithId(8));
      ExpectSame(Look(), plugin_look(), "the plugin, inside a second scope");
      Expect(plugin_look().current_span_id == 8, "the inner span is current");
    }
    Expect(plugin_look().current_span_id == 7, "the outer span is current again");
  }
  Expect(plugin_look().current_span_id == 0, "no span is current at the end");

  const void* set_by_plugin = plugin_set_provider();
  Expect(Look().provider == set_by_plugin, "the provider that the plugin set");
  ExpectSame(Look(), hidden_library_look(), "the hidden library, after the plugin set a provider");
  std::printf(failures == 0 ? "one state\n" : "more than one state\n");
  return failures == 0 ? 0 : 1;
}
