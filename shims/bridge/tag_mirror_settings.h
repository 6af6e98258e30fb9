// What the settings say of OpenCensus tags inside the process.
//
//   opencensus_tags_prefix `oc.`, opencensus_tags_allow `method, user`  ->  {"oc.", {"method", "user"}}
#pragma once

#include "shims/opencensus/tag_mirror.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::bridge {

opencensus_shim::TagMirror ToTagMirror(const SdkOptions& options);

}  // namespace tracebridge::bridge
