// Recording values. On request paths: never blocks on whoever reads the views.
#pragma once

#include <initializer_list>
#include <type_traits>

#include "opencensus/stats/measure.h"
#include "opencensus/tags/tag_map.h"

namespace opencensus {
namespace stats {

// Records `measurements` under the current tags:
//
//   Record({{latency, 2.5}, {requests, 1}});
//
// Views see what is recorded after they were made. Left out, and counted: what is for an invalid measure,
// and infinities and what is no number in sums and distributions.
void Record(std::initializer_list<Measurement> measurements);

// The same under `tags`; the current ones do not count.
void Record(std::initializer_list<Measurement> measurements, const opencensus::tags::TagMap& tags);

// The original takes the tags by value. Only code that takes the address of that function gets this one.
template <typename Tags, typename std::enable_if<
                             std::is_same<Tags, opencensus::tags::TagMap>::value>::type* = nullptr>
void Record(std::initializer_list<Measurement> measurements, Tags tags) {
  Record(measurements, static_cast<const opencensus::tags::TagMap&>(tags));
}

}  // namespace stats
}  // namespace opencensus
