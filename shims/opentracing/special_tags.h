// The three tags that OpenTracing gives a meaning which OpenTelemetry expresses otherwise.
//
//   error: true, "true"          ->  status Error
//   error: false, "false"        ->  status Ok
//   error: nullptr               ->  status Unset
//   error: 1, "", "timeout" ...  ->  attribute `error`, status untouched
//   span.kind: "server" ...      ->  SpanKind, when among the start tags; an attribute afterwards
//   sampling.priority: 0         ->  not sampled
//   sampling.priority: 1         ->  an input to sampling, and an attribute
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Set Tag"; OpenTracing
// semantic_conventions.md, "Span tags table".
// Why 1 and "timeout" stay attributes: docs/RATIONALE.md, "Why does only `error=true` become
// Error?".
#pragma once

#include <opentracing/value.h>

#include <optional>
#include <string_view>

#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::opentracing_shim {

enum class SpecialTag { kNone, kError, kSpanKind, kSamplingPriority };

// Returns which of the three `key` is. Looks at the length first, which settles it for most.
inline SpecialTag WhichTag(std::string_view key) noexcept {
  switch (key.size()) {
    case 5:
      return key == "error" ? SpecialTag::kError : SpecialTag::kNone;
    case 9:
      return key == "span.kind" ? SpecialTag::kSpanKind : SpecialTag::kNone;
    case 17:
      return key == "sampling.priority" ? SpecialTag::kSamplingPriority : SpecialTag::kNone;
    default:
      return SpecialTag::kNone;
  }
}

struct ErrorText {
  std::string_view tag_value;
  opentelemetry::trace::StatusCode status;
};

inline constexpr ErrorText kErrorTexts[] = {
    {"true", opentelemetry::trace::StatusCode::kError},
    {"false", opentelemetry::trace::StatusCode::kOk},
};

struct KindName {
  std::string_view tag_value;  // OpenTracing semantic_conventions.md, "Span tags table", span.kind
  opentelemetry::trace::SpanKind kind;
};

inline constexpr KindName kKindNames[] = {
    {"client", opentelemetry::trace::SpanKind::kClient},
    {"server", opentelemetry::trace::SpanKind::kServer},
    {"producer", opentelemetry::trace::SpanKind::kProducer},
    {"consumer", opentelemetry::trace::SpanKind::kConsumer},
    // Not OpenTracing's, but what OpenTelemetry calls the rest.
    {"internal", opentelemetry::trace::SpanKind::kInternal},
};

// Returns the status that an `error` tag of `value` stands for; nothing where the table has no row.
std::optional<opentelemetry::trace::StatusCode> ErrorStatus(
    const opentracing::Value& value) noexcept;

// Returns the kind that a `span.kind` tag of `value` names; nothing for any other text or type.
std::optional<opentelemetry::trace::SpanKind> KindOf(const opentracing::Value& value) noexcept;

// Returns whether a `sampling.priority` tag of `value` (a number, or the text of one) is above 0;
// nothing if it is no number.
std::optional<bool> WantsSampling(const opentracing::Value& value) noexcept;

}  // namespace tracebridge::opentracing_shim
