// A span in maps and vectors, for exporters, tests and programs that want to look at it rather than send it.
//
// Keeps the exact types of attribute values. Costs several allocations a span; the SDK's own exporters use SpanRecord.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/trace_flags.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

using SpanDataAttributes =
    std::unordered_map<std::string, opentelemetry::sdk::common::OwnedAttributeValue>;

class SpanDataEvent {
 public:
  SpanDataEvent(
      std::string name, opentelemetry::common::SystemTimestamp timestamp,
      const opentelemetry::common::KeyValueIterable& attributes,
      std::uint32_t attribute_count_limit = (std::numeric_limits<std::uint32_t>::max)(),
      std::size_t attribute_value_length_limit = (std::numeric_limits<std::size_t>::max)());

  std::string GetName() const noexcept { return name_; }
  opentelemetry::common::SystemTimestamp GetTimestamp() const noexcept { return timestamp_; }
  const SpanDataAttributes& GetAttributes() const noexcept { return attributes_; }
  std::uint32_t GetDroppedAttributesCount() const noexcept { return dropped_attributes_count_; }

 private:
  std::string name_;
  opentelemetry::common::SystemTimestamp timestamp_;
  opentelemetry::sdk::common::AttributeMap attributes_;
  std::uint32_t dropped_attributes_count_ = 0;
};

class SpanDataLink {
 public:
  SpanDataLink(
      opentelemetry::trace::SpanContext span_context,
      const opentelemetry::common::KeyValueIterable& attributes,
      std::uint32_t attribute_count_limit = (std::numeric_limits<std::uint32_t>::max)(),
      std::size_t attribute_value_length_limit = (std::numeric_limits<std::size_t>::max)());

  const SpanDataAttributes& GetAttributes() const noexcept { return attributes_; }
  const opentelemetry::trace::SpanContext& GetSpanContext() const noexcept { return span_context_; }
  std::uint32_t GetDroppedAttributesCount() const noexcept { return dropped_attributes_count_; }

 private:
  opentelemetry::trace::SpanContext span_context_;
  opentelemetry::sdk::common::AttributeMap attributes_;
  std::uint32_t dropped_attributes_count_ = 0;
};

class SpanData final : public Recordable {
 public:
  SpanData() = default;

  opentelemetry::trace::TraceId GetTraceId() const noexcept { return span_context_.trace_id(); }
  opentelemetry::trace::SpanId GetSpanId() const noexcept { return span_context_.span_id(); }
  const opentelemetry::trace::SpanContext& GetSpanContext() const noexcept { return span_context_; }
  // All zeros for a root span.
  opentelemetry::trace::SpanId GetParentSpanId() const noexcept { return parent_span_id_; }
  nostd::string_view GetName() const noexcept { return name_; }
  opentelemetry::trace::TraceFlags GetFlags() const noexcept { return flags_; }
  opentelemetry::trace::SpanKind GetSpanKind() const noexcept { return span_kind_; }
  opentelemetry::trace::StatusCode GetStatus() const noexcept { return status_code_; }
  nostd::string_view GetDescription() const noexcept { return status_description_; }
  // An empty one when the span was not made by a provider.
  const opentelemetry::sdk::resource::Resource& GetResource() const noexcept;
  // One named "unknown_service" when the span was not made by a tracer.
  const InstrumentationScope& GetInstrumentationScope() const noexcept;
  [[deprecated("use GetInstrumentationScope")]] const InstrumentationScope&
  GetInstrumentationLibrary() const noexcept {
    return GetInstrumentationScope();
  }
  opentelemetry::common::SystemTimestamp GetStartTime() const noexcept { return start_time_; }
  std::chrono::nanoseconds GetDuration() const noexcept { return duration_; }
  const SpanDataAttributes& GetAttributes() const noexcept { return attributes_; }
  const std::vector<SpanDataEvent>& GetEvents() const noexcept { return events_; }
  const std::vector<SpanDataLink>& GetLinks() const noexcept { return links_; }
  std::uint32_t GetDroppedAttributesCount() const noexcept { return dropped_attributes_count_; }
  std::uint32_t GetDroppedEventsCount() const noexcept { return dropped_events_count_; }
  std::uint32_t GetDroppedLinksCount() const noexcept { return dropped_links_count_; }

  void SetIdentity(const opentelemetry::trace::SpanContext& span_context,
                   opentelemetry::trace::SpanId parent_span_id) noexcept override;
  void SetAttribute(nostd::string_view key,
                    const opentelemetry::common::AttributeValue& value) noexcept override;
  void AddEvent(nostd::string_view name,
                opentelemetry::common::SystemTimestamp timestamp =
                    opentelemetry::common::SystemTimestamp(std::chrono::system_clock::now()),
                const opentelemetry::common::KeyValueIterable& attributes =
                    opentelemetry::sdk::GetEmptyAttributes()) noexcept override;
  using Recordable::AddLink;
  void AddLink(const opentelemetry::trace::SpanContext& span_context,
               const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  void SetStatus(opentelemetry::trace::StatusCode code,
                 nostd::string_view description) noexcept override;
  void SetName(nostd::string_view name) noexcept override;
  void SetTraceFlags(opentelemetry::trace::TraceFlags flags) noexcept override { flags_ = flags; }
  void SetSpanKind(opentelemetry::trace::SpanKind span_kind) noexcept override {
    span_kind_ = span_kind;
  }
  void SetResource(const opentelemetry::sdk::resource::Resource& resource) noexcept override {
    resource_ = &resource;
  }
  void SetStartTime(opentelemetry::common::SystemTimestamp start_time) noexcept override {
    start_time_ = start_time;
  }
  void SetDuration(std::chrono::nanoseconds duration) noexcept override { duration_ = duration; }
  void SetSpanLimits(const SpanLimits& limits) noexcept override { limits_ = limits; }
  void SetInstrumentationScope(const InstrumentationScope& scope) noexcept override {
    scope_ = &scope;
  }

 private:
  opentelemetry::trace::SpanContext span_context_{false, false};
  opentelemetry::trace::SpanId parent_span_id_;
  opentelemetry::common::SystemTimestamp start_time_;
  std::chrono::nanoseconds duration_{0};
  std::string name_;
  opentelemetry::trace::TraceFlags flags_;
  opentelemetry::trace::SpanKind span_kind_{opentelemetry::trace::SpanKind::kInternal};
  opentelemetry::trace::StatusCode status_code_{opentelemetry::trace::StatusCode::kUnset};
  std::string status_description_;
  opentelemetry::sdk::common::AttributeMap attributes_;
  std::vector<SpanDataEvent> events_;
  std::vector<SpanDataLink> links_;
  const opentelemetry::sdk::resource::Resource* resource_ = nullptr;
  const InstrumentationScope* scope_ = nullptr;
  SpanLimits limits_ = SpanLimits::NoLimits();
  std::uint32_t dropped_attributes_count_ = 0;
  std::uint32_t dropped_events_count_ = 0;
  std::uint32_t dropped_links_count_ = 0;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
