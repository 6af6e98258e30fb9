// Has OpenTracing linked into it.
#include <opentracing/tracer.h>

#include "tests/conformance/opentracing_api/headers_under_test.h"

int main() {
  opentracing::Tracer::Global()->StartSpan("alone");
  return opentracing::Tracer::IsGlobalTracerRegistered() ? 1 : 5;
}
