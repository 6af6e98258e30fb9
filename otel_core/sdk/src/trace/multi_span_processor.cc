#include "opentelemetry/sdk/trace/multi_span_processor.h"

#include <new>
#include <utility>

#include "otel_core/sdk/src/common/deadline.h"
#include "otel_core/sdk/src/trace/recordable_access.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

MultiSpanProcessor::MultiSpanProcessor(std::vector<std::unique_ptr<SpanProcessor>> processors) {
  for (auto& processor : processors) AddProcessor(std::move(processor));
}

MultiSpanProcessor::~MultiSpanProcessor() {
  Shutdown();
  Node* node = first_.load();
  while (node != nullptr) delete std::exchange(node, node->next.load());
}

void MultiSpanProcessor::AddProcessor(std::unique_ptr<SpanProcessor>&& processor) {
  if (processor == nullptr) return;
  auto node = std::make_unique<Node>();
  node->processor = std::move(processor);
  std::atomic<Node*>* end = &first_;
  Node* last = nullptr;
  while (!end->compare_exchange_strong(last, node.get(), std::memory_order_acq_rel)) {
    end = &last->next;
    last = nullptr;
  }
  node.release();
}

bool MultiSpanProcessor::is_empty() const noexcept {
  return first_.load(std::memory_order_relaxed) == nullptr;
}

std::unique_ptr<Recordable> MultiSpanProcessor::MakeRecordable() noexcept {
  if (is_empty()) return nullptr;
  std::unique_ptr<MultiRecordable> recordable(new (std::nothrow) MultiRecordable);
  if (recordable == nullptr) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return nullptr;
  }
  for (Node* node = first_.load(std::memory_order_acquire); node != nullptr;
       node = node->next.load(std::memory_order_acquire)) {
    recordable->AddRecordable(*node->processor, node->processor->MakeRecordable());
  }
  return recordable;
}

void MultiSpanProcessor::OnStart(Recordable& span,
                                 const opentelemetry::trace::SpanContext& parent_context) noexcept {
  auto& recordable = static_cast<MultiRecordable&>(span);
  for (Node* node = first_.load(std::memory_order_acquire); node != nullptr;
       node = node->next.load(std::memory_order_acquire)) {
    const auto& own = recordable.GetRecordable(*node->processor);
    if (own == nullptr) continue;
    RecordableAccess::is_sampled(*own) = RecordableAccess::is_sampled(span);
    node->processor->OnStart(*own, parent_context);
  }
}

void MultiSpanProcessor::OnEnd(std::unique_ptr<Recordable>&& span) noexcept {
  const std::unique_ptr<MultiRecordable> recordable(static_cast<MultiRecordable*>(span.release()));
  for (Node* node = first_.load(std::memory_order_acquire); node != nullptr;
       node = node->next.load(std::memory_order_acquire)) {
    std::unique_ptr<Recordable> own = recordable->ReleaseRecordable(*node->processor);
    if (own == nullptr) continue;
    RecordableAccess::lane(*own) = RecordableAccess::lane(*recordable);
    node->processor->OnEnd(std::move(own));
  }
}

bool MultiSpanProcessor::ForceFlush(std::chrono::microseconds timeout) noexcept {
  const tracebridge::sdk::Deadline deadline(timeout);
  bool succeeded = true;
  for (Node* node = first_.load(std::memory_order_acquire); node != nullptr;
       node = node->next.load(std::memory_order_acquire)) {
    succeeded = node->processor->ForceFlush(deadline.Left()) && succeeded;
  }
  return succeeded;
}

bool MultiSpanProcessor::Shutdown(std::chrono::microseconds timeout) noexcept {
  const tracebridge::sdk::Deadline deadline(timeout);
  bool succeeded = true;
  for (Node* node = first_.load(std::memory_order_acquire); node != nullptr;
       node = node->next.load(std::memory_order_acquire)) {
    succeeded = node->processor->Shutdown(deadline.Left()) && succeeded;
  }
  return succeeded;
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
