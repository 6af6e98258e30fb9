// Where trace ids and span ids come from.
#pragma once

#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Called from any thread, concurrently, once or twice a span: must be cheap.
class IdGenerator {
 public:
  // `is_random`: trace ids meet W3C Trace Context Level 2's randomness, so that the random flag is set on root spans.
  explicit IdGenerator(bool is_random) : is_random_(is_random) {}
  IdGenerator(const IdGenerator&) = delete;
  IdGenerator(IdGenerator&&) = delete;
  IdGenerator& operator=(const IdGenerator&) = delete;
  IdGenerator& operator=(IdGenerator&&) = delete;
  virtual ~IdGenerator() = default;

  virtual opentelemetry::trace::SpanId GenerateSpanId() noexcept = 0;
  virtual opentelemetry::trace::TraceId GenerateTraceId() noexcept = 0;

  bool IsRandom() const { return is_random_; }

 private:
  bool is_random_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
