#include "shims/legacy_configuration/translation.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "otel_core/configuration/src/check.h"
#include "otel_core/configuration/src/settings.h"

namespace tracebridge::legacy_configuration {
namespace {

// Returns what is wrong with the value of the setting that `member` of `options` is.
template <typename T>
std::optional<Error> CheckMember(SdkOptions& options, const T* member) {
  std::optional<Error> error;
  core::ForEachSetting(options, [&](const core::Setting& setting, auto& value) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, T>) {
      if (&value == member) error = core::Check(setting, value);
    }
  });
  return error;
}

template <typename T>
void SetMember(Translation* translation, const Value& value, T* member, T to) {
  std::swap(*member, to);
  if (const auto error = CheckMember(translation->options, member)) {
    std::swap(*member, to);
    translation->Refuse(value, *error);
  }
}

}  // namespace

void Translation::Warn(const Value& value, const std::string& what) {
  warnings.push_back({value.where, {ErrorCode::kNotSupported, what}});
}

void Translation::Refuse(const Value& value, const Error& what) {
  if (value.is_variable) {
    warnings.push_back({value.where, what});
  } else if (!error) {
    error = what.WithPrefix(value.where + ": ");
  }
}

void Translation::Set(const Value& value, double* member, double to) {
  SetMember(this, value, member, to);
}
void Translation::Set(const Value& value, std::uint32_t* member, std::uint32_t to) {
  SetMember(this, value, member, to);
}
void Translation::Set(const Value& value, std::chrono::milliseconds* member,
                      std::chrono::milliseconds to) {
  SetMember(this, value, member, to);
}
void Translation::Set(const Value& value, std::string* member, std::string to) {
  SetMember(this, value, member, std::move(to));
}

void Translation::SetQueue(const Value* value) {
  if (value == nullptr || value->number < 1) return;
  options.batch_max_queue_size = static_cast<std::uint32_t>(value->number);
  options.batch_max_export_size =
      std::min(options.batch_max_export_size, options.batch_max_queue_size);
}

void Translation::SetDuration(const Value* value, double milliseconds_each,
                              std::chrono::milliseconds* member) {
  if (value == nullptr || value->number <= 0) return;
  const double rounded = std::ceil(value->number * milliseconds_each);
  Set(*value, member, std::chrono::milliseconds(static_cast<std::int64_t>(rounded)));
}

}  // namespace tracebridge::legacy_configuration
