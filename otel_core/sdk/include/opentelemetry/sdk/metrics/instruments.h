// What an instrument is, and the choices that the metrics SDK makes by kind of instrument.
//
// Source: OpenTelemetry specification 1.60.0, metrics/api.md "Instrument", metrics/data-model.md "Temporality".
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/metrics/state/filtered_ordered_attribute_map.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

enum class InstrumentType : std::uint8_t {
  kCounter,
  kHistogram,
  kUpDownCounter,
  kObservableCounter,
  kObservableGauge,
  kObservableUpDownCounter,
  kGauge
};

enum class InstrumentClass : std::uint8_t { kSync, kAsync };

enum class InstrumentValueType : std::uint8_t { kInt, kLong, kFloat, kDouble };

enum class AggregationType : std::uint8_t {
  kDrop,
  kHistogram,  // with explicit boundaries
  kLastValue,
  kSum,
  kDefault,  // that of the kind of instrument
  kBase2ExponentialHistogram
};

enum class AggregationTemporality : std::uint8_t {
  kUnspecified,
  kDelta,      // since the collection before
  kCumulative  // since the start
};

struct InstrumentDescriptor {
  std::string name_;
  std::string description_;
  std::string unit_;
  InstrumentType type_{InstrumentType::kCounter};
  InstrumentValueType value_type_{InstrumentValueType::kInt};
};

struct InstrumentDescriptorUtil {
  static bool CaseInsensitiveAsciiEquals(const std::string& a, const std::string& b) noexcept;

  // Whether the two have one name, in any case, and differ in kind, type of values, unit or description: two sources of
  // one metric that contradict each other (metrics/sdk.md, "Duplicate instrument registration").
  static bool IsDuplicate(const InstrumentDescriptor& a, const InstrumentDescriptor& b) noexcept;

  // "ObservableCounter"
  static nostd::string_view GetInstrumentTypeString(InstrumentType type) noexcept;
  // "Double"
  static nostd::string_view GetInstrumentValueTypeString(InstrumentValueType value_type) noexcept;
};

// Whether the two are one instrument: alike in everything but the case of the name.
struct InstrumentEqualNameCaseInsensitive {
  bool operator()(const InstrumentDescriptor& a, const InstrumentDescriptor& b) const noexcept;
};

struct InstrumentDescriptorHash {
  std::size_t operator()(const InstrumentDescriptor& descriptor) const noexcept;
};

using MetricAttributes = FilteredOrderedAttributeMap;
using MetricAttributesHash = FilteredOrderedAttributeMapHash;
using AggregationTemporalitySelector = std::function<AggregationTemporality(InstrumentType)>;

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
