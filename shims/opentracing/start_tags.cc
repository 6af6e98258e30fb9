#include "shims/opentracing/start_tags.h"

#include "shims/opentracing/special_tags.h"
#include "shims/opentracing/values.h"

namespace tracebridge::opentracing_shim {
namespace {

// Said by the kind or the status of the span, and so not by an attribute.
bool IsSaidElsewhere(const std::pair<std::string, opentracing::Value>& tag) noexcept {
  switch (WhichTag(tag.first)) {
    case SpecialTag::kError:
      return ErrorStatus(tag.second).has_value();
    case SpecialTag::kSpanKind:
      return KindOf(tag.second).has_value();
    case SpecialTag::kSamplingPriority:
    case SpecialTag::kNone:
      return false;
  }
  return false;
}

}  // namespace

void StartTags::Read() noexcept {
  for (const auto& tag : tags_) {
    switch (WhichTag(tag.first)) {
      case SpecialTag::kError:
        if (const auto status = ErrorStatus(tag.second)) status_ = status;
        break;
      case SpecialTag::kSpanKind:
        if (const auto kind = KindOf(tag.second)) kind_ = *kind;
        break;
      case SpecialTag::kSamplingPriority:
        if (const auto wanted = WantsSampling(tag.second)) wants_sampling_ = wanted;
        break;
      case SpecialTag::kNone:
        continue;
    }
    if (IsSaidElsewhere(tag)) --size_;
  }
}

bool StartTags::ForEachKeyValue(
    opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view,
                                            opentelemetry::common::AttributeValue)>
        callback) const noexcept {
  bool goes_on = true;
  const bool all = size_ == tags_.size();
  for (const auto& tag : tags_) {
    if (!all && IsSaidElsewhere(tag)) continue;
    UseAsOtel(tag.second, [&](const opentelemetry::common::AttributeValue& value) {
      goes_on = callback({tag.first.data(), tag.first.size()}, value);
    });
    if (!goes_on) break;
  }
  return goes_on;
}

}  // namespace tracebridge::opentracing_shim
