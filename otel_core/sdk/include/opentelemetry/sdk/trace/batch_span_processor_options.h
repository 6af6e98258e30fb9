// How much the batch processor holds, and how often it exports.
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md "Batch Span Processor".
#pragma once

#include <chrono>
#include <cstddef>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace batch_span_processor_options_env {

std::size_t GetMaxQueueSizeFromEnv();
std::chrono::milliseconds GetScheduleDelayFromEnv();
std::chrono::milliseconds GetExportTimeoutFromEnv();
std::size_t GetMaxExportBatchSizeFromEnv();

}  // namespace batch_span_processor_options_env

// The defaults are what the environment says when the struct is made.
struct BatchSpanProcessorOptions {
  // Finished spans that wait; more are dropped and counted. OTEL_BSP_MAX_QUEUE_SIZE, default 2048.
  std::size_t max_queue_size = batch_span_processor_options_env::GetMaxQueueSizeFromEnv();
  // Longest wait between two exports. OTEL_BSP_SCHEDULE_DELAY, default 5000 ms.
  std::chrono::milliseconds schedule_delay_millis =
      batch_span_processor_options_env::GetScheduleDelayFromEnv();
  // Accepted for source compatibility: exporters have time-outs of their own. OTEL_BSP_EXPORT_TIMEOUT, default 30000 ms.
  std::chrono::milliseconds export_timeout =
      batch_span_processor_options_env::GetExportTimeoutFromEnv();
  // Spans in one export; as many waiting spans start one at once. OTEL_BSP_MAX_EXPORT_BATCH_SIZE, default 512.
  // Counts as max_queue_size when it is larger.
  std::size_t max_export_batch_size =
      batch_span_processor_options_env::GetMaxExportBatchSizeFromEnv();
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
