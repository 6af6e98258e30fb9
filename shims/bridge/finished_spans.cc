#include "shims/bridge/finished_spans.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/batch_span_processor.h"
#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/finished_span_observer.h"
#include "otel_core/sdk/src/common/deadline.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/state/src/process_object.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::bridge {
namespace {

namespace nostd = opentelemetry::nostd;
namespace sdk = opentelemetry::sdk::trace;
using Lock = std::lock_guard<tracebridge::sdk::ForkSafeMutex>;
using opencensus_shim::FinishedAttributes;
using opencensus_shim::FinishedSpan;
using opencensus_shim::FinishedSpanSink;
using opencensus_shim::FinishedStatus;
using opencensus_shim::FinishedValue;
using opentelemetry::sdk::common::ExportResult;

// Only scalars are nlohmann's: the destructor of its arrays needs memory, and ends the process if there is none.
void AppendJson(const sdk::ValueView& value, std::string* out) {
  using Type = sdk::ValueView::Type;
  const auto scalar = [out](const auto& x) {
    *out += nlohmann::json(x).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  };
  switch (value.type()) {
    case Type::kEmpty:
      *out += "null";
      return;
    case Type::kText:
      return scalar(value.AsText());
    case Type::kBool:
      return scalar(value.AsBool());
    case Type::kInt:
      return scalar(value.AsInt());
    case Type::kDouble:
      return scalar(value.AsDouble());
    case Type::kBytes:
      return scalar(value.AsBytes());
    case Type::kArray: {
      *out += '[';
      const char* separator = "";
      for (const sdk::ValueView element : value.AsArray()) {
        *out += separator;
        AppendJson(element, out);
        separator = ",";
      }
      *out += ']';
      return;
    }
  }
}

FinishedValue ToFinished(const sdk::ValueView& value) {
  using Type = sdk::ValueView::Type;
  switch (value.type()) {
    case Type::kText:
      return std::string(value.AsText());
    case Type::kBool:
      return value.AsBool();
    case Type::kInt:
      return value.AsInt();
    case Type::kDouble:
      return value.AsDouble();
    case Type::kBytes:
      return std::string(value.AsBytes());
    case Type::kEmpty:
    case Type::kArray:
      break;
  }
  std::string json;
  AppendJson(value, &json);
  return json;
}

FinishedAttributes ToFinished(const sdk::AttributeRange& attributes) {
  FinishedAttributes finished;
  for (const sdk::AttributeView attribute : attributes) {
    finished.emplace_back(attribute.key(), ToFinished(attribute.value()));
  }
  return finished;
}

FinishedStatus ToFinished(opentelemetry::trace::StatusCode code) {
  switch (code) {
    case opentelemetry::trace::StatusCode::kUnset:
      return FinishedStatus::kUnset;
    case opentelemetry::trace::StatusCode::kOk:
      return FinishedStatus::kOk;
    case opentelemetry::trace::StatusCode::kError:
      return FinishedStatus::kError;
  }
  return FinishedStatus::kUnset;
}

template <class Bytes, class Id>
Bytes ToBytes(const Id& id) {
  Bytes bytes;
  std::copy(id.Id().begin(), id.Id().end(), bytes.begin());
  return bytes;
}

using opencensus_shim::SpanIdBytes;
using opencensus_shim::TraceIdBytes;

// An exporter, in a list that only grows.
struct Registered {
  std::unique_ptr<sdk::SpanExporter> exporter;
  Registered* older;
};

// The queue that spans go to now. A change of schedule makes another; those before it stay, for threads that still push
// to them, and are flushed with it. A program changes its schedule once, before there are spans.
struct Delivery {
  std::atomic<FinishedSpanSink*> sink{nullptr};
  std::atomic<Registered*> exporters{nullptr};
  // Free in a forked child. Queues have locks of their own that a fork takes, so none is made under this one.
  tracebridge::sdk::ForkSafeMutex mutex;
  bool is_started = false;
  sdk::BatchSpanProcessorOptions schedule;
  std::vector<std::unique_ptr<sdk::BatchSpanProcessor>> queues;
  std::atomic<sdk::BatchSpanProcessor*> current{nullptr};

  Delivery() {
    schedule.max_export_batch_size = 64;
    schedule.schedule_delay_millis = std::chrono::milliseconds(5000);
  }

  void Use(std::unique_ptr<sdk::BatchSpanProcessor> queue) {
    const Lock lock(mutex);
    queues.push_back(std::move(queue));
    current.store(queues.back().get(), std::memory_order_release);
  }
};

// Never destroyed: spans end after main. Of the process, also for libraries with a copy of the bridge.
Delivery& TheDelivery() {
  static Delivery* const delivery =
      state::ProcessObject<Delivery>("tracebridge.finished_spans/" TRACEBRIDGE_VERSION);
  return *delivery;
}

// The end of the queue: on the delivering thread. There may be several queues, which then take turns.
class Deliverer final : public sdk::SpanExporter {
 public:
  std::unique_ptr<sdk::Recordable> MakeRecordable() noexcept override {
    return sdk::SpanRecord::Create();
  }

  ExportResult Export(
      const nostd::span<std::unique_ptr<sdk::Recordable>>& spans) noexcept override {
    ExportResult result = ToSink(spans);
    const Registered* one = TheDelivery().exporters.load(std::memory_order_acquire);
    for (; one != nullptr; one = one->older) {
      if (one->exporter->Export(spans) != ExportResult::kSuccess) result = ExportResult::kFailure;
    }
    return result;  // the processor counts
  }

  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  static ExportResult ToSink(const nostd::span<std::unique_ptr<sdk::Recordable>>& spans) noexcept {
    FinishedSpanSink* const sink = TheDelivery().sink.load(std::memory_order_acquire);
    if (sink == nullptr) return ExportResult::kSuccess;
    try {
      std::vector<FinishedSpan> finished;
      finished.reserve(spans.size());
      for (const auto& span : spans) {
        finished.push_back(ToFinishedSpan(*sdk::AsSpanRecord(span.get())));
      }
      sink->OnSpans(std::move(finished));
      return ExportResult::kSuccess;
    } catch (...) {
      return ExportResult::kFailure;
    }
  }
};

std::unique_ptr<sdk::BatchSpanProcessor> MakeQueue(const sdk::BatchSpanProcessorOptions& schedule) {
  return std::make_unique<sdk::BatchSpanProcessor>(std::make_unique<Deliverer>(), schedule);
}

void Observe(const sdk::SpanRecord& record) noexcept {
  sdk::BatchSpanProcessor* queue = TheDelivery().current.load(std::memory_order_acquire);
  if (queue == nullptr) return;
  std::unique_ptr<sdk::Recordable> copy = record.Copy();
  if (copy == nullptr) return Count(Diagnostic::kOutOfMemory);
  queue->OnEnd(std::move(copy));
}

void StartDelivery() {
  Delivery& delivery = TheDelivery();
  sdk::BatchSpanProcessorOptions schedule;
  {
    const Lock lock(delivery.mutex);
    if (delivery.is_started) return;
    delivery.is_started = true;
    schedule = delivery.schedule;
  }
  delivery.Use(MakeQueue(schedule));
  if (!sdk::SetFinishedSpanObserver(Observe)) throw std::bad_alloc();
}

}  // namespace

FinishedSpan ToFinishedSpan(const sdk::SpanRecord& record) {
  FinishedSpan span;
  span.name = record.name();
  span.trace_id = ToBytes<TraceIdBytes>(record.trace_id());
  span.span_id = ToBytes<SpanIdBytes>(record.span_id());
  span.trace_flags = record.trace_flags().flags();
  span.parent_span_id = ToBytes<SpanIdBytes>(record.parent_span_id());
  span.parent_is_remote = record.parent_is_remote();
  span.start_unix_ns = record.start_time().time_since_epoch().count();
  span.end_unix_ns = span.start_unix_ns + record.duration().count();
  span.status = ToFinished(record.status());
  span.status_description = record.status_description();
  span.attributes = ToFinished(record.attributes());
  for (const sdk::EventView event : record.events()) {
    span.events.push_back({std::string(event.name()), event.time().time_since_epoch().count(),
                           ToFinished(event.attributes())});
  }
  for (const sdk::LinkView link : record.links()) {
    span.links.push_back({ToBytes<TraceIdBytes>(link.trace_id()),
                          ToBytes<SpanIdBytes>(link.span_id()), ToFinished(link.attributes())});
  }
  span.dropped_attributes = record.dropped_attributes_count();
  span.dropped_events = record.dropped_events_count();
  span.dropped_links = record.dropped_links_count();
  return span;
}

void DeliverFinishedSpans(FinishedSpanSink* sink) {
  TheDelivery().sink.store(sink, std::memory_order_release);
  StartDelivery();
}

void ExportFinishedSpans(std::unique_ptr<sdk::SpanExporter> exporter) {
  std::atomic<Registered*>& newest = TheDelivery().exporters;
  auto* const one = new Registered{std::move(exporter), newest.load(std::memory_order_relaxed)};
  while (!newest.compare_exchange_weak(one->older, one, std::memory_order_release,
                                       std::memory_order_relaxed)) {
  }
  StartDelivery();
}

void ScheduleFinishedSpans(std::size_t batch_size, std::chrono::milliseconds interval) {
  Delivery& delivery = TheDelivery();
  bool is_started = false;
  sdk::BatchSpanProcessorOptions schedule;
  {
    const Lock lock(delivery.mutex);
    schedule = delivery.schedule;
    const std::size_t size = std::clamp<std::size_t>(batch_size, 1, schedule.max_queue_size);
    if (size == schedule.max_export_batch_size && interval == schedule.schedule_delay_millis)
      return;
    schedule.max_export_batch_size = size;
    schedule.schedule_delay_millis = interval;
    delivery.schedule = schedule;
    is_started = delivery.is_started;
  }
  if (is_started) delivery.Use(MakeQueue(schedule));
}

bool FlushFinishedSpans(std::chrono::microseconds timeout) {
  // Then nobody has asked for spans. A forked child must not wait here for a thread that was making the delivery.
  if (!sdk::HasFinishedSpanObserver()) return true;
  const tracebridge::sdk::Deadline deadline(timeout);
  Delivery& delivery = TheDelivery();
  std::vector<sdk::BatchSpanProcessor*> queues;
  {
    const Lock lock(delivery.mutex);
    for (const auto& queue : delivery.queues) queues.push_back(queue.get());
  }
  bool succeeded = true;
  for (sdk::BatchSpanProcessor* queue : queues) {
    succeeded = queue->ForceFlush(deadline.Left()) && succeeded;
  }
  return succeeded;
}

}  // namespace tracebridge::bridge
