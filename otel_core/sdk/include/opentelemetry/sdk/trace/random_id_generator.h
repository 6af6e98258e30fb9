// Random ids from the calling thread's generator. No lock, and other numbers in a forked child.
#pragma once

#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class RandomIdGenerator : public IdGenerator {
 public:
  RandomIdGenerator() : IdGenerator(true) {}

  opentelemetry::trace::SpanId GenerateSpanId() noexcept override;
  opentelemetry::trace::TraceId GenerateTraceId() noexcept override;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
