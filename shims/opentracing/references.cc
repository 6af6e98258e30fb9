#include "shims/opentracing/references.h"

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/string_view.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace common = opentelemetry::common;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentracing::SpanReferenceType;

// OpenTelemetry semantic conventions, general/trace-compatibility.md, "OpenTracing".
constexpr char kRefTypeKey[] = "opentracing.ref_type";

const char* RefType(SpanReferenceType type) noexcept {
  switch (type) {
    case SpanReferenceType::ChildOfRef:
      return "child_of";
    case SpanReferenceType::FollowsFromRef:
      return "follows_from";
  }
  return "follows_from";  // a number that is no reference type: the weaker claim
}

class RefTypeAttribute final : public common::KeyValueIterable {
 public:
  explicit RefTypeAttribute(SpanReferenceType type) noexcept : type_(type) {}

  bool ForEachKeyValue(nostd::function_ref<bool(nostd::string_view, common::AttributeValue)>
                           callback) const noexcept override {
    return callback(kRefTypeKey, nostd::string_view{RefType(type_)});
  }
  size_t size() const noexcept override { return 1; }

 private:
  SpanReferenceType type_;
};

}  // namespace

void References::Read() noexcept {
  bool parent_is_child_of = false;
  for (const auto& [type, context] : list_) {
    if (context == nullptr) continue;
    const bool is_child_of = type == SpanReferenceType::ChildOfRef;
    const bool is_parent = parent_ == nullptr || (is_child_of && !parent_is_child_of);
    std::optional<trace::SpanContext> made;
    const SpanContextShim* const ours = Ours(*context);
    if (ours == nullptr || ours->has_baggage()) may_have_baggage_ = true;
    if (list_.size() == 1) only_ = ours;
    const trace::SpanContext* const otel =
        ours != nullptr ? &ours->otel(&made) : ToOtel(*context, &made);
    if (otel == nullptr) {
      Count(Diagnostic::kForeignReferenceIgnored);
      continue;
    }
    ++size_;
    if (!is_parent) continue;
    parent_ = made ? &made_.emplace(*std::move(made)) : otel;
    parent_is_child_of = is_child_of;
  }
}

BaggagePointer References::Baggage() const {
  if (only_ != nullptr) return only_->baggage();
  BaggagePointer all;
  for (const auto& reference : list_) {
    if (reference.second != nullptr) all = Union(all, BaggageOf(*reference.second));
  }
  return all;
}

#ifdef TRACEBRIDGE_OPENTELEMETRY_API
trace::StartSpanOptions::ParentLink References::parent_link() const noexcept {
  using ParentLink = trace::StartSpanOptions::ParentLink;
  if (list_.size() != 1 || size_ != 1 || !parent_->IsValid()) return ParentLink::kNone;
  return list_.front().first == SpanReferenceType::ChildOfRef ? ParentLink::kChildOf
                                                              : ParentLink::kFollowsFrom;
}
#endif

bool References::ForEachKeyValue(
    nostd::function_ref<bool(trace::SpanContext, const common::KeyValueIterable&)> callback)
    const noexcept {
  for (const auto& [type, context] : list_) {
    if (context == nullptr) continue;
    std::optional<trace::SpanContext> made;
    const trace::SpanContext* const otel = ToOtel(*context, &made);
    if (otel != nullptr && !callback(*otel, RefTypeAttribute{type})) return false;
  }
  return true;
}

}  // namespace tracebridge::opentracing_shim
