#include "opentelemetry/sdk/metrics/instrument_metadata_validator.h"

#include <algorithm>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxUnit = 63;

// Whatever the locale.
bool IsLetter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsNameCharacter(char c) noexcept {
  return IsLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' || c == '/';
}

}  // namespace

bool InstrumentMetaDataValidator::ValidateName(nostd::string_view name) const {
  return !name.empty() && name.size() <= kMaxName && IsLetter(name[0]) &&
         std::all_of(name.begin(), name.end(), IsNameCharacter);
}

bool InstrumentMetaDataValidator::ValidateUnit(nostd::string_view unit) const {
  return unit.size() <= kMaxUnit && std::all_of(unit.begin(), unit.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x80;
         });
}

bool InstrumentMetaDataValidator::ValidateDescription(nostd::string_view /*description*/) const {
  return true;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
