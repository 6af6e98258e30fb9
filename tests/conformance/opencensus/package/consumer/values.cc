// A span context through the header formats, without a tracer.
#include "opencensus/tags/propagation/grpc_tags_bin.h"
#include "opencensus/tags/tag_map.h"
#include "opencensus/trace/propagation/b3.h"
#include "opencensus/trace/propagation/cloud_trace_context.h"
#include "opencensus/trace/propagation/grpc_trace_bin.h"
#include "opencensus/trace/propagation/trace_context.h"

int main() {
  namespace propagation = opencensus::trace::propagation;
  const auto context =
      propagation::FromTraceParentHeader("00-404142434445464748494a4b4c4d4e4f-6162636465666768-01");
  if (!context.IsValid()) return 1;
  if (propagation::FromGrpcTraceBinHeader(propagation::ToGrpcTraceBinHeader(context)) != context)
    return 2;
  if (propagation::FromCloudTraceContextHeader(propagation::ToCloudTraceContextHeader(context)) !=
      context)
    return 3;
  if (propagation::ToB3SampledHeader(context) != "1") return 4;
  const opencensus::tags::TagMap tags({{opencensus::tags::TagKey::Register("k"), "v"}});
  opencensus::tags::TagMap read({});
  const std::string header = opencensus::tags::propagation::ToGrpcTagsBinHeader(tags);
  if (!opencensus::tags::propagation::FromGrpcTagsBinHeader(header, &read)) return 5;
  return read == tags && read.tags().size() == 1 ? 0 : 6;
}
