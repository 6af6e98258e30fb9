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

StartTags::StartTags(const Tags& tags) noexcept : tags_(tags), size_(tags.size()) {
  for (const auto& tag : tags) {
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
  std::string scratch;
  for (const auto& tag : tags_) {
    if (IsSaidElsewhere(tag)) continue;
    if (!callback({tag.first.data(), tag.first.size()}, ToOtel(tag.second, &scratch))) return false;
  }
  return true;
}

}  // namespace tracebridge::opentracing_shim
