// A program that uses each header of the API, as strict users compile it. Exits 0 when what it does
// comes out right.
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/common/kv_properties.h"
#include "opentelemetry/common/spin_lock_mutex.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/context/propagation/environment_carrier.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/version.h"

namespace trace = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;

namespace {

bool ok = true;

void Check(bool condition, const char* what) {
  if (condition) return;
  ok = false;
  std::fprintf(stderr, "not so: %s\n", what);
}

nostd::shared_ptr<trace::Tracer> GetTracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("consumer", OPENTELEMETRY_VERSION, "",
                                                         {{"k", 1}});
}

void Trace() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  const uint8_t trace_id[16] = {1};
  const uint8_t span_id[8] = {2};
  options.parent = trace::SpanContext(trace::TraceId(trace_id), trace::SpanId(span_id),
                                      trace::TraceFlags(trace::TraceFlags::kIsSampled), true);
  auto span = GetTracer()->StartSpan("s", {{"text", "t"}, {"n", 1}, {"d", 1.5}}, options);
  auto scope = trace::Tracer::WithActiveSpan(span);

  const std::vector<int64_t> numbers = {1, 2, 3};
  span->SetAttribute("numbers", nostd::span<const int64_t>(numbers));
  span->SetAttribute("text", std::string("t"));
  span->AddEvent("e", std::map<std::string, double>{{"d", 1.5}});
  span->AddLink(span->GetContext(), {{"k", true}});
  span->SetStatus(trace::StatusCode::kError, "why");
  Check(trace::Tracer::GetCurrentSpan()->GetContext() == span->GetContext(), "span is current");
  Check(span->GetContext().span_id().IsValid(), "the parent's context is carried");
  span->End();
}

void Carry() {
  using opentelemetry::context::propagation::GlobalTextMapPropagator;
  namespace baggage = opentelemetry::baggage;
  opentelemetry::context::Context context;
  auto items = baggage::Baggage::FromHeader("a=1")->Set("b", "2");
  context = baggage::SetBaggage(context, items);
  const auto token = opentelemetry::context::RuntimeContext::Attach(context);
  opentelemetry::context::propagation::EnvironmentCarrier carrier;
  GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, context);
  const auto current = opentelemetry::context::RuntimeContext::GetCurrent();
  Check(baggage::GetBaggage(current)->ToHeader() == "b=2,a=1", "baggage is current");
  Check(trace::TraceState::FromHeader("a=1")->Set("b", "2")->ToHeader() == "b=2,a=1",
        "trace state");
}

}  // namespace

int main() {
  Trace();
  Carry();
  return ok ? 0 : 1;
}
