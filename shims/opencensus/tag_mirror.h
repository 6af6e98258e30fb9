// OpenCensus tags as OpenTelemetry Baggage inside the process, by choice: the tag `k` is the entry `<prefix>k`.
//
//   prefix `oc.`, all keys         {method: "get", user: "7"}  <->  oc.method=get,oc.user=7
//   no prefix, key `method`        {method: "get", user: "7"}  <->  method=get; `user` is a tag and nothing else
//
// In a context with both, the Baggage holds the truth: what is removed there is no tag any more. A tag is what grpc-tags-bin
// can say: printable ASCII, at most 255 characters, a key of at least one. What is not stays where it is, and is counted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "opencensus/tags/tag_map.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/nostd/shared_ptr.h"

namespace tracebridge::opencensus_shim {

struct TagMirror {
  std::string prefix;             // of the entries
  std::vector<std::string> keys;  // of the tags that are mirrored; empty: all

  bool operator==(const TagMirror& other) const {
    return prefix == other.prefix && keys == other.keys;
  }
};

// From now on, in the whole process, tags are mirrored as `mirror` says; not at all if it has neither a prefix nor keys,
// which is the default. Tags that are current already stay, and become no entries.
void SetTagMirror(const TagMirror& mirror);

// Returns null while tags are not mirrored. Lives for ever. One load.
const TagMirror* CurrentTagMirror() noexcept;

using BaggagePointer = opentelemetry::nostd::shared_ptr<opentelemetry::baggage::Baggage>;

// Returns `baggage` with `tags` in place of the tags that it had; itself if that changes nothing.
BaggagePointer WithTagsMirrored(const TagMirror& mirror, const BaggagePointer& baggage,
                                const opencensus::tags::TagMap& tags);

// Returns `tags` with those of `baggage` over them; if the tags `were_mirrored`, in place of those that WithTagsMirrored
// carried.
opencensus::tags::TagMap WithBaggageMirrored(const TagMirror& mirror,
                                             const opencensus::tags::TagMap& tags,
                                             bool were_mirrored,
                                             const opentelemetry::baggage::Baggage& baggage);

}  // namespace tracebridge::opencensus_shim
