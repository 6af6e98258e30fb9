// The SDK's span: a handle on a recordable, which leaves it when the span ends.
//
// The handle is a pooled block of its own, because users keep it for as long as they like; it needs nothing of its
// provider once it has ended.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/trace/pipeline.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

struct SpanStart {
  nostd::string_view name;
  const opentelemetry::common::KeyValueIterable& attributes;
  const opentelemetry::trace::SpanContextKeyValueIterable& links;
  const opentelemetry::trace::StartSpanOptions& options;
  const opentelemetry::trace::SpanContext& parent;  // invalid for a root
  const InstrumentationScope& scope;
  tracebridge::state::Here here;
};

// What a sampler adds to the span; null for none.
using SamplerAttributes = std::map<std::string, opentelemetry::common::AttributeValue>;

class Span final : public opentelemetry::trace::Span {
 public:
  // When no processor wants the span it is one that does not record.
  Span(Pipeline* pipeline, const SpanStart& start, const SamplerAttributes* sampler_attributes,
       opentelemetry::trace::SpanContext&& context) noexcept;
  ~Span() override;

  using opentelemetry::trace::Span::AddEvent;
  using opentelemetry::trace::Span::AddLink;
  using opentelemetry::trace::Span::AddLinks;
  void SetAttribute(nostd::string_view key,
                    const opentelemetry::common::AttributeValue& value) noexcept override;
  void AddEvent(nostd::string_view name) noexcept override;
  void AddEvent(nostd::string_view name,
                opentelemetry::common::SystemTimestamp timestamp) noexcept override;
  void AddEvent(nostd::string_view name,
                const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  void AddEvent(nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp,
                const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  void AddLink(const opentelemetry::trace::SpanContext& target,
               const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  void AddLinks(const opentelemetry::trace::SpanContextKeyValueIterable& links) noexcept override;
  void SetStatus(opentelemetry::trace::StatusCode code,
                 nostd::string_view description) noexcept override;
  void UpdateName(nostd::string_view name) noexcept override;
  void End(const opentelemetry::trace::EndSpanOptions& options) noexcept override;
  opentelemetry::trace::SpanContext GetContext() const noexcept override;
  bool IsRecording() const noexcept override {
    return is_recording_.load(std::memory_order_relaxed);
  }

  // Drops what there is; see opentelemetry/sdk/trace/stop_recording.h.
  bool StopRecording() noexcept;

 private:
  class Guard;

  // Calls `write` with the recordable, under the lock, unless the span has ended. Direct calls for the SDK's own record.
  template <class Write>
  void IfRecording(Write write) noexcept;
  std::unique_ptr<Recordable> Open(std::uint32_t thread_number) noexcept;
  static bool LinkParent(SpanRecord* record, const SpanStart& start) noexcept;
  static bool LinkParent(Recordable*, const SpanStart&) noexcept { return false; }
  template <class Target>
  void Fill(Target& target, const SpanStart& start,
            const SamplerAttributes* sampler_attributes) noexcept;
  std::unique_ptr<Recordable> TakeRecordable() noexcept;
  void Show(Recordable* recordable) noexcept;

  Pipeline* pipeline_;
  SpanProcessor* processor_;
  std::unique_ptr<Recordable> recordable_;  // null: ended, or never recorded
  SpanRecord* record_ = nullptr;            // the same, when it is ours
  // What the observer of finished spans is shown when no processor keeps a record of ours.
  std::unique_ptr<SpanRecord> shadow_;
  bool is_discarded_unended_ = false;
  opentelemetry::trace::SpanContext context_;
  opentelemetry::common::SteadyTimestamp start_steady_;
  std::uint32_t process_;  // a forked child must not end its parent's spans
  opentelemetry::trace::StatusCode status_ = opentelemetry::trace::StatusCode::kUnset;
  std::atomic<bool> is_locked_{false};
  std::atomic<bool> is_recording_{false};
  std::atomic<bool> is_stopped_{false};
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
