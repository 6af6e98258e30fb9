// The former name of opencensus::tags::TagMap.
#pragma once

#include "absl/base/attributes.h"
#include "absl/base/macros.h"
#include "opencensus/tags/tag_map.h"

namespace opencensus {
namespace stats {

ABSL_DEPRECATED("Use opencensus::tags::TagMap.")
typedef opencensus::tags::TagMap TagSet;

}  // namespace stats
}  // namespace opencensus
