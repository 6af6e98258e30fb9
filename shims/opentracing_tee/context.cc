#include "shims/opentracing_tee/context.h"

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_tee {

using opentracing::SpanContext;

Context::Context(std::unique_ptr<SpanContext> first, std::unique_ptr<SpanContext> second) noexcept
    : owned_first_(std::move(first)),
      owned_second_(std::move(second)),
      first_(owned_first_.get()),
      second_(owned_second_.get()) {}

Context::Context(const SpanContext* first, const SpanContext* second) noexcept
    : first_(first), second_(second) {}

const SpanContext* Context::side(Side side) const noexcept {
  switch (side) {
    case Side::kFirst:
      return first_;
    case Side::kSecond:
      return second_;
  }
  return nullptr;
}

void Context::ForeachBaggageItem(
    std::function<bool(const std::string& key, const std::string& value)> f) const {
  std::vector<std::string> seen;
  bool goes_on = true;
  if (first_ != nullptr) {
    first_->ForeachBaggageItem([&](const std::string& key, const std::string& value) {
      if (second_ != nullptr) seen.push_back(key);
      return goes_on = f(key, value);
    });
  }
  if (second_ == nullptr || !goes_on) return;
  second_->ForeachBaggageItem([&](const std::string& key, const std::string& value) {
    return std::find(seen.begin(), seen.end(), key) != seen.end() || f(key, value);
  });
}

std::unique_ptr<SpanContext> Context::Clone() const noexcept {
  auto first = first_ == nullptr ? nullptr : first_->Clone();
  auto second = second_ == nullptr ? nullptr : second_->Clone();
  if (first == nullptr && second == nullptr) return nullptr;
  std::unique_ptr<SpanContext> clone(new (std::nothrow)
                                         Context(std::move(first), std::move(second)));
  if (clone == nullptr) Count(Diagnostic::kOutOfMemory);
  return clone;
}

std::string Context::ToTraceID() const noexcept {
  std::string id;
  if (first_ != nullptr) id = first_->ToTraceID();
  return id.empty() && second_ != nullptr ? second_->ToTraceID() : id;
}

std::string Context::ToSpanID() const noexcept {
  std::string id;
  if (first_ != nullptr) id = first_->ToSpanID();
  return id.empty() && second_ != nullptr ? second_->ToSpanID() : id;
}

const SpanContext* SideOf(const SpanContext* context, Side side) noexcept {
  const auto* tee = dynamic_cast<const Context*>(context);
  return tee == nullptr ? context : tee->side(side);
}

}  // namespace tracebridge::opentracing_tee
