#include "opencensus/stats/recording.h"

#include "opentelemetry/context/runtime_context.h"
#include "shims/opencensus/stats/stats_core.h"
#include "shims/opencensus/tags_in_context.h"
#include "tracebridge/diagnostics.h"

namespace opencensus {
namespace stats {
namespace shim = ::tracebridge::opencensus_shim;

void Record(std::initializer_list<Measurement> measurements) {
  shim::ReadTags(opentelemetry::context::RuntimeContext::GetCurrent(),
                 [&](const tags::TagMap& tags) { Record(measurements, tags); });
}

void Record(std::initializer_list<Measurement> measurements, const tags::TagMap& tags) {
  if (shim::StatsCore* core = shim::StatsCore::Get()) core->Record(measurements, tags);
}

}  // namespace stats
}  // namespace opencensus
