#include "opentelemetry/sdk/trace/batch_span_processor_options.h"

#include "opentelemetry/sdk/common/env_variables.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace::batch_span_processor_options_env {
namespace {

std::size_t Number(const char* name, std::size_t otherwise) {
  std::uint32_t value = 0;
  return common::GetUintEnvironmentVariable(name, value) ? value : otherwise;
}

std::chrono::milliseconds Duration(const char* name, std::chrono::milliseconds otherwise) {
  std::chrono::system_clock::duration value{};
  return common::GetDurationEnvironmentVariable(name, value)
             ? std::chrono::duration_cast<std::chrono::milliseconds>(value)
             : otherwise;
}

}  // namespace

std::size_t GetMaxQueueSizeFromEnv() { return Number("OTEL_BSP_MAX_QUEUE_SIZE", 2048); }

std::chrono::milliseconds GetScheduleDelayFromEnv() {
  return Duration("OTEL_BSP_SCHEDULE_DELAY", std::chrono::milliseconds(5000));
}

std::chrono::milliseconds GetExportTimeoutFromEnv() {
  return Duration("OTEL_BSP_EXPORT_TIMEOUT", std::chrono::milliseconds(30000));
}

std::size_t GetMaxExportBatchSizeFromEnv() { return Number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", 512); }

}  // namespace sdk::trace::batch_span_processor_options_env
OPENTELEMETRY_END_NAMESPACE
