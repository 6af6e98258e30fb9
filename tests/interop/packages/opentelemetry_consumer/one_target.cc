// Whichever of opentelemetry-cpp's targets a program links, it has the API.
#include "opentelemetry/trace/provider.h"

int main() {
  const auto tracer = opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("t");
  return tracer->StartSpan("not recorded")->IsRecording() ? 1 : 0;
}
