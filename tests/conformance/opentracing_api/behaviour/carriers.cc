#include "tests/conformance/opentracing_api/behaviour/carriers.h"

#include <opentracing/noop.h>

#include <sstream>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
using namespace opentracing;

struct Custom : CustomCarrierReader, CustomCarrierWriter {
  expected<void> Inject(const Tracer& tracer, const SpanContext&) const override {
    SHOW(&tracer == expected_tracer);
    return make_unexpected(invalid_carrier_error);
  }
  expected<std::unique_ptr<SpanContext>> Extract(const Tracer& tracer) const override {
    SHOW(&tracer == expected_tracer);
    return make_unexpected(span_context_corrupted_error);
  }
  const Tracer* expected_tracer = nullptr;
};
}  // namespace

void Carriers() {
  Headers headers;
  headers.pairs = {{"a", "1"}, {"b", "2"}, {"c", "3"}};
  SHOW(headers.LookupKey("a"));
  headers.can_look_up = true;
  SHOW(headers.LookupKey("a"));
  SHOW(headers.LookupKey("z"));
  SHOW(headers.ForeachKey([](string_view key, string_view value) -> expected<void> {
    std::cout << "  " << Text(key) << ": " << Text(value) << "\n";
    if (key == "b") return make_unexpected(invalid_carrier_error);
    return {};
  }));

  const auto tracer = MakeNoopTracer();
  const auto span = tracer->StartSpan("x");
  Custom custom;
  custom.expected_tracer = tracer.get();
  const CustomCarrierWriter& writer = custom;
  const CustomCarrierReader& reader = custom;
  SHOW(tracer->Inject(span->context(), writer));
  SHOW(tracer->Extract(reader));
}
}  // namespace behaviour
