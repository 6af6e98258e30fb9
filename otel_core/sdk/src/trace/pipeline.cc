#include "otel_core/sdk/src/trace/pipeline.h"

#include <pthread.h>

#include <typeinfo>
#include <utility>

#include "opentelemetry/sdk/trace/random_id_generator.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "otel_core/sdk/src/trace/overriding_sampler.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

// Guards the free list and the decision to empty a pipeline. Never destroyed; held for a sum of 64 numbers at most.
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
Pipeline* free_pipelines = nullptr;

struct Lock {
  Lock() noexcept { pthread_mutex_lock(&mutex); }
  ~Lock() { pthread_mutex_unlock(&mutex); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
};

// Around a fork; registered when the library is loaded, so that it runs inside the processors' handlers.
__attribute__((constructor)) void Register() noexcept {
  const auto lock = []() { pthread_mutex_lock(&mutex); };
  const auto unlock = []() { pthread_mutex_unlock(&mutex); };
  pthread_atfork(lock, unlock, unlock);
}

bool MakesOurIds(const IdGenerator& generator) {
  return typeid(generator) == typeid(RandomIdGenerator);
}

}  // namespace

Pipeline::Parts::Parts(std::vector<std::unique_ptr<SpanProcessor>>&& processors_,
                       const resource::Resource& resource_, std::unique_ptr<Sampler> sampler_,
                       std::unique_ptr<IdGenerator> id_generator_, const SpanLimits& limits_)
    : resource(resource_),
      sampler(sampler_ != nullptr ? std::move(sampler_) : std::make_unique<AlwaysOnSampler>()),
      id_generator(id_generator_ != nullptr ? std::move(id_generator_)
                                            : std::make_unique<RandomIdGenerator>()),
      limits(limits_),
      has_own_ids(MakesOurIds(*id_generator)),
      rule(SamplingRule::Of(*sampler)),
      processors(std::move(processors_)) {
  if (const auto* overriding = dynamic_cast<const OverridingSampler*>(sampler.get())) {
    asking_scope = std::string(overriding->scope());
  }
}

Pipeline* Pipeline::Make(std::unique_ptr<Parts> parts) {
  Pipeline* pipeline = nullptr;
  {
    const Lock lock;
    pipeline = free_pipelines;
    if (pipeline != nullptr) free_pipelines = pipeline->next_free_;
  }
  if (pipeline == nullptr) pipeline = new Pipeline;
  // Under the lock and open first: a thread that left it in its last life may only now look whether it is closed.
  const Lock lock;
  pipeline->is_closed_.store(false, std::memory_order_seq_cst);
  pipeline->is_shutdown.store(false, std::memory_order_relaxed);
  pipeline->parts_ = std::move(parts);
  return pipeline;
}

void Pipeline::Close() noexcept {
  is_closed_.store(true, std::memory_order_seq_cst);
  DestroyIfUnused();
}

void Pipeline::DestroyIfUnused() noexcept {
  std::unique_ptr<Parts> unused;
  {
    const Lock lock;
    // Someone else may have emptied it, and someone may have taken it into use again.
    if (!is_closed_.load(std::memory_order_seq_cst) || parts_ == nullptr) return;
    std::int64_t open = 0;
    for (const Stripe& stripe : stripes_) open += stripe.open.load(std::memory_order_seq_cst);
    if (open != 0) return;
    unused = std::move(parts_);
  }
  unused.reset();  // runs users' destructors: not under the lock
  const Lock lock;
  next_free_ = free_pipelines;
  free_pipelines = this;
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
