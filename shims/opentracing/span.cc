#include "shims/opentracing/span.h"

#include <algorithm>
#include <new>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/span.h"
#include "shims/opentracing/block_pool.h"
#include "shims/opentracing/extension.h"
#include "shims/opentracing/runtime_context.h"
#include "shims/opentracing/tracer.h"
#include "shims/opentracing/values.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using Fields = opentelemetry::nostd::span<const LogField>;

}  // namespace

SpanShim::SpanShim(const TracerShim& tracer, SpanPointer&& span, BaggagePointer&& baggage) noexcept
    : tracer_(tracer),
      context_(std::move(span), std::move(baggage)),
      state_(static_cast<uint8_t>((context_.span()->IsRecording() ? kRecording : 0) |
                                  (context_.has_baggage() ? 0 : kBeganWithoutBaggage))),
      counted_(tracer.lifetime().BeginSpan()) {}

SpanShim::~SpanShim() {
  if (!Is(kFinished)) SpanShim::FinishWithOptions({});
  if (published_ != nullptr) Delete(published_);
  tracer_.lifetime().EndSpan(counted_);
}

__attribute__((noinline)) void SpanShim::Delete(Published* published) noexcept { delete published; }

void SpanShim::FinishWithOptions(const opentracing::FinishSpanOptions& options) noexcept {
  const uint8_t before = state_.fetch_or(kFinished, std::memory_order_acq_rel);
  if ((before & kFinished) != 0) return;
  trace::Span& span = *context_.span();
  if ((before & kRecording) != 0) {
    for (const opentracing::LogRecord& record : options.log_records) AddEvent(span, record);
    if ((before & kOkAtFinish) != 0) span.SetStatus(trace::StatusCode::kOk);
  }
  trace::EndSpanOptions end;  // a time that is not set means now to both APIs
  end.end_steady_time = opentelemetry::common::SteadyTimestamp{options.finish_steady_timestamp};
  span.End(end);
  if ((before & kActivated) != 0) activation_.End();
}

void SpanShim::SetOperationName(opentracing::string_view name) noexcept {
  if (!Is(kRecording) || Is(kFinished)) return;
  context_.span()->UpdateName(ToOtel(name));
}

// Without a frame of its own, so that a tag of a span that is not recorded costs a few instructions.
void SpanShim::SetTag(opentracing::string_view key, const opentracing::Value& value) noexcept {
  const uint8_t state = state_.load(std::memory_order_relaxed);
  if ((state & kFinished) != 0) return;
  const SpecialTag special = WhichTag({key.data(), key.size()});
  if (special != SpecialTag::kNone) return SetSpecialTag(special, key, value);
  if ((state & kRecording) != 0) SetAttribute(key, value);
}

void SpanShim::SetAttribute(opentracing::string_view key,
                            const opentracing::Value& value) noexcept {
  trace::Span& span = *context_.span();
  UseAsOtel(value, [&](const opentelemetry::common::AttributeValue& attribute) {
    span.SetAttribute(ToOtel(key), attribute);
  });
}

void SpanShim::SetSpecialTag(SpecialTag special, opentracing::string_view key,
                             const opentracing::Value& value) noexcept {
  switch (special) {
    case SpecialTag::kError:
      if (const auto status = ErrorStatus(value)) return SetStatus(*status);
      break;
    case SpecialTag::kSamplingPriority:
      if (SetSamplingPriority(value)) return;
      break;
    case SpecialTag::kSpanKind:  // OpenTelemetry fixes the kind at the start
    case SpecialTag::kNone:
      break;
  }
  if (Is(kRecording)) SetAttribute(key, value);
}

void SpanShim::SetStatus(trace::StatusCode status) noexcept {
  if (!Is(kRecording)) return;
  if (status == trace::StatusCode::kOk) {
    state_.fetch_or(kOkAtFinish, std::memory_order_relaxed);
    return;
  }
  state_.fetch_and(static_cast<uint8_t>(~kOkAtFinish), std::memory_order_relaxed);
  context_.span()->SetStatus(status);
}

bool SpanShim::SetSamplingPriority(const opentracing::Value& value) noexcept {
  const auto wanted = WantsSampling(value);
  if (!wanted) return false;
  if (!*wanted) {
    StopRecordingSpan();
    return true;
  }
  if (!Is(kRecording)) Count(Diagnostic::kSamplingPriorityTooLate);
  return false;
}

void SpanShim::StopRecordingSpan() noexcept {
  const uint8_t before = state_.fetch_or(kStopped, std::memory_order_acq_rel);
  state_.fetch_and(static_cast<uint8_t>(~kRecording), std::memory_order_acq_rel);
  if ((before & kStopped) != 0) return;
  context_.ClearSampled();
  if (const StopRecording stop = GetStopRecording()) stop(*context_.span());
}

// One item at a time, lest two threads take each other's sets for foreign ones.
class SpanShim::ItemGuard {
 public:
  explicit ItemGuard(SpanShim& span) noexcept : lock_(span.item_lock_) {
    // What a thread of the parent was writing at the fork stays as it is, undestroyed.
    if (!lock_.Lock()) span.published_ = nullptr;
  }
  ~ItemGuard() { lock_.Unlock(); }
  ItemGuard(const ItemGuard&) = delete;
  ItemGuard& operator=(const ItemGuard&) = delete;

 private:
  ObjectLock& lock_;
};

void SpanShim::SetBaggageItem(opentracing::string_view key,
                              opentracing::string_view value) noexcept {
  if (key.empty()) return;
  try {
    const ItemGuard guard(*this);
    const bool is_seen_here = IsCurrent(*context_.span());
    if (is_seen_here) GetPublished();  // without memory nothing has changed yet
    SpanContextShim::BaggageChange change = context_.SetBaggageItem(ToStd(key), ToStd(value));
    // A context, perhaps of another thread, may have it.
    if (change.before.get() != nullptr && IsShared(change.before).value_or(true)) {
      GetPublished().earlier.push_back(std::move(change.before));
    }
    if (is_seen_here) PublishBaggage(change.after);
    if (published_ != nullptr) published_->ForgetUnseen();
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

SpanShim::Published& SpanShim::GetPublished() {
  if (published_ == nullptr) published_ = new Published;
  if (published_ == nullptr) throw std::bad_alloc();
  return *published_;
}

void SpanShim::Published::ForgetUnseen() noexcept {
  const auto is_unseen = [](const BaggagePointer& set) { return !IsShared(set).value_or(true); };
  earlier.erase(std::remove_if(earlier.begin(), earlier.end(), is_unseen), earlier.end());
  const bool is_told = earlier.empty() || IsShared(earlier.back()).has_value();
  if (!is_told && earlier.size() > kMostUntold) earlier.erase(earlier.begin());
}

bool SpanShim::Published::Knows(const BaggagePointer& baggage) const noexcept {
  return std::any_of(earlier.begin(), earlier.end(),
                     [&](const BaggagePointer& set) { return set.get() == baggage.get(); });
}

// Shows `baggage` to code that is running inside this span's activation now, whichever of the span's sets it has seen so
// far. A context in which the program put other baggage around the same span keeps it.
void SpanShim::PublishBaggage(const BaggagePointer& baggage) {
  const Context current = RuntimeContext::GetCurrent();
  if (!IsCurrentIn(current, *context_.span())) return;
  const BaggagePointer seen = BaggageOf(current);
  if (seen.get() == nullptr ? !Is(kBeganWithoutBaggage) : !published_->Knows(seen)) return;

  // From the context as it was before our last item, lest a loop of items make an endless chain.
  if (!(published_->context == current)) published_->base = current;
  Context next = WithBaggage(published_->base, baggage);
  if (ReplaceCurrent(next)) published_->context = std::move(next);
}

std::string SpanShim::BaggageItem(opentracing::string_view key) const noexcept {
  try {
    return Item(context_.baggage(), ToStd(key));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return {};
  }
}

void SpanShim::Log(std::initializer_list<LogField> fields) noexcept {
  AddEventFrom({}, Fields{fields.begin(), fields.size()});
}

void SpanShim::Log(opentracing::SystemTime timestamp,
                   std::initializer_list<LogField> fields) noexcept {
  AddEventFrom(timestamp, Fields{fields.begin(), fields.size()});
}

void SpanShim::Log(opentracing::SystemTime timestamp,
                   const std::vector<LogField>& fields) noexcept {
  AddEventFrom(timestamp, Fields{fields.data(), fields.size()});
}

void SpanShim::AddEventFrom(opentracing::SystemTime time, Fields fields) noexcept {
  if (!Is(kRecording) || Is(kFinished)) return;
  AddEvent(*context_.span(), time, fields);
}

const opentracing::Tracer& SpanShim::tracer() const noexcept { return tracer_; }

void SpanShim::ActivateUntilFinish() noexcept {
  activation_.Begin(context_.span(), context_.baggage(), activation::Api::kOpenTracingPolicy);
  state_.fetch_or(kActivated, std::memory_order_relaxed);
}

void* SpanShim::operator new(size_t size) noexcept {
  static_assert(sizeof(SpanShim) <= kBlockSize && sizeof(Published) <= kBlockSize);
  return size <= kBlockSize ? TakeBlock() : nullptr;
}

void SpanShim::operator delete(void* block) noexcept { GiveBlock(block); }

}  // namespace tracebridge::opentracing_shim
