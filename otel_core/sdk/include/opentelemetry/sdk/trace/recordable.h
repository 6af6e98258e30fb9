// What a span is written into while it is open, and what an exporter reads when it has ended.
//
// The SDK's own is SpanRecord (span_record.h). A program may have its exporter make another: derive
// from Recordable and return it from SpanExporter::MakeRecordable.
#pragma once

#include <chrono>
#include <cstdint>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/common/empty_attributes.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/trace_flags.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {
class Resource;
}  // namespace resource

namespace trace {

using namespace opentelemetry::sdk::instrumentationscope;

class SpanData;
class SpanRecord;
struct RecordableAccess;

// Calls come from one thread at a time; the span that owns it sees to that.
class Recordable {
 public:
  Recordable() = default;
  Recordable(const Recordable&) = delete;
  Recordable(Recordable&&) = delete;
  Recordable& operator=(const Recordable&) = delete;
  Recordable& operator=(Recordable&&) = delete;
  virtual ~Recordable() = default;

  virtual void SetIdentity(const opentelemetry::trace::SpanContext& span_context,
                           opentelemetry::trace::SpanId parent_span_id) noexcept = 0;

  // Sets or overwrites one attribute.
  virtual void SetAttribute(nostd::string_view key,
                            const opentelemetry::common::AttributeValue& value) noexcept = 0;

  virtual void AddEvent(nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp,
                        const opentelemetry::common::KeyValueIterable& attributes) noexcept = 0;

  // The short forms of AddEvent take the current time and no attributes.
  void AddEvent(nostd::string_view name) {
    AddEvent(name, opentelemetry::common::SystemTimestamp(std::chrono::system_clock::now()),
             opentelemetry::sdk::GetEmptyAttributes());
  }
  void AddEvent(nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp) {
    AddEvent(name, timestamp, opentelemetry::sdk::GetEmptyAttributes());
  }
  void AddEvent(nostd::string_view name,
                const opentelemetry::common::KeyValueIterable& attributes) noexcept {
    AddEvent(name, opentelemetry::common::SystemTimestamp(std::chrono::system_clock::now()),
             attributes);
  }

  virtual void AddLink(const opentelemetry::trace::SpanContext& span_context,
                       const opentelemetry::common::KeyValueIterable& attributes) noexcept = 0;
  void AddLink(const opentelemetry::trace::SpanContext& span_context) {
    AddLink(span_context, opentelemetry::sdk::GetEmptyAttributes());
  }

  virtual void SetStatus(opentelemetry::trace::StatusCode code,
                         nostd::string_view description) noexcept = 0;

  virtual void SetName(nostd::string_view name) noexcept = 0;

  virtual void SetTraceFlags(opentelemetry::trace::TraceFlags /*flags*/) noexcept {}

  virtual void SetSpanKind(opentelemetry::trace::SpanKind span_kind) noexcept = 0;

  // `resource` outlives the recordable.
  virtual void SetResource(const opentelemetry::sdk::resource::Resource& resource) noexcept = 0;

  virtual void SetStartTime(opentelemetry::common::SystemTimestamp start_time) noexcept = 0;

  virtual void SetDuration(std::chrono::nanoseconds duration) noexcept = 0;

  // Comes before the first attribute, event and link.
  virtual void SetSpanLimits(const SpanLimits& /*limits*/) noexcept {}

  virtual explicit operator SpanData*() const { return nullptr; }

  // `instrumentation_scope` outlives the recordable.
  virtual void SetInstrumentationScope(
      const InstrumentationScope& instrumentation_scope) noexcept = 0;

  [[deprecated("use SetInstrumentationScope")]] void SetInstrumentationLibrary(
      const InstrumentationScope& instrumentation_scope) noexcept {
    SetInstrumentationScope(instrumentation_scope);
  }

 private:
  friend struct RecordableAccess;
  friend class SpanRecord;
  friend SpanRecord* AsSpanRecord(Recordable* recordable) noexcept;

  // Links a finished span into the batch processor's queue, which therefore never allocates.
  Recordable* next_ = nullptr;
  bool is_span_record_ = false;
  bool is_sampled_ = true;
  std::uint8_t lane_ = 0xff;  // of that queue; 0xff: not known
};

}  // namespace trace
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
