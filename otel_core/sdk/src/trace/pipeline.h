// What a span needs of its provider until it ends: processors, resource, scopes, limits.
//
// A provider may be destroyed, and often is, while spans are open. Each open span therefore holds its pipeline. One
// reference count would be a cache line that all threads write twice a span, so there are many, one for each group of
// threads; only their sum means something, and only once the provider has closed the pipeline. Pipelines are reused,
// never freed: the thread whose span was the last may look at one that another thread has just emptied.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/sdk/trace/multi_span_processor.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/sdk/src/trace/sampling_rule.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class Pipeline {
 public:
  struct Parts {
    Parts(std::vector<std::unique_ptr<SpanProcessor>>&& processors,
          const resource::Resource& resource_, std::unique_ptr<Sampler> sampler_,
          std::unique_ptr<IdGenerator> id_generator_, const SpanLimits& limits_);

    // In the order of their destruction, last to first: processors go first.
    resource::Resource resource;
    std::unique_ptr<Sampler> sampler;
    std::unique_ptr<IdGenerator> id_generator;
    SpanLimits limits;
    tracebridge::sdk::ForkSafeMutex scopes_mutex;
    std::vector<std::unique_ptr<instrumentationscope::InstrumentationScope>> scopes;
    bool has_own_ids;          // ids come from RandomIdGenerator: no virtual call needed
    SamplingRule rule;         // of `sampler`
    std::string asking_scope;  // the scope whose spans `rule` is not for; "" for none
    MultiSpanProcessor processors;
  };

  // Returns a pipeline that its maker closes. Throws std::bad_alloc.
  static Pipeline* Make(std::unique_ptr<Parts> parts);

  // Comes from the maker, once: from now on the pipeline goes when the last open span does.
  void Close() noexcept;

  // A span opens on the thread of that number. The caller's tracer keeps the pipeline from being closed meanwhile.
  void Enter(std::uint32_t thread_number) noexcept { Count(thread_number, 1); }
  // It has ended, on the thread of that number.
  void Leave(std::uint32_t thread_number) noexcept {
    Count(thread_number, -1);
    if (__builtin_expect(is_closed_.load(std::memory_order_seq_cst), 0)) DestroyIfUnused();
  }

  Parts& parts() noexcept { return *parts_; }

  std::atomic<bool> is_shutdown{false};

 private:
  static constexpr unsigned kStripes = 64;
  struct alignas(64) Stripe {
    std::atomic<std::int64_t> open{0};
  };

  Pipeline() = default;

  // Sequentially consistent, as is the load after it: of two threads that end the last spans at once, at least one sees
  // the sum of zero.
  void Count(std::uint32_t thread_number, std::int64_t n) noexcept {
    stripes_[thread_number % kStripes].open.fetch_add(n, std::memory_order_seq_cst);
  }
  void DestroyIfUnused() noexcept;

  Stripe stripes_[kStripes];
  std::unique_ptr<Parts> parts_;
  std::atomic<bool> is_closed_{false};
  Pipeline* next_free_ = nullptr;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
