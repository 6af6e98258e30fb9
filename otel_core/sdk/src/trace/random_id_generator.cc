#include "opentelemetry/sdk/trace/random_id_generator.h"

#include "opentelemetry/sdk/trace/random_id_generator_factory.h"
#include "otel_core/sdk/src/trace/random_id.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

opentelemetry::trace::SpanId RandomIdGenerator::GenerateSpanId() noexcept {
  return RandomId<opentelemetry::trace::SpanId>();
}

opentelemetry::trace::TraceId RandomIdGenerator::GenerateTraceId() noexcept {
  return RandomId<opentelemetry::trace::TraceId>();
}

std::unique_ptr<IdGenerator> RandomIdGeneratorFactory::Create() {
  return std::make_unique<RandomIdGenerator>();
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
