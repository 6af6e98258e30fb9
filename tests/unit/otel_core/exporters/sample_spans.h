// Finished spans to encode, made without a tracer provider.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/trace/span_context.h"
#include "otel_core/exporters/otlp/src/span_groups.h"

namespace tracebridge::otlp {

using opentelemetry::common::AttributeValue;
using Attributes = std::vector<std::pair<std::string, AttributeValue>>;
using AttributesView = opentelemetry::common::KeyValueIterableView<Attributes>;

inline constexpr std::uint8_t kTraceIdBytes[16] = {0x5b, 0x8a, 0xa5, 0xa2, 0xd2, 0xc8, 0x72, 0xe8,
                                                   0x32, 0x1c, 0xf3, 0x73, 0x08, 0xd6, 0x9d, 0xf2};
inline constexpr std::uint8_t kSpanIdBytes[8] = {0x5f, 0xb3, 0x97, 0xbe, 0x34, 0xd2, 0x6b, 0x51};
inline constexpr std::uint8_t kParentIdBytes[8] = {0x05, 0x11, 0x15, 0xb1, 0xc2, 0x00, 0xff, 0x01};

inline opentelemetry::trace::SpanContext SampleContext(bool is_remote = false) {
  return {opentelemetry::trace::TraceId(kTraceIdBytes), opentelemetry::trace::SpanId(kSpanIdBytes),
          opentelemetry::trace::TraceFlags(1), is_remote};
}

// Returns a record with the ids above, started 1 s after the epoch, that lasted 2 ns.
inline std::unique_ptr<opentelemetry::sdk::trace::SpanRecord> MakeSpan(const std::string& name) {
  auto span = opentelemetry::sdk::trace::SpanRecord::Create();
  span->SetIdentity(SampleContext(), opentelemetry::trace::SpanId());
  span->SetTraceFlags(opentelemetry::trace::TraceFlags(1));
  span->SetName(name);
  span->SetStartTime(opentelemetry::common::SystemTimestamp(std::chrono::seconds(1)));
  span->SetDuration(std::chrono::nanoseconds(2));
  return span;
}

inline std::vector<std::unique_ptr<opentelemetry::sdk::trace::Recordable>> MakeBatch(
    std::size_t size) {
  std::vector<std::unique_ptr<opentelemetry::sdk::trace::Recordable>> batch;
  for (std::size_t i = 0; i < size; ++i) batch.push_back(MakeSpan("span " + std::to_string(i)));
  return batch;
}

}  // namespace tracebridge::otlp
