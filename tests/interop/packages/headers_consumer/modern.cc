// Sees every header that is installed, and runs a span of the SDK. Exits 0 when the exporter gets it.
#include <cstdio>
#include <memory>

#include "every_header.h"

int main() {
  namespace sdk = opentelemetry::sdk::trace;
  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> memory;
  const auto provider = sdk::TracerProviderFactory::Create(sdk::SimpleSpanProcessorFactory::Create(
      opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(memory)));
  const auto tracer = provider->GetTracer("consumer");
  const auto span = tracer->StartSpan("op", {{"n", 1}});
  {
    const opentelemetry::trace::Scope scope(span);
    tracer->StartSpan("child")->End();
  }
  span->End();
  const auto finished = memory->GetSpans();
  if (finished.size() == 2 && finished[0]->GetParentSpanId() == finished[1]->GetSpanId()) return 0;
  std::fprintf(stderr, "%zu spans arrived\n", finished.size());
  return 1;
}
