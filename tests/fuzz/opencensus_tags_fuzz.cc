// Input: the value of a grpc-tags-bin header, for OpenCensus's own function. What is written for what was read is read
// back as the same.
#include <cstddef>
#include <cstdint>

#include "opencensus/tags/propagation/grpc_tags_bin.h"
#include "tests/fuzz/header_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using opencensus::tags::TagMap;
  using opencensus::tags::propagation::FromGrpcTagsBinHeader;
  using opencensus::tags::propagation::ToGrpcTagsBinHeader;
  using tracebridge::fuzz::Require;

  TagMap tags({});
  if (!FromGrpcTagsBinHeader({reinterpret_cast<const char*>(data), size}, &tags)) {
    Require(tags.tags().empty());
    return 0;
  }
  TagMap again({});
  Require(FromGrpcTagsBinHeader(ToGrpcTagsBinHeader(tags), &again));
  Require(again == tags);
  return 0;
}
