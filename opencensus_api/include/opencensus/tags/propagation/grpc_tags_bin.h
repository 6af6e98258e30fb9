// The `grpc-tags-bin` header: a version, then tags.
//
//   00  00 03 key 05 value  00 ...
//   ^ version   ^ each tag: field 0, then length (varint) and bytes of the key, of the value
//
// Source: opencensus-specs, encodings/BinaryEncoding.md, "Tag Context".
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "opencensus/tags/tag_map.h"

namespace opencensus {
namespace tags {
namespace propagation {

// Returns whether `header`, of up to 8192 bytes, is well-formed; if so `*out` becomes its tags, else it stays as it is.
// Of tags with one key the last counts, and tags with an empty key do not.
//
// Each key is registered, for the life of the process. Left out, and counted as dropped, are tags with a key of more than 255
// bytes, with a key that is new once the process has 10,000, and with further new keys after the first 32 of a header.
bool FromGrpcTagsBinHeader(absl::string_view header, TagMap* out);

// Returns the header's value, empty if it would be longer than 8192 bytes; the tags are then counted as dropped.
std::string ToGrpcTagsBinHeader(const TagMap& tags);

}  // namespace propagation
}  // namespace tags
}  // namespace opencensus
