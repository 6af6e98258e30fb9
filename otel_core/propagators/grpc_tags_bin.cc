#include "tracebridge/grpc_tags_bin.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "opentelemetry/baggage/baggage_context.h"
#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"

namespace tracebridge {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using propagators::BaggageItems;
using propagators::IsPrintable;

constexpr char kVersion = 0;
constexpr char kTag = 0;
constexpr std::size_t kMaxTextSize = 255;            // characters of a key or a value
constexpr std::size_t kMaxSize = 8192;               // characters of all keys and values
constexpr std::size_t kMaxBytes = 1 + 4 * kMaxSize;  // keys of one character, empty values

bool IsTagText(std::string_view text) {
  return text.size() <= kMaxTextSize && std::all_of(text.begin(), text.end(), IsPrintable);
}

bool IsTag(std::string_view key, std::string_view value) {
  return !key.empty() && IsTagText(key) && IsTagText(value);
}

// Lengths are below 2^14: two bytes suffice.
void AppendText(std::string_view text, std::string* bytes) {
  if (text.size() < 0x80) {
    bytes->push_back(static_cast<char>(text.size()));
  } else {
    bytes->push_back(static_cast<char>((text.size() & 0x7f) | 0x80));
    bytes->push_back(static_cast<char>(text.size() >> 7));
  }
  bytes->append(text);
}

// Takes a varint off the front of `*bytes`. Returns false when it is cut off or has more than 64 bits.
bool TakeVarint(std::string_view* bytes, std::uint64_t* number) {
  *number = 0;
  for (unsigned shift = 0; shift < 64 && !bytes->empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes->front());
    bytes->remove_prefix(1);
    *number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return true;
  }
  return false;
}

bool TakeText(std::string_view* bytes, std::string_view* text) {
  std::uint64_t size = 0;
  if (!TakeVarint(bytes, &size) || size > bytes->size()) return false;
  *text = bytes->substr(0, size);
  bytes->remove_prefix(size);
  return true;
}

// Returns whether `bytes` are tags, none included.
bool Read(std::string_view bytes, BaggageItems* items) {
  if (bytes.empty() || bytes.size() > kMaxBytes || bytes.front() != kVersion) return false;
  bytes.remove_prefix(1);
  std::size_t size = 0;
  while (!bytes.empty() && bytes.front() == kTag) {
    bytes.remove_prefix(1);
    std::string_view key;
    std::string_view value;
    if (!TakeText(&bytes, &key) || !TakeText(&bytes, &value) || !IsTag(key, value)) return false;
    size += key.size() + value.size();
    if (size > kMaxSize) return false;
    items->Add(std::string(key), std::string(value));
  }
  return true;
}

}  // namespace

bool GrpcTagsBin::ToBytes(const context::Context& context, std::string* bytes) const noexcept {
  bytes->clear();
  std::size_t size = 0;
  const auto add = [&](nostd::string_view key, nostd::string_view value) {
    if (!IsTag(key, value)) {
      Count(Diagnostic::kBaggageNotAHeader);
      return true;
    }
    if (key.size() + value.size() > kMaxSize - size) {
      Count(Diagnostic::kBaggageLimit);
      return true;
    }
    size += key.size() + value.size();
    try {  // here, for GetAllEntries is noexcept
      if (bytes->empty()) bytes->push_back(kVersion);
      bytes->push_back(kTag);
      AppendText(key, bytes);
      AppendText(value, bytes);
      return true;
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return false;
    }
  };
  if (!opentelemetry::baggage::GetBaggage(context)->GetAllEntries(add)) bytes->clear();
  return !bytes->empty();
}

context::Context GrpcTagsBin::FromBytes(nostd::string_view bytes,
                                        const context::Context& context) const noexcept {
  try {
    BaggageItems items;
    if (!Read(bytes, &items)) {
      CountMalformedHeader();
      return context;
    }
    context::Context before = context;
    return items.AddTo(before);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

}  // namespace tracebridge
