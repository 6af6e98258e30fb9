#include "opencensus/tags/propagation/grpc_tags_bin.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "opencensus_api/src/tags/tag_key_of_header.h"
#include "tracebridge/diagnostics.h"

namespace opencensus {
namespace tags {
namespace propagation {
namespace {
using ::tracebridge::Count;
using ::tracebridge::Diagnostic;

constexpr char kVersion = 0;
constexpr char kTag = 0;
constexpr std::size_t kMaxSize = 8192;  // bytes of a header, as opencensus-cpp has it

void AppendText(absl::string_view text, std::string* header) {
  std::size_t size = text.size();
  for (; size >= 0x80; size >>= 7) header->push_back(static_cast<char>((size & 0x7f) | 0x80));
  header->push_back(static_cast<char>(size));
  header->append(text.data(), text.size());
}

// Takes a varint off the front of `*bytes`. Returns false when it is cut off or has more than 32 bits.
bool TakeVarint(absl::string_view* bytes, std::uint64_t* number) {
  *number = 0;
  for (unsigned shift = 0; shift < 35 && !bytes->empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes->front());
    bytes->remove_prefix(1);
    *number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return *number <= UINT32_MAX;
  }
  return false;
}

bool TakeText(absl::string_view* bytes, absl::string_view* text) {
  std::uint64_t size = 0;
  if (!TakeVarint(bytes, &size) || size > bytes->size()) return false;
  *text = bytes->substr(0, static_cast<std::size_t>(size));
  bytes->remove_prefix(static_cast<std::size_t>(size));
  return true;
}

using Texts = std::map<absl::string_view, absl::string_view>;

bool Read(absl::string_view header, Texts* tags) {
  if (header.size() > kMaxSize || header.front() != kVersion) return false;
  header.remove_prefix(1);
  while (!header.empty()) {
    if (header.front() != kTag) return false;
    header.remove_prefix(1);
    absl::string_view key;
    absl::string_view value;
    if (!TakeText(&header, &key) || !TakeText(&header, &value)) return false;
    if (!key.empty()) (*tags)[key] = value;
  }
  return true;
}

}  // namespace

bool FromGrpcTagsBinHeader(absl::string_view header, TagMap* out) {
  if (header.empty()) return false;
  Texts texts;
  if (!Read(header, &texts)) {
    Count(Diagnostic::kHeaderMalformed);
    return false;
  }
  std::vector<std::pair<TagKey, std::string>> tags;
  tags.reserve(texts.size());
  HeaderKeys keys;
  for (const auto& text : texts) {
    if (const auto key = keys.Find(text.first)) {
      tags.emplace_back(*key, std::string(text.second));
    } else {
      Count(Diagnostic::kBaggageLimit);
    }
  }
  *out = TagMap(std::move(tags));
  return true;
}

std::string ToGrpcTagsBinHeader(const TagMap& tags) {
  std::string header(1, kVersion);
  for (const auto& tag : tags.tags()) {
    header.push_back(kTag);
    AppendText(tag.first.name(), &header);
    AppendText(tag.second, &header);
    if (header.size() > kMaxSize) {
      Count(Diagnostic::kBaggageLimit, tags.tags().size());  // all of them: no header with some
      return std::string();
    }
  }
  return header;
}

}  // namespace propagation
}  // namespace tags
}  // namespace opencensus
