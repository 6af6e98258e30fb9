#include "opentelemetry/sdk/metrics/meter_context.h"

#include <utility>

#include "otel_core/sdk/src/common/deadline.h"
#include "otel_core/sdk/src/metrics/exemplar_filter.h"
#include "otel_core/sdk/src/metrics/metrics_core.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

using tracebridge::Count;
using tracebridge::Diagnostic;
using tracebridge::sdk::Deadline;

// How long a destructor waits for an exporter. Programs that can wait longer call Shutdown.
constexpr std::chrono::seconds kDestructorTimeout{30};

// From a callback there is no waiting: a reader's thread that is to collect first would wait for the callback to end.
std::chrono::microseconds Wait(const MetricsCore& core, std::chrono::microseconds timeout) {
  return core.IsCollectingHere() ? std::chrono::microseconds(0) : timeout;
}

}  // namespace

MeterContext::MeterContext(std::unique_ptr<ViewRegistry> views, const resource::Resource& resource,
                           std::unique_ptr<MeterConfigurator> meter_configurator)
    : MeterContext(std::move(views), resource, std::move(meter_configurator),
                   ExemplarFilterFromEnvironment()) {}

MeterContext::MeterContext(std::unique_ptr<ViewRegistry> views, const resource::Resource& resource,
                           std::unique_ptr<MeterConfigurator> meter_configurator,
                           ExemplarFilterType exemplar_filter_type)
    : core_(std::make_shared<MetricsCore>(std::move(views), resource, std::move(meter_configurator),
                                          exemplar_filter_type)) {}

MeterContext::~MeterContext() {
  Shutdown(kDestructorTimeout);
  core_->Close();
}

const resource::Resource& MeterContext::GetResource() const noexcept { return core_->resource(); }

ViewRegistry* MeterContext::GetViewRegistry() const noexcept { return &core_->views(); }

const MeterConfigurator& MeterContext::GetMeterConfigurator() const noexcept {
  return core_->configurator();
}

opentelemetry::common::SystemTimestamp MeterContext::GetSDKStartTime() const noexcept {
  return core_->start_time();
}

void MeterContext::AddMetricReader(std::shared_ptr<MetricReader> reader,
                                   std::unique_ptr<MetricFilter> metric_filter) noexcept {
  if (reader == nullptr) return;
  try {
    core_->AddReader(std::move(reader), std::move(metric_filter));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

void MeterContext::AddView(std::unique_ptr<InstrumentSelector> instrument_selector,
                           std::unique_ptr<MeterSelector> meter_selector,
                           std::unique_ptr<View> view) noexcept {
  try {
    core_->AddView(std::move(instrument_selector), std::move(meter_selector), std::move(view));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

void MeterContext::SetExemplarFilter(ExemplarFilterType exemplar_filter_type) noexcept {
  core_->exemplar_filter().store(exemplar_filter_type, std::memory_order_relaxed);
}

ExemplarFilterType MeterContext::GetExemplarFilter() const noexcept {
  return core_->exemplar_filter().load(std::memory_order_relaxed);
}

bool MeterContext::ForceFlush(std::chrono::microseconds timeout) noexcept try {
  const Deadline deadline(Wait(*core_, timeout));
  bool succeeded = true;
  for (const auto& reader : core_->readers().All()) {
    succeeded = reader->ForceFlush(deadline.Left()) && succeeded;
  }
  return succeeded;
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
  return false;
}

bool MeterContext::Shutdown(std::chrono::microseconds timeout) noexcept try {
  if (core_->is_shut_down().exchange(true)) return true;
  const Deadline deadline(Wait(*core_, timeout));
  bool succeeded = true;
  for (const auto& reader : core_->readers().All()) {
    succeeded = reader->Shutdown(deadline.Left()) && succeeded;
  }
  return succeeded;
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
  return false;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
