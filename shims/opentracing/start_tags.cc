#include "shims/opentracing/start_tags.h"

#include "shims/opentracing/special_tags.h"
#include "shims/opentracing/values.h"

namespace tracebridge::opentracing_shim {

void StartTags::Read() noexcept {
  for (size_t i = 0; i < tags_.size(); ++i) {
    const auto& [key, value] = tags_[i];
    bool is_said = false;
    switch (WhichTag(key)) {
      case SpecialTag::kError:
        if (const auto status = ErrorStatus(value)) {
          status_ = status;
          is_said = true;
        }
        break;
      case SpecialTag::kSpanKind:
        if (const auto kind = KindOf(value)) {
          kind_ = *kind;
          is_said = true;
        }
        break;
      case SpecialTag::kSamplingPriority:
        if (const auto wanted = WantsSampling(value)) wants_sampling_ = wanted;
        break;
      case SpecialTag::kNone:
        break;
    }
    if (!is_said) continue;
    --size_;
    if (i < kNoted) said_elsewhere_ |= uint64_t{1} << i;
  }
}

bool StartTags::IsSaidElsewhere(size_t index) const noexcept {
  if (index < kNoted) return (said_elsewhere_ >> index & 1) != 0;
  const auto& [key, value] = tags_[index];
  switch (WhichTag(key)) {
    case SpecialTag::kError:
      return ErrorStatus(value).has_value();
    case SpecialTag::kSpanKind:
      return KindOf(value).has_value();
    case SpecialTag::kSamplingPriority:
    case SpecialTag::kNone:
      return false;
  }
  return false;
}

bool StartTags::ForEachKeyValue(
    opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view,
                                            opentelemetry::common::AttributeValue)>
        callback) const noexcept {
  bool goes_on = true;
  const bool all = size_ == tags_.size();
  for (size_t i = 0; i < tags_.size(); ++i) {
    if (!all && IsSaidElsewhere(i)) continue;
    const auto& tag = tags_[i];
    UseAsOtel(tag.second, [&](const opentelemetry::common::AttributeValue& value) {
      goes_on = callback({tag.first.data(), tag.first.size()}, value);
    });
    if (!goes_on) break;
  }
  return goes_on;
}

}  // namespace tracebridge::opentracing_shim
