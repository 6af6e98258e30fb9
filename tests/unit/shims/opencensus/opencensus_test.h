// What the tests of the shim share.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "tests/support/span_recorder.h"
#ifndef TRACEBRIDGE_OPENTELEMETRY_API
#include "tracebridge/context_storage.h"
#endif

namespace tracebridge::opencensus_shim {

// A test in which no provider is set, so that OpenCensus's own rules hold.
class OpenCensusTest : public ::testing::Test {
 protected:
  OpenCensusTest() {
#ifndef TRACEBRIDGE_OPENTELEMETRY_API
    InstallContextStorage();
#endif
    test::TestDefaultProvider::Get().Take();
  }

  // Returns what ended since the last call, one line each.
  std::string Ended() { return test::Text(test::TestDefaultProvider::Get().Take()); }

  opencensus::trace::AlwaysSampler always_;
  opencensus::trace::NeverSampler never_;
};

inline opencensus::trace::SpanContext RemoteContext(uint8_t options) {
  const uint8_t trace_id[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  const uint8_t span_id[8] = {17, 18, 19, 20, 21, 22, 23, 24};
  return opencensus::trace::SpanContext(opencensus::trace::TraceId(trace_id),
                                        opencensus::trace::SpanId(span_id),
                                        opencensus::trace::TraceOptions(&options));
}

}  // namespace tracebridge::opencensus_shim
