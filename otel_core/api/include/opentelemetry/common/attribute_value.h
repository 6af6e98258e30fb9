// The value of an attribute as a caller passes it: a view, valid for the call.
#pragma once

#include <cstdint>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {

// Characters and elements belong to the caller. OpenTelemetry's data model has no unsigned
// integers: exporters send uint32_t as a signed 64-bit integer.
using AttributeValue =
    nostd::variant<bool, int32_t, int64_t, uint32_t, double, const char*, nostd::string_view,
                   nostd::span<const bool>, nostd::span<const int32_t>, nostd::span<const int64_t>,
                   nostd::span<const uint32_t>, nostd::span<const double>,
                   nostd::span<const nostd::string_view>, uint64_t, nostd::span<const uint64_t>,
                   nostd::span<const uint8_t>>;

// AttributeValue::index(), by name.
enum AttributeType : std::uint8_t {
  kTypeBool,
  kTypeInt,
  kTypeInt64,
  kTypeUInt,
  kTypeDouble,
  kTypeCString,
  kTypeString,
  kTypeSpanBool,
  kTypeSpanInt,
  kTypeSpanInt64,
  kTypeSpanUInt,
  kTypeSpanDouble,
  kTypeSpanString,
  kTypeUInt64,
  kTypeSpanUInt64,
  kTypeSpanByte
};

static_assert(nostd::variant_size<AttributeValue>::value == kTypeSpanByte + 1);

}  // namespace common
OPENTELEMETRY_END_NAMESPACE
