#include "opentelemetry/sdk/metrics/instruments.h"

#include <algorithm>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

// Whatever the locale.
char Lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool InstrumentDescriptorUtil::CaseInsensitiveAsciiEquals(const std::string& a,
                                                          const std::string& b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

bool InstrumentDescriptorUtil::IsDuplicate(const InstrumentDescriptor& a,
                                           const InstrumentDescriptor& b) noexcept {
  return CaseInsensitiveAsciiEquals(a.name_, b.name_) &&
         !InstrumentEqualNameCaseInsensitive{}(a, b);
}

nostd::string_view InstrumentDescriptorUtil::GetInstrumentTypeString(InstrumentType type) noexcept {
  switch (type) {
    case InstrumentType::kCounter:
      return "Counter";
    case InstrumentType::kHistogram:
      return "Histogram";
    case InstrumentType::kUpDownCounter:
      return "UpDownCounter";
    case InstrumentType::kObservableCounter:
      return "ObservableCounter";
    case InstrumentType::kObservableGauge:
      return "ObservableGauge";
    case InstrumentType::kObservableUpDownCounter:
      return "ObservableUpDownCounter";
    case InstrumentType::kGauge:
      return "Gauge";
  }
  return "Unknown";
}

nostd::string_view InstrumentDescriptorUtil::GetInstrumentValueTypeString(
    InstrumentValueType value_type) noexcept {
  switch (value_type) {
    case InstrumentValueType::kInt:
      return "Int";
    case InstrumentValueType::kLong:
      return "Long";
    case InstrumentValueType::kFloat:
      return "Float";
    case InstrumentValueType::kDouble:
      return "Double";
  }
  return "Unknown";
}

bool InstrumentEqualNameCaseInsensitive::operator()(const InstrumentDescriptor& a,
                                                    const InstrumentDescriptor& b) const noexcept {
  return InstrumentDescriptorUtil::CaseInsensitiveAsciiEquals(a.name_, b.name_) &&
         a.type_ == b.type_ && a.value_type_ == b.value_type_ && a.unit_ == b.unit_ &&
         a.description_ == b.description_;
}

std::size_t InstrumentDescriptorHash::operator()(
    const InstrumentDescriptor& descriptor) const noexcept {
  std::size_t hash = 0;
  for (const char c : descriptor.name_) sdk::common::GetHash(hash, Lower(c));
  sdk::common::GetHash(hash, descriptor.description_);
  sdk::common::GetHash(hash, descriptor.unit_);
  sdk::common::GetHash(hash, static_cast<std::uint32_t>(descriptor.type_));
  sdk::common::GetHash(hash, static_cast<std::uint32_t>(descriptor.value_type_));
  return hash;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
