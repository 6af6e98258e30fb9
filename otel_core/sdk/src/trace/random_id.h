// Random ids from the calling thread's generator.
#pragma once

#include <cstdint>
#include <cstring>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/version.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Returns the id that `words` hold.
template <class Id>
Id IdOf(const std::uint64_t* words) noexcept {
  std::uint8_t bytes[Id::kSize];
  std::memcpy(bytes, words, sizeof bytes);
  return Id(bytes);
}

// Id: TraceId or SpanId. Never the invalid one, all zeros.
template <class Id>
Id RandomId() noexcept {
  std::uint64_t words[Id::kSize / sizeof(std::uint64_t)];
  Id id;
  do {
    tracebridge_state_v1_random_fill(words, sizeof words / sizeof *words);
    id = IdOf<Id>(words);
  } while (!id.IsValid());
  return id;
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
