// How much one span may hold. What goes over is dropped and counted on the span.
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk.md "Span Limits" and common/README.md
// "Attribute Limits".
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

struct SpanLimits {
  static constexpr std::uint32_t kDefaultAttributeCountLimit = 128;
  static constexpr std::uint32_t kDefaultEventCountLimit = 128;
  static constexpr std::uint32_t kDefaultLinkCountLimit = 128;
  static constexpr std::uint32_t kDefaultEventAttributeCountLimit = 128;
  static constexpr std::uint32_t kDefaultLinkAttributeCountLimit = 128;
  static constexpr std::size_t kDefaultAttributeValueLengthLimit =
      (std::numeric_limits<std::size_t>::max)();

  std::uint32_t attribute_count_limit{kDefaultAttributeCountLimit};
  // In characters for text, in bytes for byte arrays.
  std::size_t attribute_value_length_limit{kDefaultAttributeValueLengthLimit};
  std::uint32_t event_count_limit{kDefaultEventCountLimit};
  std::uint32_t link_count_limit{kDefaultLinkCountLimit};
  std::uint32_t event_attribute_count_limit{kDefaultEventAttributeCountLimit};
  std::uint32_t link_attribute_count_limit{kDefaultLinkAttributeCountLimit};

  static constexpr SpanLimits NoLimits() noexcept {
    constexpr auto kNone = (std::numeric_limits<std::uint32_t>::max)();
    SpanLimits limits;
    limits.attribute_count_limit = kNone;
    limits.attribute_value_length_limit = (std::numeric_limits<std::size_t>::max)();
    limits.event_count_limit = kNone;
    limits.link_count_limit = kNone;
    limits.event_attribute_count_limit = kNone;
    limits.link_attribute_count_limit = kNone;
    return limits;
  }
};

namespace span_limits_env {

// Returns `defaults` with what OTEL_SPAN_*_LIMIT, OTEL_ATTRIBUTE_*_LIMIT, OTEL_EVENT_* and OTEL_LINK_* say.
SpanLimits GetSpanLimitsFromEnv(const SpanLimits& defaults = SpanLimits());

}  // namespace span_limits_env
}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
