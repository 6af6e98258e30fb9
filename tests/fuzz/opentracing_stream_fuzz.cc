// Input: what a stream holds. Whatever context comes out is written to a stream and read back as the same.
#include <opentracing/tracer.h>

#include <memory>
#include <sstream>
#include <string>

#include "opentelemetry/trace/noop.h"
#include "tests/fuzz/header_lines.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/w3c_propagator.h"
#include "tracebridge/opentracing_binary.h"
#include "tracebridge/opentracing_shim_otel.h"

namespace {

std::shared_ptr<opentracing::Tracer> MakeTracer() {
  tracebridge::OpenTelemetryObjects objects;
  objects.provider = std::make_shared<opentelemetry::trace::NoopTracerProvider>();
  objects.text_map = objects.http_headers = tracebridge::test::W3cPropagator();
  objects.other_binary = {tracebridge::MissingOfOpenTracingBinary,
                          tracebridge::FromOpenTracingBinary};
  return tracebridge::MakeOpenTracingTracer(objects);
}

std::string HeadersOf(const opentracing::Tracer& tracer, const opentracing::SpanContext& context) {
  const tracebridge::test::HttpWriter writer;
  tracebridge::fuzz::Require(tracer.Inject(context, writer).has_value());
  return tracebridge::test::Text(writer.headers);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tracebridge::fuzz::Require;
  static const std::shared_ptr<opentracing::Tracer> tracer = MakeTracer();
  std::istringstream stream(std::string(reinterpret_cast<const char*>(data), size));
  const auto read = tracer->Extract(stream);
  Require(!stream.fail());
  if (!read || *read == nullptr) return 0;

  std::stringstream written;
  Require(tracer->Inject(**read, written).has_value());
  const auto again = tracer->Extract(written);
  Require(again.has_value());
  Require((*again == nullptr ? "" : HeadersOf(*tracer, **again)) == HeadersOf(*tracer, **read));
  return 0;
}
