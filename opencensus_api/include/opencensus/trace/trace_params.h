// What applies to every new span: how many items it keeps, and whether a root is sampled when the
// call names no sampler.
#pragma once

#include <cstdint>

#include "opencensus/trace/sampler.h"

namespace opencensus {
namespace trace {

struct TraceParams final {
  uint32_t max_attributes;
  uint32_t max_annotations;
  uint32_t max_message_events;
  uint32_t max_links;
  ProbabilitySampler sampler;
};

}  // namespace trace
}  // namespace opencensus
