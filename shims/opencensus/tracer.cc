#include "shims/opencensus/tracer.h"

#include <atomic>
#include <new>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using TracerPointer = nostd::shared_ptr<trace::Tracer>;
using ProviderPointer = nostd::shared_ptr<trace::TracerProvider>;

TracerPointer TracerOf(const ProviderPointer& provider) noexcept {
  return provider == nullptr ? TracerPointer() : provider->GetTracer(kScopeName);
}

// Whether to ask for the tracer again next time: a provider without memory hands out one that does nothing.
bool IsForNow(trace::Tracer* tracer) noexcept {
  return tracer == nullptr || dynamic_cast<trace::NoopTracer*>(tracer) != nullptr;
}

// Asked until there is one: the default provider stays the same. Null without memory.
trace::Tracer* DefaultTracer() noexcept {
  // Never destroyed: spans start after main.
  static std::atomic<const TracerPointer*> known{nullptr};
  const TracerPointer* tracer = known.load(std::memory_order_acquire);
  if (tracer != nullptr) return tracer->get();
  const TracerPointer found = TracerOf(LinkedDefaultProvider()->Provider());
  if (IsForNow(found.get())) return nullptr;
  const auto* const kept = new (std::nothrow) TracerPointer(found);
  if (kept == nullptr) {
    Count(Diagnostic::kOutOfMemory);
    return nullptr;
  }
  if (known.compare_exchange_strong(tracer, kept, std::memory_order_acq_rel)) return kept->get();
  delete kept;  // another thread was as fast
  return tracer->get();
}

}  // namespace

#ifdef TRACEBRIDGE_OPENTELEMETRY_API

namespace {
constexpr auto kSlot = static_cast<unsigned>(state::Slot::kTracerProvider);
}  // namespace

trace::Tracer* CurrentTracer(ThreadState& thread) noexcept {
  if (!HasConfiguredProvider()) return DefaultTracer();
  const std::uint64_t version = tracebridge_state_v1_version(kSlot);
  if (thread.provider_version != version || thread.tracer == nullptr) {
    thread.tracer = TracerOf(trace::Provider::GetTracerProvider());
    // No slot has version 0.
    thread.provider_version = IsForNow(thread.tracer.get()) ? 0 : version;
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
  if (!IsConfigured(provider)) return DefaultTracer();
  thread.tracer = TracerOf(provider);
  return thread.tracer.get();
}

#endif

}  // namespace tracebridge::opencensus_shim
