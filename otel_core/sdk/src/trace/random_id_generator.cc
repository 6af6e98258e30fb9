#include "opentelemetry/sdk/trace/random_id_generator.h"

#include <cstdint>
#include <cstring>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/trace/random_id_generator_factory.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

opentelemetry::trace::SpanId RandomIdGenerator::GenerateSpanId() noexcept {
  std::uint64_t random;
  do {  // all zeros is the one invalid id
    random = tracebridge_state_v1_random();
  } while (random == 0);
  std::uint8_t id[sizeof random];
  std::memcpy(id, &random, sizeof random);
  return opentelemetry::trace::SpanId(id);
}

opentelemetry::trace::TraceId RandomIdGenerator::GenerateTraceId() noexcept {
  std::uint64_t random[2];
  do {
    random[0] = tracebridge_state_v1_random();
    random[1] = tracebridge_state_v1_random();
  } while ((random[0] | random[1]) == 0);
  std::uint8_t id[sizeof random];
  std::memcpy(id, random, sizeof random);
  return opentelemetry::trace::TraceId(id);
}

std::unique_ptr<IdGenerator> RandomIdGeneratorFactory::Create() {
  return std::make_unique<RandomIdGenerator>();
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
