#include <iostream>
#include <memory>
#include <sstream>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/exporters/ostream/span_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_http_exporter_factory.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"

namespace sdk = opentelemetry::sdk::trace;

int main() {
  std::ostringstream printed;
  auto exporter = opentelemetry::exporter::trace::OStreamSpanExporterFactory::Create(printed);
  std::shared_ptr<opentelemetry::trace::TracerProvider> provider =
      sdk::TracerProviderFactory::Create(
          sdk::SimpleSpanProcessorFactory::Create(std::move(exporter)));
  opentelemetry::trace::Provider::SetTracerProvider(provider);
  // Headers only in the original: whichever of its targets a program links, they are there.
  opentelemetry::context::propagation::GlobalTextMapPropagator::SetGlobalPropagator(
      opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>(
          new opentelemetry::trace::propagation::HttpTraceContext));
  opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("t")->StartSpan("shown")->End();
  const bool is_shown = printed.str().find("shown") != std::string::npos;
  std::cout << (is_shown ? "works\n" : "nothing was exported\n");
  return is_shown && opentelemetry::exporter::otlp::OtlpHttpExporterFactory::Create() ? 0 : 1;
}
