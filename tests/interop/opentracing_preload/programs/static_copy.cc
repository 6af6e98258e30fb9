// Has OpenTracing linked into it.
#include <opentracing/tracer.h>

int main() {
  opentracing::Tracer::Global()->StartSpan("alone");
  return opentracing::Tracer::IsGlobalTracerRegistered() ? 1 : 5;
}
