// Several processors as one: each sees every span, in the order in which they were added.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

#include "opentelemetry/sdk/trace/multi_recordable.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

struct MultiSpanProcessorOptions {};

class MultiSpanProcessor : public SpanProcessor {
 public:
  explicit MultiSpanProcessor(std::vector<std::unique_ptr<SpanProcessor>> processors);
  ~MultiSpanProcessor() override;

  // Safe at any time; spans that are open do not reach the new processor. Null is ignored.
  void AddProcessor(std::unique_ptr<SpanProcessor>&& processor);

  // Returns the processor if there is exactly one, else null: then its recordables can be used directly.
  SpanProcessor* only_processor() const noexcept {
    const Node* first = first_.load(std::memory_order_acquire);
    return first != nullptr && first->next.load(std::memory_order_relaxed) == nullptr
               ? first->processor.get()
               : nullptr;
  }
  bool is_empty() const noexcept;

  std::unique_ptr<Recordable> MakeRecordable() noexcept override;
  void OnStart(Recordable& span,
               const opentelemetry::trace::SpanContext& parent_context) noexcept override;
  void OnEnd(std::unique_ptr<Recordable>&& span) noexcept override;

  // Each processor gets what is left of `timeout`. Returns true when all succeeded.
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;
  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 private:
  struct Node {
    std::unique_ptr<SpanProcessor> processor;
    std::atomic<Node*> next{nullptr};
  };

  std::atomic<Node*> first_{nullptr};  // the list only grows
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
