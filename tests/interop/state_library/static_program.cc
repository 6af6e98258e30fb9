// A program without a dynamic linker: the API, the SDK and the state in it are the only ones. Two threads make spans
// current. Exits 0 when their spans are one trace.
#include <link.h>

#include <cstdio>
#include <memory>
#include <thread>

#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace {

namespace sdk = opentelemetry::sdk::trace;
namespace trace = opentelemetry::trace;

// Returns how many objects the loader mapped, the program included.
int LoadedObjects() {
  int count = 0;
  dl_iterate_phdr(
      [](dl_phdr_info*, std::size_t, void* sum) { return ++*static_cast<int*>(sum), 0; }, &count);
  return count;
}

}  // namespace

int main() {
  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> finished;
  trace::Provider::SetTracerProvider(std::shared_ptr<trace::TracerProvider>(
      sdk::TracerProviderFactory::Create(sdk::SimpleSpanProcessorFactory::Create(
          opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(finished)))));
  {
    const auto tracer = trace::Provider::GetTracerProvider()->GetTracer("static");
    const auto parent = tracer->StartSpan("parent");
    std::thread([&] {
      const trace::Scope scope(parent);
      tracer->StartSpan("child")->End();
    }).join();
    parent->End();
  }
  const auto spans = finished->GetSpans();
  const bool is_one_trace =
      spans.size() == 2 && spans[0]->GetParentSpanId() == spans[1]->GetSpanId();
  trace::Provider::SetTracerProvider(std::shared_ptr<trace::TracerProvider>());
  std::printf("%zu spans, %d loaded objects\n", spans.size(), LoadedObjects());
  return is_one_trace && LoadedObjects() <= 2 ? 0 : 1;  // the program, and the kernel's vdso
}
