#include "otel_core/jaeger_samplers/src/rules.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "tracebridge/diagnostics.h"

namespace tracebridge::jaeger {
namespace {

using opentelemetry::nostd::string_view;

constexpr std::size_t kMaxNameSize = 1024;  // bytes; longer names have the default rate

std::size_t SlotsFor(std::size_t operations) {
  std::size_t slots = 16;
  while (slots < 2 * operations) slots *= 2;
  return slots;
}

}  // namespace

struct PerOperationRule::Operation {
  Operation(std::string the_name, double rate, double lower_bound, RateLimiter::Clock now)
      : name(std::move(the_name)), probability(rate), limiter(lower_bound, now) {}
  Operation(const Operation& that, double rate)
      : name(that.name), probability(rate), limiter(that.limiter) {}

  const std::string name;
  const Probability probability;
  RateLimiter limiter;
};

PerOperationRule::PerOperationRule(const OperationRates& rates, std::size_t max_operations,
                                   const PerOperationRule* before, RateLimiter::Clock now)
    : default_(rates.default_rate),
      lower_bound_(rates.lower_bound),
      max_operations_(std::max(max_operations, rates.operations.size())),
      now_(now),
      slot_count_(SlotsFor(max_operations_)),
      slots_(new Slot[slot_count_]()) {
  const bool same_bound = before != nullptr && before->lower_bound_ == lower_bound_;
  for (const OperationRates::Operation& operation : rates.operations) {
    const Operation* const known = same_bound ? before->Find(operation.name) : nullptr;
    Add(known != nullptr ? std::make_unique<Operation>(*known, operation.rate)
                         : MakeOperation(operation.name, operation.rate));
  }
}

PerOperationRule::~PerOperationRule() {
  for (std::size_t i = 0; i < slot_count_; ++i) delete slots_[i].load(std::memory_order_relaxed);
}

Decision PerOperationRule::Decide(const opentelemetry::trace::TraceId& trace_id,
                                  string_view name) noexcept {
  Operation* const operation = FindOrAdd(name);
  if (operation == nullptr) return {default_.Samples(trace_id), kProbabilistic, default_.rate()};
  const double rate = operation->probability.rate();
  const bool within_bound = operation->limiter.Take();  // also when the rate samples it
  if (operation->probability.Samples(trace_id)) return {true, kProbabilistic, rate};
  return {within_bound, kLowerBound, rate};
}

PerOperationRule::Slot* PerOperationRule::SlotOf(string_view name) const noexcept {
  const std::size_t mask = slot_count_ - 1;
  std::size_t at = std::hash<std::string_view>{}({name.data(), name.size()}) & mask;
  for (;; at = (at + 1) & mask) {  // at most half of them are taken
    const Operation* const operation = slots_[at].load(std::memory_order_acquire);
    if (operation == nullptr || string_view(operation->name) == name) return &slots_[at];
  }
}

PerOperationRule::Operation* PerOperationRule::Find(string_view name) const noexcept {
  return SlotOf(name)->load(std::memory_order_acquire);
}

PerOperationRule::Operation* PerOperationRule::FindOrAdd(string_view name) noexcept {
  if (Operation* const found = Find(name)) return found;
  if (name.size() > kMaxNameSize || count_.load(std::memory_order_relaxed) >= max_operations_) {
    return nullptr;
  }
  try {
    return Add(MakeOperation(name, default_.rate()));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return nullptr;
  }
}

PerOperationRule::Operation* PerOperationRule::Add(std::unique_ptr<Operation> made) noexcept {
  if (count_.fetch_add(1, std::memory_order_relaxed) >= max_operations_) {
    count_.fetch_sub(1, std::memory_order_relaxed);
    return nullptr;
  }
  for (;;) {
    Slot* const slot = SlotOf(made->name);
    Operation* there = nullptr;
    if (slot->compare_exchange_strong(there, made.get(), std::memory_order_acq_rel)) {
      return made.release();
    }
    if (there->name == made->name) {
      count_.fetch_sub(1, std::memory_order_relaxed);
      return there;
    }
  }
}

std::unique_ptr<PerOperationRule::Operation> PerOperationRule::MakeOperation(string_view name,
                                                                             double rate) const {
  return std::make_unique<Operation>(std::string(name.data(), name.size()), rate, lower_bound_,
                                     now_);
}

}  // namespace tracebridge::jaeger
