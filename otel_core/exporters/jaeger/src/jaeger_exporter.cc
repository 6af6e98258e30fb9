#include "tracebridge/jaeger_exporter.h"

#include <algorithm>
#include <utility>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/jaeger/src/encoder_library.h"
#include "otel_core/exporters/jaeger/src/jaeger_batch.h"
#include "otel_core/exporters/jaeger/src/transport.h"
#include "otel_core/exporters/otlp/src/http/export_sessions.h"
#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace jaeger {
namespace {

using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::trace::Recordable;
using opentelemetry::sdk::trace::SpanExporter;
using opentelemetry::sdk::trace::SpanRecord;

// What became of the spans of one export.
struct Tally {
  std::size_t lost = 0;
  std::size_t too_large = 0;
  std::size_t largest = 0;  // bytes of the largest of these
  std::string error;        // the first
};

struct WorkerOptions {
  JaegerExporterOptions exporter;
  Encode encode;
};

class Worker {
 public:
  Worker(const WorkerOptions& options, otlp::Cancellation* cancellation)
      : options_(options),
        cancellation_(cancellation),
        transport_(MakeTransport(options.exporter)) {}

  ExportResult Export(const otlp::Batch& spans) noexcept {
    Tally tally;
    try {
      Send(otlp::GroupSpans(spans), &tally);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      tally.lost = spans.size();
    }
    Report(tally);
    if (tally.too_large != 0) Count(Diagnostic::kSpanTooLarge, tally.too_large);
    // The processor counts a batch that failed, whole.
    if (tally.lost != 0 && tally.lost == spans.size()) return ExportResult::kFailure;
    if (tally.lost != 0) Count(Diagnostic::kSpanDroppedExportFailed, tally.lost);
    return ExportResult::kSuccess;
  }

 private:
  // A call of the encoder, and what its callbacks need.
  struct Call {
    Worker* worker;
    Tally* tally;
    otlp::TimePoint deadline;
    std::size_t taken = 0;  // spans of the batch that a callback was told of
  };

  void Send(const otlp::SpanGroups& groups, Tally* tally) {
    const otlp::TimePoint deadline = otlp::DeadlineAfter(options_.exporter.timeout);
    // A batch of Jaeger's has one process.
    for (const otlp::ResourceGroup& group : groups.resources) {
      const JaegerBatch batch(group);
      Call call{this, tally, deadline};
      const Sink sink{&call, &OnPacket, &OnTooLarge};
      options_.encode(transport_->form(), &batch.batch(), transport_->max_size(), &sink);
      const std::size_t left = batch.batch().spans.size - call.taken;
      tally->lost += left;
      if (left != 0 && tally->error.empty()) tally->error = "they could not be encoded";
    }
  }

  static bool OnPacket(void* context, const char* data, std::size_t size, std::size_t /*first*/,
                       std::size_t count) noexcept {
    Call* const call = static_cast<Call*>(context);
    call->taken += count;
    try {
      // Datagrams know no deadline, and to look for the agent's name may take long.
      if (call->worker->cancellation_->cancelled() ||
          std::chrono::steady_clock::now() >= call->deadline) {
        call->tally->lost += count;
        if (call->tally->error.empty()) call->tally->error = "no time is left";
        return true;
      }
      call->worker->SendPacket({data, size}, count, call);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      call->tally->lost += count;
    }
    return true;
  }

  void SendPacket(std::string_view packet, std::size_t spans, Call* call) {
    Transport::Outcome outcome = transport_->Send(packet, call->deadline, cancellation_);
    if (outcome.previous_was_lost && previous_spans_ != 0) {
      Count(Diagnostic::kSpanDroppedExportFailed, previous_spans_);
      if (call->tally->error.empty()) call->tally->error = "the agent refused packets";
    }
    previous_spans_ = outcome.error.empty() ? spans : 0;
    if (outcome.error.empty()) return;
    call->tally->lost += spans;
    if (call->tally->error.empty()) call->tally->error = std::move(outcome.error);
  }

  static void OnTooLarge(void* context, std::size_t /*index*/, std::size_t size) noexcept {
    Call* const call = static_cast<Call*>(context);
    ++call->taken;
    ++call->tally->too_large;
    call->tally->largest = std::max(call->tally->largest, size);
  }

  // One line when exports begin to fail and one when they work again, and one for the first spans that are too large.
  void Report(const Tally& tally) noexcept try {
    if (tally.too_large != 0 && !std::exchange(told_of_size_, true)) {
      OTEL_INTERNAL_LOG_WARN(
          "Jaeger export: a span of "
          << tally.largest << " bytes is over the packet size of " << transport_->max_size()
          << " bytes and is dropped, as later ones will be; lower OTEL_SPAN_EVENT_COUNT_LIMIT or "
             "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT, or send to a collector over HTTP "
             "(OTEL_EXPORTER_JAEGER_ENDPOINT)");
    }
    if (!tally.error.empty()) {
      if (!failing_) {
        OTEL_INTERNAL_LOG_ERROR("Jaeger export to " << transport_->where() << " fails, "
                                                    << tally.lost
                                                    << " spans are lost: " << tally.error);
      }
      failing_ = true;
      return;
    }
    if (failing_)
      OTEL_INTERNAL_LOG_INFO("Jaeger export to " << transport_->where() << " works again");
    failing_ = false;
  } catch (...) {
    // Out of memory: the counters are all that is left.
  }

  const WorkerOptions& options_;
  otlp::Cancellation* const cancellation_;
  const std::unique_ptr<Transport> transport_;
  std::size_t previous_spans_ = 0;  // of the packet before, if it seemed to leave
  bool failing_ = false;
  bool told_of_size_ = false;
};

class Exporter final : public SpanExporter {
 public:
  Exporter(const JaegerExporterOptions& options, Encode encode) : sessions_({options, encode}) {}

  std::unique_ptr<Recordable> MakeRecordable() noexcept override { return SpanRecord::Create(); }

  ExportResult Export(
      const opentelemetry::nostd::span<std::unique_ptr<Recordable>>& spans) noexcept override {
    if (spans.empty()) return ExportResult::kSuccess;
    return sessions_.Export([&spans](Worker& worker) { return worker.Export(spans); });
  }

  bool ForceFlush(std::chrono::microseconds timeout) noexcept override {
    return sessions_.ForceFlush(timeout);
  }

  bool Shutdown(std::chrono::microseconds timeout) noexcept override {
    return sessions_.Shutdown(timeout);
  }

 private:
  otlp::ExportSessions<Worker, WorkerOptions> sessions_;
};

}  // namespace
}  // namespace jaeger

Expected<std::unique_ptr<opentelemetry::sdk::trace::SpanExporter>> MakeJaegerExporter(
    const JaegerExporterOptions& options) {
  const Expected<jaeger::Encode> encode = jaeger::LoadEncoder();
  if (!encode) return encode.error();
  if (!options.endpoint.empty()) otlp::PrepareHttpAhead();
  std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> exporter =
      std::make_unique<jaeger::Exporter>(options, *encode);
  return exporter;
}

}  // namespace tracebridge
