// The OpenTracing Span: each call converts its arguments and makes one call on an OpenTelemetry
// span.
//
// Safe to use from several threads, as the OpenTelemetry span is. After Finish, tags, logs and
// names are ignored; context(), tracer() and baggage go on working. The destructor finishes a span
// that was not.
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Span Shim".
#pragma once

#include <opentracing/span.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/opentracing/activation_frame.h"
#include "shims/opentracing/log_fields.h"
#include "shims/opentracing/object_lock.h"
#include "shims/opentracing/span_context.h"
#include "shims/opentracing/special_tags.h"
#include "shims/opentracing/tracer_lifetime.h"

namespace tracebridge::opentracing_shim {

class TracerShim;

class SpanShim final : public opentracing::Span {
 public:
  SpanShim(const TracerShim& tracer, SpanPointer&& span, BaggagePointer&& baggage) noexcept;
  ~SpanShim() override;
  SpanShim(const SpanShim&) = delete;
  SpanShim& operator=(const SpanShim&) = delete;

  void FinishWithOptions(const opentracing::FinishSpanOptions& options) noexcept override;
  void SetOperationName(opentracing::string_view name) noexcept override;
  void SetTag(opentracing::string_view key, const opentracing::Value& value) noexcept override;
  void SetBaggageItem(opentracing::string_view key,
                      opentracing::string_view value) noexcept override;
  std::string BaggageItem(opentracing::string_view key) const noexcept override;
  void Log(std::initializer_list<LogField> fields) noexcept override;
  void Log(opentracing::SystemTime timestamp,
           std::initializer_list<LogField> fields) noexcept override;
  void Log(opentracing::SystemTime timestamp,
           const std::vector<LogField>& fields) noexcept override;
  const opentracing::SpanContext& context() const noexcept override { return context_; }
  const opentracing::Tracer& tracer() const noexcept override;

  // Sets the status that an `error` tag stands for. Ok is final in OpenTelemetry and a tag is not
  // in OpenTracing, so Ok waits for Finish.
  void SetStatus(opentelemetry::trace::StatusCode status) noexcept;

  // Makes the span current on this thread until it finishes.
  void ActivateUntilFinish() noexcept;

  static void* operator new(size_t size) noexcept;
  static void operator delete(void* block) noexcept;

 private:
  enum State : uint8_t {
    kRecording = 1,
    kFinished = 2,
    kOkAtFinish = 4,
    kStopped = 8,
    kActivated = 16,
    kBeganWithoutBaggage = 32
  };

  bool Is(State state) const noexcept {
    return (state_.load(std::memory_order_relaxed) & state) != 0;
  }
  void AddEventFrom(opentracing::SystemTime time,
                    opentelemetry::nostd::span<const LogField> fields) noexcept;
  void SetAttribute(opentracing::string_view key, const opentracing::Value& value) noexcept;
  void SetSpecialTag(SpecialTag special, opentracing::string_view key,
                     const opentracing::Value& value) noexcept;
  // Returns whether the tag is done with.
  bool SetSamplingPriority(const opentracing::Value& value) noexcept;
  void StopRecordingSpan() noexcept;

  // What SetBaggageItem has done so far that contexts may show. Guarded by item_lock_.
  struct Published {
    // Sets that are kept where the core does not tell whether a context still holds them.
    static constexpr std::size_t kMostUntold = 16;

    bool Knows(const BaggagePointer& baggage) const noexcept;
    void ForgetUnseen() noexcept;

    static void* operator new(size_t size) noexcept { return SpanShim::operator new(size); }
    static void operator delete(void* block) noexcept { SpanShim::operator delete(block); }

    // The sets that this span had, while a context still holds them; none is null.
    std::vector<BaggagePointer> earlier;
    // What was put in the place of the current context, and what had been there.
    opentelemetry::context::Context base;
    opentelemetry::context::Context context;
  };
  class ItemGuard;
  Published& GetPublished();  // throws std::bad_alloc
  static void Delete(Published* published) noexcept;
  void PublishBaggage(const BaggagePointer& baggage);

  const TracerShim& tracer_;  // which lives as long as its spans (tracer_lifetime.h)
  SpanContextShim context_;
  ActivationFrame activation_;
  ObjectLock item_lock_;
  Published* published_ = nullptr;
  std::atomic<uint8_t> state_;
  TracerLifetime::Cell& counted_;
};

}  // namespace tracebridge::opentracing_shim
