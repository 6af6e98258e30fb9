// The tags given to StartSpan: read once before the sampling decision, then passed on as the
// attributes that the OpenTelemetry span starts with, without a copy.
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Start a new Span":
// "the values MUST be set at the creation time of the OpenTelemetry Span".
#pragma once

#include <opentracing/tracer.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::opentracing_shim {

class StartTags final : public opentelemetry::common::KeyValueIterable {
 public:
  using Tags = std::vector<std::pair<std::string, opentracing::Value>>;

  // `tags` must outlive this object.
  explicit StartTags(const Tags& tags) noexcept : tags_(tags), size_(tags.size()) {
    if (!tags.empty()) Read();
  }

  // What the special tags say; the last one of a name counts.
  opentelemetry::trace::SpanKind kind() const noexcept { return kind_; }
  std::optional<opentelemetry::trace::StatusCode> status() const noexcept { return status_; }
  std::optional<bool> wants_sampling() const noexcept { return wants_sampling_; }

  // All other tags, and special ones that say nothing OpenTelemetry has a place for.
  bool ForEachKeyValue(
      opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view,
                                              opentelemetry::common::AttributeValue)>
          callback) const noexcept override;
  size_t size() const noexcept override { return size_; }

 private:
  void Read() noexcept;
  // Whether the kind or the status of the span says it, and so no attribute does.
  bool IsSaidElsewhere(size_t index) const noexcept;

  static constexpr size_t kNoted = 64;

  const Tags& tags_;
  size_t size_;
  uint64_t said_elsewhere_ = 0;  // a bit for each of the first kNoted tags
  opentelemetry::trace::SpanKind kind_ = opentelemetry::trace::SpanKind::kInternal;
  std::optional<opentelemetry::trace::StatusCode> status_;
  std::optional<bool> wants_sampling_;
};

}  // namespace tracebridge::opentracing_shim
