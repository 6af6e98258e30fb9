#include "shims/opentracing/tracer.h"

#include <chrono>
#include <system_error>
#include <utility>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/provider.h"
#include "shims/opentracing/binary_carrier.h"
#include "shims/opentracing/clock_offset.h"
#include "shims/opentracing/process_mutex.h"
#include "shims/opentracing/references.h"
#include "shims/opentracing/runtime_context.h"
#include "shims/opentracing/span.h"
#include "shims/opentracing/start_parent.h"
#include "shims/opentracing/start_tags.h"
#include "shims/opentracing/unsampled.h"
#include "shims/opentracing/values.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace common = opentelemetry::common;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::propagation::GlobalTextMapPropagator;
using ExtractResult = opentracing::expected<std::unique_ptr<opentracing::SpanContext>>;

constexpr char kScopeName[] = "opentracing-shim";

opentracing::SystemTime ToSystemTime(opentracing::SteadyTime steady) noexcept {
  static ClockOffset offset;
  const auto measure = []() -> std::chrono::nanoseconds {
    const auto steady_now = opentracing::SteadyClock::now().time_since_epoch();
    return opentracing::SystemClock::now().time_since_epoch() - steady_now;
  };
  return opentracing::SystemTime{std::chrono::duration_cast<opentracing::SystemClock::duration>(
      steady.time_since_epoch() + offset.At(steady.time_since_epoch(), measure))};
}

// "If one of the timestamps is set but not the other, the set timestamp is used to estimate the
// corresponding timestamp of the other." Neither set means now to both APIs.
void SetStartTime(const opentracing::StartSpanOptions& from, trace::StartSpanOptions* to) noexcept {
  opentracing::SystemTime system = from.start_system_timestamp;
  opentracing::SteadyTime steady = from.start_steady_timestamp;
  const bool has_system = system != opentracing::SystemTime{};
  const bool has_steady = steady != opentracing::SteadyTime{};
  if (!has_system && !has_steady) return;
  if (!has_system) system = ToSystemTime(steady);
  if (!has_steady) steady = opentracing::convert_time_point<opentracing::SteadyClock>(system);
  to->start_system_time = common::SystemTimestamp{system};
  to->start_steady_time = common::SteadyTimestamp{steady};
}

SpanPointer NonRecording(const trace::SpanContext& context) noexcept {
  try {
    return SpanPointer(new trace::DefaultSpan(context));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return SpanPointer();
  }
}

// What every start falls back to when there is no memory.
const SpanPointer& InvalidSpan() {
  static const SpanPointer* const span =
      new SpanPointer(new trace::DefaultSpan(trace::SpanContext::GetInvalid()));
  return *span;
}

// Makes sure that `*span`, which does not record, is a span. A tracer that records nothing may return the current span itself, in whose
// scopes the new span's baggage would show: one of its own, then. Without memory that one is kept, for its ids.
__attribute__((noinline)) void MakeOneOfItsOwn(SpanPointer* span) noexcept {
  if (*span == nullptr) {
    *span = InvalidSpan();
  } else if (IsCurrent(**span)) {
    if (SpanPointer own = NonRecording((*span)->GetContext())) *span = std::move(own);
  }
}

auto NoMemory() {
  return opentracing::make_unexpected(std::make_error_code(std::errc::not_enough_memory));
}

// What an Inject of `context` sends. An exception of ours must not look like one of the carrier's.
opentracing::expected<Context> Carried(const opentracing::SpanContext& context) try {
  if (const SpanContextShim* const ours = Ours(context)) return ours->carried();
  std::optional<trace::SpanContext> made;
  const trace::SpanContext* const foreign = ToOtel(context, &made);
  if (foreign == nullptr)
    return opentracing::make_unexpected(opentracing::invalid_span_context_error);
  const SpanContextShim copy{SpanPointer(new trace::DefaultSpan(*foreign)), BaggageOf(context)};
  return copy.carried();
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
  return NoMemory();
}

// The result of an Extract that made `extracted` of a carrier. `holds_context` tells whether there was something to read; it is
// asked when nothing was read.
template <class HoldsContext>
ExtractResult Extracted(const Context& extracted, HoldsContext&& holds_context) {
  if (!(extracted == Context())) {
    auto result =
        std::make_unique<SpanContextShim>(trace::GetSpan(extracted), BaggageOf(extracted));
    if (result == nullptr) return NoMemory();
    std::optional<trace::SpanContext> made;
    const trace::SpanContext& context = result->otel(&made);
    // A remote context without ids is a decision about the trace that begins here: `b3: 0`.
    if (context.IsValid() || context.IsRemote() || result->has_baggage()) {
      return std::unique_ptr<opentracing::SpanContext>(std::move(result));
    }
  }
  if (!holds_context()) return std::unique_ptr<opentracing::SpanContext>();
  return opentracing::make_unexpected(opentracing::span_context_corrupted_error);
}

std::optional<Format> OwnFormat(const PropagatorPointer& propagator) {
  if (propagator.get() == nullptr) return {};
  return Format{propagator};
}

}  // namespace

TracerShim::TracerShim(OtelTracer tracer, const OpenTelemetryObjects& objects,
                       const OpenTracingOptions& options)
    : tracer_(std::move(tracer)),
      takes_references_(tracer_.get() != nullptr && TakesReferences(*tracer_)),
      options_(options),
      text_map_(OwnFormat(objects.text_map)),
      http_headers_(OwnFormat(objects.http_headers)),
      other_binary_(objects.other_binary),
      lifetime_(TracerLifetime::For(this)) {
  InvalidSpan();  // made while there is memory
}

std::unique_ptr<opentracing::Span> TracerShim::StartSpanWithOptions(
    opentracing::string_view operation_name,
    const opentracing::StartSpanOptions& options) const noexcept {
  const bool activates = options_.activation == OpenTracingActivation::kThread;
  const StartTags tags{options.tags};
  const References references{options.references};
  StartParent parent{references, activates ? activation::Api::kOpenTracingPolicy
                                           : activation::Api::kOpenTracingScope};
  const auto start_otel_span = [&]() -> SpanPointer {
    if (closed_.load(std::memory_order_relaxed)) return NonRecording(parent.context());
    if (tags.wants_sampling() == false) return StartUnsampled(parent.context());
    trace::StartSpanOptions start;
    SetStartTime(options, &start);
    if (tags.wants_sampling() == true) {
      parent.ApplySampled(&start);  // an unsampled one would say more to the sampler than the tag
    } else {
      parent.Apply(takes_references_, &start);
    }
    start.kind = tags.kind();
    return tracer_->StartSpan(ToOtel(operation_name), tags, references, start);
  };
  SpanPointer span = start_otel_span();
  if (span.get() == nullptr || !span->IsRecording()) MakeOneOfItsOwn(&span);

  auto* const shim = new SpanShim(*this, std::move(span), std::move(parent.baggage()));
  if (shim == nullptr) return nullptr;
  if (const auto status = tags.status()) shim->SetStatus(*status);
  if (activates) shim->ActivateUntilFinish();
  return std::unique_ptr<opentracing::Span>(shim);
}

opentracing::expected<void> TracerShim::Inject(const opentracing::SpanContext& context,
                                               std::ostream& writer) const {
  std::optional<BinaryWriter> headers;
  try {
    headers.emplace();
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return NoMemory();
  }
  auto injected = Inject(context, *headers, text_map_);
  if (!injected) return injected;
  return headers->WriteTo(writer);
}

opentracing::expected<void> TracerShim::Inject(const opentracing::SpanContext& context,
                                               const opentracing::TextMapWriter& writer) const {
  return Inject(context, writer, text_map_);
}

opentracing::expected<void> TracerShim::Inject(const opentracing::SpanContext& context,
                                               const opentracing::HTTPHeadersWriter& writer) const {
  return Inject(context, writer, http_headers_);
}

ExtractResult TracerShim::Extract(std::istream& reader) const {
  const auto content = ReadBinary(reader, other_binary_);
  if (!content) return opentracing::make_unexpected(content.error());
  switch (content->form) {
    case BinaryContent::Form::kNothing:
      return std::unique_ptr<opentracing::SpanContext>();
    case BinaryContent::Form::kOurs:
      return Extract(BinaryReader{content->bytes}, text_map_);
    case BinaryContent::Form::kOther:
      return Extracted(ReadOther(content->bytes), [] { return true; });
    case BinaryContent::Form::kCorrupted:
      Count(Diagnostic::kHeaderMalformed);
      break;
  }
  return opentracing::make_unexpected(opentracing::span_context_corrupted_error);
}

ExtractResult TracerShim::Extract(const opentracing::TextMapReader& reader) const {
  return Extract(reader, text_map_);
}

ExtractResult TracerShim::Extract(const opentracing::HTTPHeadersReader& reader) const {
  return Extract(reader, http_headers_);
}

void TracerShim::Close() noexcept {
  if (!options_.records_after_close) closed_.store(true, std::memory_order_relaxed);
  try {
    if (options_.on_close) options_.on_close();
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
  }
}

const Format* TracerShim::FormatFor(const std::optional<Format>& own) const noexcept try {
  if (own) return &*own;
  const auto propagator = GlobalTextMapPropagator::GetGlobalPropagator();
  const Format* format = global_.load(std::memory_order_acquire);
  if (format != nullptr && format->propagator.get() == propagator.get()) return format;

  auto made = std::make_unique<const Format>(propagator);
  const std::lock_guard<std::mutex> lock(ProcessMutex());
  for (const auto& known : globals_) {
    if (known->propagator.get() == propagator.get()) {
      global_.store(known.get(), std::memory_order_release);
      return known.get();
    }
  }
  globals_.push_back(std::move(made));
  global_.store(globals_.back().get(), std::memory_order_release);
  return globals_.back().get();
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
  return nullptr;
}

opentracing::expected<void> TracerShim::Inject(const opentracing::SpanContext& context,
                                               const opentracing::TextMapWriter& writer,
                                               const std::optional<Format>& own) const {
  const Format* const format = FormatFor(own);
  if (format == nullptr) return NoMemory();
  const auto carried = Carried(context);
  if (!carried) return opentracing::make_unexpected(carried.error());
  WriterCarrier carrier{writer};
  carrier.RememberWritten(options_.inject_all_keys);
  format->propagator->Inject(carrier, *carried);
  carrier.WriteRest(*format);
  return carrier.Result();
}

ExtractResult TracerShim::Extract(const opentracing::TextMapReader& reader,
                                  const std::optional<Format>& own) const {
  const Format* const format = FormatFor(own);
  if (format == nullptr) return NoMemory();
  ReaderCarrier carrier{reader, *format};
  const auto read = carrier.Read();
  if (!read) return opentracing::make_unexpected(read.error());

  Context empty;
  const Context extracted = format->propagator->Extract(carrier, empty);
  carrier.Rethrow();
  return Extracted(extracted, [&] { return carrier.holds_context(); });
}

Context TracerShim::ReadOther(const std::string& bytes) const noexcept {
  try {
    return other_binary_.read(bytes, Context());
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
  }
  return Context();
}

}  // namespace tracebridge::opentracing_shim

namespace tracebridge {

std::shared_ptr<opentracing::Tracer> MakeOpenTracingTracer(const OpenTracingOptions& options) {
  return MakeOpenTracingTracer(OpenTelemetryObjects{}, options);
}

std::shared_ptr<opentracing::Tracer> MakeOpenTracingTracer(const OpenTelemetryObjects& objects,
                                                           const OpenTracingOptions& options) {
  using opentracing_shim::TracerShim;
  auto provider = objects.provider.get() != nullptr
                      ? objects.provider
                      : opentelemetry::trace::Provider::GetTracerProvider();
  if (provider.get() == nullptr) {  // opentelemetry-cpp's, once a program has set it to null
    provider = decltype(provider)(new opentelemetry::trace::NoopTracerProvider);
  }
  auto shim = std::make_unique<TracerShim>(
      provider->GetTracer(opentracing_shim::kScopeName, TRACEBRIDGE_VERSION), objects, options);
  opentracing_shim::TracerLifetime& lifetime = shim->lifetime();
  return {shim.release(), [&lifetime](opentracing::Tracer*) { lifetime.Release(); }};
}

}  // namespace tracebridge
