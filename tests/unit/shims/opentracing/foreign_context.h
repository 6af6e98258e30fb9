// A span context of another tracer.
#pragma once

#include <opentracing/span.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tracebridge::opentracing_shim {

struct ForeignContext final : opentracing::SpanContext {
  ForeignContext(std::string trace, std::string span,
                 std::vector<std::pair<std::string, std::string>> items = {})
      : trace_id(std::move(trace)), span_id(std::move(span)), baggage(std::move(items)) {}

  void ForeachBaggageItem(
      std::function<bool(const std::string&, const std::string&)> f) const override {
    for (const auto& [key, value] : baggage) {
      if (!f(key, value)) return;
    }
    if (throws) throw std::runtime_error("baggage");
  }
  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override {
    return std::unique_ptr<opentracing::SpanContext>(new ForeignContext(*this));
  }
  std::string ToTraceID() const noexcept override { return trace_id; }
  std::string ToSpanID() const noexcept override { return span_id; }

  std::string trace_id, span_id;
  std::vector<std::pair<std::string, std::string>> baggage;
  bool throws = false;
};

}  // namespace tracebridge::opentracing_shim
