#include "shims/opencensus/tracer.h"

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/tracer_provider.h"

namespace tracebridge::opencensus_shim {
namespace {
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using TracerPointer = nostd::shared_ptr<trace::Tracer>;
using ProviderPointer = nostd::shared_ptr<trace::TracerProvider>;

TracerPointer TracerOf(const ProviderPointer& provider) noexcept {
  return provider == nullptr ? TracerPointer() : provider->GetTracer(kScopeName);
}

// Asked once: the default provider stays the same.
const TracerPointer& DefaultTracer() noexcept {
  static const TracerPointer& tracer =
      *new TracerPointer(TracerOf(LinkedDefaultProvider()->Provider()));
  return tracer;
}

}  // namespace

#ifdef TRACEBRIDGE_OPENTELEMETRY_API

namespace {
constexpr auto kSlot = static_cast<unsigned>(state::Slot::kTracerProvider);
}  // namespace

trace::Tracer* CurrentTracer(ThreadState& thread) noexcept {
  if (!HasConfiguredProvider()) return DefaultTracer().get();
  const std::uint64_t version = tracebridge_state_v1_version(kSlot);
  if (thread.provider_version != version || thread.tracer == nullptr) {
    thread.tracer = TracerOf(trace::Provider::GetTracerProvider());
    thread.provider_version = version;
  }
  return thread.tracer.get();
}

#else

// Another core says neither whether a provider was set nor when it changes: the provider is looked
// at, and asked for its tracer, at every start.

namespace {

bool IsConfigured(const ProviderPointer& provider) noexcept {
  return provider != nullptr && dynamic_cast<trace::NoopTracerProvider*>(provider.get()) == nullptr;
}

}  // namespace

bool HasConfiguredProvider() noexcept { return IsConfigured(trace::Provider::GetTracerProvider()); }

trace::Tracer* CurrentTracer(ThreadState& thread) noexcept {
  const ProviderPointer provider = trace::Provider::GetTracerProvider();
  if (!IsConfigured(provider)) return DefaultTracer().get();
  thread.tracer = TracerOf(provider);
  return thread.tracer.get();
}

#endif

}  // namespace tracebridge::opencensus_shim
