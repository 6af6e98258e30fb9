// Attributes of a measurement as bytes: how a series is found again without an allocation.
//
//   {"route": "/", "code": 200}   ->   5 route s 1 /   4 code i 200     in the order in which they came
//
// Integers of all types are one, as they are in OTLP; and so are the two kinds of text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class AttributeKey {
 public:
  // `seed` is for hash(); one that nobody outside of the process knows, where strangers may choose attributes.
  explicit AttributeKey(std::uint64_t seed = 0) noexcept
      : seed_(seed), hash_(seed * UINT64_C(0x9e3779b97f4a7c15)) {}
  AttributeKey(const AttributeKey&) = delete;
  AttributeKey& operator=(const AttributeKey&) = delete;

  // Throws std::bad_alloc, for more than 500 bytes only.
  void Append(nostd::string_view key, const opentelemetry::common::AttributeValue& value);

  // All of them, in the order of their names.
  void AppendAll(const PointAttributes& attributes);

  std::string_view bytes() const noexcept { return {data_, size_}; }
  // Of what was appended. Mixed from what the caller has, not from the bytes just written: those are still on their way to
  // the cache, and to read them with other sizes than they were written in waits for that.
  std::uint64_t hash() const noexcept { return hash_; }

 private:
  void PutPair(nostd::string_view key, char tag, nostd::string_view text);
  template <class Number>
  void PutPair(nostd::string_view key, char tag, Number number);
  void PutListPair(nostd::string_view key, const opentelemetry::common::AttributeValue& value);
  template <class Span>
  void PutList(const Span& values);
  char* Room(std::size_t size);
  void Grow(std::size_t size);

  const std::uint64_t seed_;
  std::uint64_t hash_;
  char inline_[512];
  char* data_ = inline_;
  std::size_t size_ = 0;
  std::size_t capacity_ = sizeof inline_;
  std::unique_ptr<char[]> heap_;
};

// Returns the key of `attributes` in the order of their names, the same for the same set: what tells series apart.
// Throws std::bad_alloc.
std::string CanonicalKey(const PointAttributes& attributes);

// Returns the attributes that `bytes` was made of; of several with one name, the last. Throws std::bad_alloc.
PointAttributes AttributesOf(std::string_view bytes);

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
