// A library that a program opens: it traces, and never registers a tracer.
#include <opentracing/tracer.h>

#include "tests/conformance/opentracing_api/headers_under_test.h"

extern "C" int serve() {
  opentracing::Tracer::Global()->StartSpan("of a module");
  return 0;
}
