#include "otel_core/sdk/src/trace/span.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include "opentelemetry/sdk/common/empty_attributes.h"
#include "opentelemetry/sdk/trace/finished_span_observer.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/stop_recording.h"
#include "otel_core/sdk/src/common/wall_clock.h"
#include "otel_core/sdk/src/trace/recordable_access.h"
#include "otel_core/sdk/src/trace/unended_spans.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

namespace api = opentelemetry::trace;
using opentelemetry::common::AttributeValue;
using opentelemetry::common::KeyValueIterable;
using opentelemetry::common::SteadyTimestamp;
using opentelemetry::common::SystemTimestamp;

SystemTimestamp SystemNow() noexcept { return SystemTimestamp(std::chrono::system_clock::now()); }

SteadyTimestamp SteadyNow() noexcept { return SteadyTimestamp(std::chrono::steady_clock::now()); }

template <class Timestamp>
Timestamp Or(Timestamp given, Timestamp (*now)()) noexcept {
  return given == Timestamp() ? now() : given;
}

SpanProcessor* ProcessorOf(Pipeline::Parts& parts) noexcept {
  SpanProcessor* only = parts.processors.only_processor();
  return only != nullptr ? only : &parts.processors;
}

// One in the process for all copies of this SDK whose records look alike.
using ObserverCell = std::atomic<FinishedSpanObserver>;
std::atomic<ObserverCell*> known_observer_cell{nullptr};

// Null without memory.
__attribute__((noinline)) ObserverCell* FindObserverCell() noexcept {
  const auto make = []() -> void* { return new ObserverCell(nullptr); };
  auto* const cell = static_cast<ObserverCell*>(tracebridge_state_v1_object(
      "opentelemetry.sdk.finished_span_observer/" TRACEBRIDGE_VERSION, make));
  known_observer_cell.store(cell, std::memory_order_release);
  return cell;
}

FinishedSpanObserver Observer() noexcept {
  const ObserverCell* cell = known_observer_cell.load(std::memory_order_acquire);
  if (__builtin_expect(cell == nullptr, 0)) cell = FindObserverCell();
  return cell == nullptr ? nullptr : cell->load(std::memory_order_acquire);
}

}  // namespace

bool SetFinishedSpanObserver(FinishedSpanObserver observer) noexcept {
  ObserverCell* const cell = FindObserverCell();
  if (cell == nullptr) return false;
  cell->store(observer, std::memory_order_release);
  return true;
}

bool HasFinishedSpanObserver() noexcept { return Observer() != nullptr; }

// One byte, held for the length of one write. In a forked child the holder may not exist: there it is not waited for.
class Span::Guard {
 public:
  explicit Guard(Span* span) noexcept : span_(span) {
    const bool is_held_elsewhere = span_->is_locked_.exchange(true, std::memory_order_acquire);
    if (__builtin_expect(is_held_elsewhere, 0) && !Wait(span)) span_ = nullptr;
  }
  ~Guard() {
    if (span_ != nullptr) span_->is_locked_.store(false, std::memory_order_release);
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

  bool is_held() const noexcept { return span_ != nullptr; }

 private:
  // Returns whether the lock was taken.
  __attribute__((noinline)) static bool Wait(Span* span) noexcept {
    for (int spins = 0;; ++spins) {
      if (!span->is_locked_.load(std::memory_order_relaxed) &&
          !span->is_locked_.exchange(true, std::memory_order_acquire)) {
        return true;
      }
      if (spins < 64) continue;
      if (span->process_ != tracebridge_state_v1_process()) return false;
      std::this_thread::yield();
    }
  }

  Span* span_;
};

template <class Write>
void Span::IfRecording(Write write) noexcept {
  const Guard guard(this);
  if (!guard.is_held() || recordable_ == nullptr) return;
  if (__builtin_expect(record_ != nullptr, 1)) {
    write(*record_);
  } else {
    write(*recordable_);
    if (shadow_ != nullptr) write(*shadow_);
  }
}

// Returns whether all links were made.
bool Span::LinkParent(SpanRecord* record, const SpanStart& start) noexcept {
  return start.options.parent_link != api::StartSpanOptions::ParentLink::kNone &&
         record->LinkParent(start.parent, start.options.parent_link);
}

template <class Target>
void Span::Fill(Target& target, const SpanStart& start,
                const SamplerAttributes* sampler_attributes) noexcept {
  start.attributes.ForEachKeyValue(
      [&target](nostd::string_view key, const AttributeValue& value) noexcept {
        if (!key.empty()) target.SetAttribute(key, value);
        return true;
      });
  if (!LinkParent(&target, start)) {
    start.links.ForEachKeyValue(
        [&target](const api::SpanContext& context, const KeyValueIterable& attributes) noexcept {
          target.AddLink(context, attributes);
          return true;
        });
  }
  if (sampler_attributes != nullptr) {
    for (const auto& [key, value] : *sampler_attributes) {
      if (!key.empty()) target.SetAttribute(key, value);
    }
  }
}

// Counts the span before its record is written: an atomic operation waits for the writes before it, and a record's lines may
// have to come from another core.
std::unique_ptr<Recordable> Span::Open(std::uint32_t thread_number) noexcept {
  pipeline_->Enter(thread_number);
  return processor_->MakeRecordable();
}

Span::Span(Pipeline* pipeline, const SpanStart& start, const SamplerAttributes* sampler_attributes,
           api::SpanContext&& context) noexcept
    : pipeline_(pipeline),
      processor_(ProcessorOf(pipeline->parts())),
      recordable_(Open(start.here.thread_number)),
      record_(AsSpanRecord(recordable_.get())),
      context_(std::move(context)),
      process_(start.here.process) {
  if (__builtin_expect(recordable_ == nullptr, 0)) {
    pipeline_->Leave(start.here.thread_number);
    return;
  }
  Pipeline::Parts& parts = pipeline_->parts();
  RecordableAccess::is_sampled(*recordable_) = context_.IsSampled();
  if (__builtin_expect(record_ != nullptr, 1)) {
    record_->Begin(context_, start.parent, start.name, start.options.kind, start.scope,
                   parts.resource, parts.limits);
    Fill(*record_, start, sampler_attributes);
  } else {
    recordable_->SetSpanLimits(parts.limits);
    recordable_->SetIdentity(context_, start.parent.span_id());
    recordable_->SetTraceFlags(context_.trace_flags());
    recordable_->SetName(start.name);
    recordable_->SetInstrumentationScope(start.scope);
    recordable_->SetResource(parts.resource);
    recordable_->SetSpanKind(start.options.kind);
    Fill(*recordable_, start, sampler_attributes);
    is_discarded_unended_ = IsDiscardedUnended(&start.scope);  // such a record would not tell
    if (context_.IsSampled() && Observer() != nullptr) {
      shadow_ = SpanRecord::Create();
      if (shadow_ != nullptr) {
        shadow_->Begin(context_, start.parent, start.name, start.options.kind, start.scope,
                       parts.resource, parts.limits);
        Fill(*shadow_, start, sampler_attributes);
      }
    }
  }
  // Last, so that what it takes to start a span is no part of it.
  start_steady_ = Or(start.options.start_steady_time, SteadyNow);
  SystemTimestamp start_system = start.options.start_system_time;
  if (start_system == SystemTimestamp()) {
    // A given steady time may be of long ago, before the clock was set.
    start_system = start.options.start_steady_time == SteadyTimestamp()
                       ? tracebridge::sdk::WallClock::At(start_steady_)
                       : SystemNow();
  }
  if (record_ != nullptr) {
    record_->SetStartTime(start_system);
  } else {
    recordable_->SetStartTime(start_system);
    if (shadow_ != nullptr) shadow_->SetStartTime(start_system);
  }
  is_recording_.store(true, std::memory_order_relaxed);
  processor_->OnStart(*recordable_, start.parent);
}

Span::~Span() {
  if (__builtin_expect(!is_recording_.load(std::memory_order_relaxed), 1)) return;
  if (record_ != nullptr ? IsDiscardedUnended(record_->scope()) : is_discarded_unended_) {
    StopRecording();
  } else {
    End({});
  }
}

void Span::SetAttribute(nostd::string_view key, const AttributeValue& value) noexcept {
  if (key.empty()) return;
  IfRecording([&](auto& target) { target.SetAttribute(key, value); });
}

void Span::AddEvent(nostd::string_view name) noexcept { AddEvent(name, SystemNow()); }

void Span::AddEvent(nostd::string_view name, SystemTimestamp timestamp) noexcept {
  AddEvent(name, timestamp, GetEmptyAttributes());
}

void Span::AddEvent(nostd::string_view name, const KeyValueIterable& attributes) noexcept {
  AddEvent(name, SystemNow(), attributes);
}

void Span::AddEvent(nostd::string_view name, SystemTimestamp timestamp,
                    const KeyValueIterable& attributes) noexcept {
  IfRecording([&](auto& target) { target.AddEvent(name, timestamp, attributes); });
}

void Span::AddLink(const api::SpanContext& target_context,
                   const KeyValueIterable& attributes) noexcept {
  IfRecording([&](auto& target) { target.AddLink(target_context, attributes); });
}

void Span::AddLinks(const api::SpanContextKeyValueIterable& links) noexcept {
  IfRecording([&](auto& target) {
    links.ForEachKeyValue(
        [&](const api::SpanContext& context, const KeyValueIterable& attributes) noexcept {
          target.AddLink(context, attributes);
          return true;
        });
  });
}

// "When span status is set to Ok it SHOULD be considered final ... An attempt to set value Unset SHOULD be ignored ...
// Description MUST be IGNORED for StatusCode Ok & Unset" (specification 1.60.0, trace/api.md "Set Status").
void Span::SetStatus(api::StatusCode code, nostd::string_view description) noexcept {
  if (code == api::StatusCode::kUnset) return;
  if (code == api::StatusCode::kOk) description = {};
  IfRecording([&](auto& target) {
    if (status_ == api::StatusCode::kOk) return;
    status_ = code;
    target.SetStatus(code, description);
  });
}

void Span::UpdateName(nostd::string_view name) noexcept {
  IfRecording([&](auto& target) { target.SetName(name); });
}

// The record is no longer reachable through the handle: this thread has it to itself.
void Span::Show(Recordable* recordable) noexcept {
  const FinishedSpanObserver observer = Observer();
  if (__builtin_expect(observer == nullptr, 1) || !RecordableAccess::is_sampled(*recordable))
    return;
  const SpanRecord* record = AsSpanRecord(recordable);
  if (record == nullptr) record = shadow_.get();
  if (record != nullptr) observer(*record);
}

std::unique_ptr<Recordable> Span::TakeRecordable() noexcept {
  const Guard guard(this);
  if (!guard.is_held()) return nullptr;
  is_recording_.store(false, std::memory_order_relaxed);
  record_ = nullptr;
  return std::move(recordable_);
}

void Span::End(const api::EndSpanOptions& options) noexcept {
  if (!is_recording_.load(std::memory_order_relaxed)) return;
  // Read first: waiting for the lock is no part of the span.
  const SteadyTimestamp end = Or(options.end_steady_time, SteadyNow);
  std::unique_ptr<Recordable> recordable = TakeRecordable();
  if (recordable == nullptr) return;

  const tracebridge::state::Here here = tracebridge_state_v1_here();
  if (__builtin_expect(process_ != here.process, 0)) {
    tracebridge::Count(tracebridge::Diagnostic::kSpanDroppedInForkedChild);
  } else {
    const std::chrono::nanoseconds duration = std::max(
        end.time_since_epoch() - start_steady_.time_since_epoch(), std::chrono::nanoseconds(0));
    if (SpanRecord* record = AsSpanRecord(recordable.get())) {
      record->SetDuration(duration);
    } else {
      recordable->SetDuration(duration);
      if (shadow_ != nullptr) shadow_->SetDuration(duration);
    }
    Show(recordable.get());
    RecordableAccess::lane(*recordable) = static_cast<std::uint8_t>(here.thread_number & 0x7f);
    processor_->OnEnd(std::move(recordable));
  }
  recordable.reset();
  pipeline_->Leave(here.thread_number);
}

api::SpanContext Span::GetContext() const noexcept {
  if (__builtin_expect(!is_stopped_.load(std::memory_order_relaxed), 1)) return context_;
  const auto flags = static_cast<std::uint8_t>(context_.trace_flags().flags() &
                                               ~unsigned{api::TraceFlags::kIsSampled});
  return api::SpanContext(context_.trace_id(), context_.span_id(), api::TraceFlags(flags),
                          context_.IsRemote(), context_.trace_state(), context_.wire_notes());
}

bool Span::StopRecording() noexcept {
  if (TakeRecordable() == nullptr) return false;
  is_stopped_.store(true, std::memory_order_relaxed);
  pipeline_->Leave(tracebridge_state_v1_here().thread_number);
  return true;
}

bool StopRecording(opentelemetry::trace::Span& span) noexcept {
  auto* ours = dynamic_cast<Span*>(&span);
  return ours != nullptr && ours->StopRecording();
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
