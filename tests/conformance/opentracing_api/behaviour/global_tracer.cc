#include <opentracing/noop.h>
#include <opentracing/tracer.h>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
namespace {
using namespace opentracing;

// Says on stdout when it is destroyed.
class LeavingTracer : public Tracer {
 public:
  ~LeavingTracer() override { std::puts("the global tracer is destroyed"); }
  std::unique_ptr<Span> StartSpanWithOptions(string_view,
                                             const StartSpanOptions&) const noexcept override {
    return nullptr;
  }
  expected<void> Inject(const SpanContext&, std::ostream&) const override { return {}; }
  expected<void> Inject(const SpanContext&, const TextMapWriter&) const override { return {}; }
  expected<void> Inject(const SpanContext&, const HTTPHeadersWriter&) const override { return {}; }
  using Context = expected<std::unique_ptr<SpanContext>>;
  Context Extract(std::istream&) const override { return std::unique_ptr<SpanContext>(); }
  Context Extract(const TextMapReader&) const override { return std::unique_ptr<SpanContext>(); }
  Context Extract(const HTTPHeadersReader&) const override {
    return std::unique_ptr<SpanContext>();
  }
};

// Before main, and in a static constructor.
const std::shared_ptr<Tracer> kEarly = Tracer::Global();
}  // namespace

void GlobalTracer() {
  SHOW(kEarly != nullptr);
  SHOW(kEarly == Tracer::Global());
  SHOW(Tracer::IsGlobalTracerRegistered());
  SHOW(Tracer::Global()->StartSpan("x") != nullptr);
  const auto noop = MakeNoopTracer();
  SHOW(Tracer::InitGlobal(noop) == kEarly);
  SHOW(Tracer::IsGlobalTracerRegistered());
  SHOW(Tracer::Global() == noop);
  SHOW(Tracer::InitGlobal(nullptr) == noop);
  SHOW(Tracer::Global() == nullptr);
  SHOW(Tracer::IsGlobalTracerRegistered());
  SHOW(Tracer::InitGlobal(std::shared_ptr<Tracer>(new LeavingTracer)) == nullptr);
  SHOW(Tracer::Global().use_count());
}
}  // namespace behaviour
