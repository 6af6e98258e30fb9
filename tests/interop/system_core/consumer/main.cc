// OpenTelemetry around OpenTracing around OpenCensus around OpenTelemetry: one trace in opentelemetry-cpp's exporter.
#include <opentracing/tracer.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/context_storage.h"
#include "tracebridge/opentracing_shim.h"

#ifdef TRACEBRIDGE_OPENTELEMETRY_API
#error "these are tracebridge's headers"
#endif

namespace {

namespace memory = opentelemetry::exporter::memory;
namespace nostd = opentelemetry::nostd;
namespace sdk = opentelemetry::sdk::trace;
namespace trace = opentelemetry::trace;

std::shared_ptr<memory::InMemorySpanData> finished;

void SetUp() {
  tracebridge::InstallContextStorage();
  auto processor = sdk::SimpleSpanProcessorFactory::Create(
      memory::InMemorySpanExporterFactory::Create(finished));
  trace::Provider::SetTracerProvider(nostd::shared_ptr<trace::TracerProvider>(
      sdk::TracerProviderFactory::Create(std::move(processor)).release()));
  opentracing::Tracer::InitGlobal(tracebridge::MakeOpenTracingTracer());
}

nostd::shared_ptr<trace::Span> StartOtel(const char* name) {
  return trace::Provider::GetTracerProvider()->GetTracer("app")->StartSpan(name);
}

std::string baggage_seen;

void Serve() {
  const auto request = StartOtel("request");
  const trace::Scope request_scope(request);

  auto lookup = opentracing::Tracer::Global()->StartSpan("lookup");
  const tracebridge::ActivateSpan lookup_scope(*lookup);
  lookup->SetBaggageItem("tenant", "acme");

  static opencensus::trace::AlwaysSampler sampler;
  auto query = opencensus::trace::Span::StartSpan("query", nullptr, {&sampler});
  const opencensus::trace::WithSpan query_scope(query);
  query.AddAnnotation("planned");

  const auto io = StartOtel("io");
  opentelemetry::baggage::GetBaggage(opentelemetry::context::RuntimeContext::GetCurrent())
      ->GetValue("tenant", baggage_seen);
  io->End();
  query.End();
  lookup->Finish();
  request->End();
}

int failures = 0;
void Expect(bool holds, const char* what) {
  if (holds) return;
  std::printf("FAILED: %s\n", what);
  ++failures;
}

}  // namespace

int main() {
  SetUp();
  Serve();

  std::map<std::string, std::unique_ptr<sdk::SpanData>> spans;
  for (auto& span : finished->GetSpans()) {
    const std::string name(span->GetName().data(), span->GetName().size());
    spans[name] = std::move(span);
  }
  Expect(spans.size() == 4, "each span arrives");
  const char* const order[] = {"request", "lookup", "query", "io"};
  for (std::size_t i = 0; failures == 0 && i < 4; ++i) {
    Expect(spans[order[i]]->GetTraceId() == spans["request"]->GetTraceId(), "one trace");
    Expect(i == 0 ? !spans[order[i]]->GetParentSpanId().IsValid()
                  : spans[order[i]]->GetParentSpanId() == spans[order[i - 1]]->GetSpanId(),
           order[i]);
  }
  Expect(failures != 0 || spans["query"]->GetEvents().size() == 1, "an annotation is an event");
  Expect(baggage_seen == "acme", "a baggage item shows inside the span's own activation");
  trace::Provider::SetTracerProvider(nostd::shared_ptr<trace::TracerProvider>());
  return failures;
}
