#include "shims/opentracing_tee/start_options.h"

#include <algorithm>

#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_tee {
namespace {

bool IsForBoth(const opentracing::SpanContext* context) noexcept {
  return context != nullptr && dynamic_cast<const Context*>(context) == nullptr;
}

}  // namespace

StartOptions::StartOptions(const opentracing::StartSpanOptions& options) noexcept
    : all_(options),
      is_copied_(!std::all_of(options.references.begin(), options.references.end(),
                              [](const auto& reference) { return IsForBoth(reference.second); })) {
  if (!is_copied_) return;
  copy_.start_system_timestamp = options.start_system_timestamp;
  copy_.start_steady_timestamp = options.start_steady_timestamp;
  try {
    copy_.references.reserve(options.references.size());
    copy_.tags = options.tags;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);  // the span starts without them
  }
}

const opentracing::StartSpanOptions& StartOptions::Of(Side side) noexcept {
  if (!is_copied_) return all_;
  copy_.references.clear();
  for (const auto& [type, context] : all_.references) {
    const opentracing::SpanContext* const own = SideOf(context, side);
    if (own == nullptr || copy_.references.size() == copy_.references.capacity()) continue;
    copy_.references.emplace_back(type, own);
  }
  return copy_;
}

}  // namespace tracebridge::opentracing_tee
