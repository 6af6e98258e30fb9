#include "shims/opentracing/span_context.h"

#include <array>
#include <exception>
#include <new>
#include <utility>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/opentracing/block_pool.h"
#include "shims/opentracing/foreign_ids.h"
#include "shims/opentracing/runtime_context.h"
#include "shims/opentracing/unsampled.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/wrapped_span_context.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;

template <class Id>
std::string Hex(const Id& id) noexcept {
  if (!id.IsValid()) return {};
  std::array<char, 2 * Id::kSize> digits;
  id.ToLowerBase16(nostd::span<char, 2 * Id::kSize>{digits.data(), digits.size()});
  try {
    return std::string(digits.data(), digits.size());
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return {};
  }
}

}  // namespace

class SpanContextShim::Guard {
 public:
  explicit Guard(const SpanContextShim& context) noexcept : context_(context) {
    if (!context_.lock_.Lock()) context_.RepairAfterFork();
  }
  ~Guard() { context_.lock_.Unlock(); }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  const SpanContextShim& context_;
};

// What a thread of the parent may have been writing is started afresh, undestroyed.
void SpanContextShim::RepairAfterFork() const noexcept {
  new (&baggage_[1 - in_use_.load(std::memory_order_relaxed)]) BaggagePointer;
  new (&carried_) Context;
  carried_made_ = false;
}

// What `f` throws comes out again, as from the original, but not through the OpenTelemetry API,
// which is noexcept here.
void SpanContextShim::ForeachBaggageItem(
    std::function<bool(const std::string& key, const std::string& value)> f) const {
  const BaggagePointer items = baggage();
  if (items.get() == nullptr) return;
  std::exception_ptr thrown;
  items->GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    try {
      return f(std::string(key.data(), key.size()), std::string(value.data(), value.size()));
    } catch (...) {
      thrown = std::current_exception();
      return false;
    }
  });
  if (thrown) std::rethrow_exception(thrown);
}

std::unique_ptr<opentracing::SpanContext> SpanContextShim::Clone() const noexcept {
  auto* const clone = new SpanContextShim(SpanPointer(span_), baggage());
  if (clone != nullptr && sampled_cleared_.load(std::memory_order_relaxed)) clone->ClearSampled();
  return std::unique_ptr<opentracing::SpanContext>(clone);
}

std::string SpanContextShim::ToTraceID() const noexcept { return Hex(otel_.trace_id()); }
std::string SpanContextShim::ToSpanID() const noexcept { return Hex(otel_.span_id()); }

trace::SpanContext SpanContextShim::Unsampled() const noexcept {
  return WithSampled(otel_, /*is_sampled=*/false);
}

BaggagePointer SpanContextShim::baggage() const noexcept {
  if (!has_baggage()) return BaggagePointer();
  const Guard guard(*this);
  return baggage_[in_use_.load(std::memory_order_relaxed)];
}

Context SpanContextShim::carried() const {
  const Guard guard(*this);
  if (!carried_made_) {
    const bool cleared = sampled_cleared_.load(std::memory_order_relaxed);
    carried_ = ContextOf(cleared ? SpanPointer(new trace::DefaultSpan(Unsampled())) : span_,
                         baggage_[in_use_.load(std::memory_order_relaxed)]);
    carried_made_ = true;
  }
  return carried_;
}

SpanContextShim::BaggageChange SpanContextShim::SetBaggageItem(std::string_view key,
                                                               std::string_view value) {
  BaggageChange change;
  Context dropped;  // released after the lock
  const Guard guard(*this);
  const auto in_use = in_use_.load(std::memory_order_relaxed);
  const auto next = static_cast<std::uint8_t>(1 - in_use);
  change.before = baggage_[in_use];
  change.after = WithItem(change.before, key, value);
  baggage_[next] = change.after;
  in_use_.store(next, std::memory_order_release);
  baggage_[in_use] = BaggagePointer();
  has_baggage_.store(true, std::memory_order_release);
  std::swap(dropped, carried_);
  carried_made_ = false;
  return change;
}

void SpanContextShim::ClearSampled() noexcept {
  const Guard guard(*this);
  sampled_cleared_.store(true, std::memory_order_relaxed);
  carried_made_ = false;
}

void* SpanContextShim::operator new(size_t size) noexcept {
  static_assert(sizeof(SpanContextShim) <= kBlockSize);
  return size <= kBlockSize ? TakeBlock() : nullptr;
}

void SpanContextShim::operator delete(void* block) noexcept { GiveBlock(block); }

const SpanContextShim* Wrapped(const opentracing::SpanContext& context) noexcept {
  const auto* const wrapper = dynamic_cast<const WrappedSpanContext*>(&context);
  const opentracing::SpanContext* const inner = wrapper == nullptr ? nullptr : wrapper->wrapped();
  return inner != nullptr && typeid(*inner) == typeid(SpanContextShim)
             ? static_cast<const SpanContextShim*>(inner)
             : nullptr;
}

const trace::SpanContext* ToOtel(const opentracing::SpanContext& context,
                                 std::optional<trace::SpanContext>* made) noexcept {
  if (const SpanContextShim* const ours = Ours(context)) return &ours->otel(made);
  *made = ReadForeignIds(context.ToTraceID(), context.ToSpanID());
  return *made ? &**made : nullptr;
}

BaggagePointer BaggageOf(const opentracing::SpanContext& context) noexcept {
  if (const SpanContextShim* const ours = Ours(context)) return ours->baggage();
  BaggagePointer baggage;
  try {
    context.ForeachBaggageItem([&](const std::string& key, const std::string& value) {
      baggage = WithItem(baggage, key, value);
      return true;
    });
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
  }
  return baggage;
}

}  // namespace tracebridge::opentracing_shim
