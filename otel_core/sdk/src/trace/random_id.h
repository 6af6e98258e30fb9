// A random id from the calling thread's generator.
#pragma once

#include <cstdint>
#include <cstring>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/version.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Id: TraceId or SpanId. Never the invalid one, all zeros.
template <class Id>
Id RandomId() noexcept {
  constexpr std::size_t kWords = Id::kSize / sizeof(std::uint64_t);
  std::uint64_t words[kWords];
  std::uint64_t any;
  do {
    any = 0;
    for (std::uint64_t& word : words) any |= word = tracebridge_state_v1_random();
  } while (any == 0);
  std::uint8_t bytes[Id::kSize];
  std::memcpy(bytes, words, sizeof bytes);
  return Id(bytes);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
