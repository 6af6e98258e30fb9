// OpenTracing `Span::Log` fields, translated to one OpenTelemetry event.
//
//   {key: "u42"}                       ->  log {key: "u42"}
//   {event: "miss", key: "u42"}        ->  miss {event: "miss", key: "u42"}
//   {event: "error", stack: "f()"}     ->  exception {event: "error", exception.stacktrace: "f()"}
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Log".
// Why `error.object` has no row: docs/RATIONALE.md, "Why is `error.object` not an exception?".
#pragma once

#include <opentracing/span.h>

#include <string>
#include <string_view>
#include <utility>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/span.h"

namespace tracebridge::opentracing_shim {

using LogField = std::pair<opentracing::string_view, opentracing::Value>;

struct FieldRename {
  std::string_view log_field;  // OpenTracing semantic_conventions.md, "Log fields"
  std::string_view attribute;  // OpenTelemetry semantic conventions, "Exceptions on spans"
};

// Applies to error events only. One row per bullet of the "Log" section.
inline constexpr FieldRename kErrorFields[] = {
    {"error.kind", "exception.type"},
    {"message", "exception.message"},
    {"stack", "exception.stacktrace"},
};

// Add `fields` to `span` as one event, at `time`; at the present time if that is the epoch, which
// OpenTracing uses for "not set".
void AddEvent(opentelemetry::trace::Span& span, opentracing::SystemTime time,
              opentelemetry::nostd::span<const LogField> fields) noexcept;
void AddEvent(opentelemetry::trace::Span& span, const opentracing::LogRecord& record) noexcept;

}  // namespace tracebridge::opentracing_shim
