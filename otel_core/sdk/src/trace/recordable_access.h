// The SDK's own view of any Recordable: the fields that users' classes do not see.
#pragma once

#include <cstdint>

#include "opentelemetry/sdk/trace/recordable.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

struct RecordableAccess {
  static Recordable*& next(Recordable& recordable) noexcept { return recordable.next_; }

  // Which list of the batch processor's queue the record goes to: the number of the thread that ends the span, cut to a byte.
  // kNoLane when nobody has said.
  static constexpr std::uint8_t kNoLane = 0xff;
  static std::uint8_t& lane(Recordable& recordable) noexcept { return recordable.lane_; }

  // "Span Exporter SHOULD NOT receive spans unless the Sampled flag is also set" (specification 1.60.0, trace/sdk.md
  // "Sampling"): the built-in processors ask this.
  static bool& is_sampled(Recordable& recordable) noexcept { return recordable.is_sampled_; }
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
