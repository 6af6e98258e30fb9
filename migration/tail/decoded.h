// What a decoder of request bodies returns, and how much it may make of one body.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "migration/tail/metric_model.h"
#include "migration/tail/model.h"

namespace tracebridge::tail {

struct DecodeLimits {
  size_t max_spans = 100'000;   // spans in one request
  size_t max_points = 100'000;  // points of metrics in one request
  size_t max_items =
      1'000'000;  // attributes, values, events, links, exemplars, scopes, resources in one request
  size_t max_depth = 64;  // objects and arrays around the innermost value
};

struct DecodedTraces {
  std::vector<Span> spans;
  size_t rejected_spans = 0;  // left out of `spans`, because they cannot belong to any trace
  std::string rejection;      // why the last of them was
};

struct DecodeError {
  enum class Code { kMalformed, kTooLarge };
  Code code;
  std::string message;  // for the sender's developer; may quote the body
};

using DecodeResult = std::variant<DecodedTraces, DecodeError>;

struct DecodedMetrics {
  std::vector<Metric> metrics;
};

using MetricsResult = std::variant<DecodedMetrics, DecodeError>;

// Moves `span` to the accepted ones; or counts it as rejected if its trace id or span id is all
// zero (which is how the decoders store an absent or malformed one), or if its parent id was
// malformed.
void Accept(Span span, bool parent_is_well_formed, DecodedTraces& traces);

}  // namespace tracebridge::tail
