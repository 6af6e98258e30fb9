// The former name of opencensus::tags::TagKey.
#pragma once

#include "absl/base/attributes.h"
#include "absl/base/macros.h"
#include "opencensus/tags/tag_key.h"

namespace opencensus {
namespace stats {

ABSL_DEPRECATED("Use opencensus::tags::TagKey.")
typedef opencensus::tags::TagKey TagKey;

}  // namespace stats
}  // namespace opencensus
