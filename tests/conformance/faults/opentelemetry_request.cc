#include <cstdint>
#include <memory>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/conformance/faults/traced_request.h"

namespace tracebridge::faults {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;

class Carrier final : public opentelemetry::context::propagation::TextMapCarrier {
 public:
  explicit Carrier(FixedHeaders* headers) noexcept : headers_(headers) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    return headers_->Get({key.data(), key.size()});
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    headers_->Add({key.data(), key.size()}, {value.data(), value.size()});
  }

 private:
  FixedHeaders* headers_;
};

class OpenTelemetryRequest final : public Request {
 public:
  OpenTelemetryRequest() : text_(700, 'x') {
    received_.Add("traceparent", kIncomingTraceparent);
    received_.Add("tracestate", kIncomingTracestate);
    received_.Add("baggage", kIncomingBaggage);
  }

  void Serve() override {
    sent_.Clear();
    const auto tracer = api::Provider::GetTracerProvider()->GetTracer("service", "1.0");
    const auto propagator = GlobalTextMapPropagator::GetGlobalPropagator();
    Context before = RuntimeContext::GetCurrent();
    api::StartSpanOptions options;
    options.kind = api::SpanKind::kServer;
    Context incoming = propagator->Extract(Carrier(&received_), before);
    options.parent = incoming;
    const auto server =
        tracer->StartSpan("GET /items", {{"http.method", "GET"}, {"url", text_}, {"retries", 2}},
                          {{api::GetSpan(incoming)->GetContext(), {{"why", "retry"}}}}, options);
    auto baggage = opentelemetry::baggage::GetBaggage(incoming)->Set("user", "u42");
    const auto with_baggage =
        RuntimeContext::Attach(opentelemetry::baggage::SetBaggage(incoming, baggage));
    const api::Scope scope(server);
    const auto child = tracer->StartSpan("cache.Get");
    {
      const api::Scope inner(child);
      const nostd::string_view keys[] = {text_, "second"};
      child->SetAttribute("keys", nostd::span<const nostd::string_view>(keys));
      child->SetAttribute("key", nostd::string_view(text_));
      child->AddEvent("plain");
      child->AddEvent("miss", {{"key", text_}, {"n", std::int64_t{42}}});
      child->AddLink(server->GetContext(), {{"why", text_}});
      child->SetStatus(api::StatusCode::kError, "no such key");
      child->UpdateName("cache.Find");
      Carrier out(&sent_);
      propagator->Inject(out, RuntimeContext::GetCurrent());
    }
    child->End();
    server->End();
  }

 private:
  const std::string text_;
  FixedHeaders received_;
};

}  // namespace

std::unique_ptr<Request> MakeOpenTelemetryRequest() {
  return std::make_unique<OpenTelemetryRequest>();
}

}  // namespace tracebridge::faults
