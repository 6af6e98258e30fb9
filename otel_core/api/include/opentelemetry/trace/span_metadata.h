// Kinds, statuses and the options of Span::End.
#pragma once

#include <cstdint>

#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

enum class SpanKind : std::uint8_t {
  kInternal,
  kServer,
  kClient,
  kProducer,
  kConsumer,
};

// Keys of context values: the current span, and a flag that asks for a span without parent.
constexpr char kSpanKey[] = "active_span";
constexpr char kIsRootSpanKey[] = "is_root_span";

enum class StatusCode : std::uint8_t {
  kUnset,  // not said, the default
  kOk,     // said to have succeeded, whatever instrumentation thinks
  kError,
};

struct EndSpanOptions {
  // When the span ended, on the steady clock. Default: now.
  common::SteadyTimestamp end_steady_time;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
