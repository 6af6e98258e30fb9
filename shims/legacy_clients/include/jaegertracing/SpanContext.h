// The ids of a span, in Jaeger's form: what programs print into their logs, or make of ids that came by a way of their own.
//
//   auto* context = dynamic_cast<const jaegertracing::SpanContext*>(&span->context());
//   std::cout << *context;  // 4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:53995c3f42cd8ad8:1
//
// Contexts of spans and of Extract have one of tracebridge's inside, and are taken for it everywhere.
#pragma once

#include <opentracing/span.h>

#include <functional>
#include <iomanip>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "jaegertracing/Compilers.h"
#include "jaegertracing/TraceID.h"
#include "tracebridge/wrapped_span_context.h"

namespace jaegertracing {

class SpanContext : public opentracing::SpanContext, public tracebridge::WrappedSpanContext {
 public:
  using StrMap = std::unordered_map<std::string, std::string>;

  enum class Flag : unsigned char { kSampled = 1, kDebug = 2 };

  // Reads what print() writes. Returns an invalid context for anything else.
  static SpanContext fromStream(std::istream& in);

  SpanContext() = default;

  // `debugID` has no effect: a trace that should be debugged is asked for by its header.
  SpanContext(const TraceID& traceID, uint64_t spanID, uint64_t parentID, unsigned char flags,
              const StrMap& baggage, const std::string& debugID = "",
              const std::string& traceState = "");

  // Owns `made`, a context of tracebridge's; `parentID` is 0 where it is not known.
  static SpanContext owning(std::unique_ptr<opentracing::SpanContext> made);
  // Refers to `made`, which outlives it.
  SpanContext(const opentracing::SpanContext& made, uint64_t parentID) noexcept;

  SpanContext(const SpanContext& other);
  SpanContext& operator=(SpanContext other);
  void swap(SpanContext& other);
  friend void swap(SpanContext& lhs, SpanContext& rhs) { lhs.swap(rhs); }

  const TraceID& traceID() const { return _traceID; }
  uint64_t spanID() const { return _spanID; }
  // Of a root, of what was extracted, and of a span whose parent was no reference: 0.
  uint64_t parentID() const { return _parentID; }

  // What was set until now.
  const StrMap& baggage() const;
  SpanContext withBaggage(const StrMap& baggage) const;

  template <typename Function>
  void forEachBaggageItem(Function f) const {
    ForeachBaggageItem(
        [&f](const std::string& key, const std::string& value) { return f(key, value); });
  }

  unsigned char flags() const;
  bool isSampled() const { return (flags() & static_cast<unsigned char>(Flag::kSampled)) != 0; }
  bool isDebug() const { return (flags() & static_cast<unsigned char>(Flag::kDebug)) != 0; }
  const std::string& debugID() const { return _debugID; }
  const std::string& traceState() const;
  bool isDebugIDContainerOnly() const { return !_traceID.isValid() && !_debugID.empty(); }
  bool isValid() const { return _traceID.isValid() && _spanID != 0; }

  template <typename Stream>
  void print(Stream& out) const {
    out << text();
  }

  void ForeachBaggageItem(
      std::function<bool(const std::string& key, const std::string& value)> f) const override;
  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override;
  std::string ToTraceID() const noexcept override;
  std::string ToSpanID() const noexcept override;

  const opentracing::SpanContext* wrapped() const noexcept override { return _wrapped; }

  friend bool operator==(const SpanContext& lhs, const SpanContext& rhs);
  friend bool operator!=(const SpanContext& lhs, const SpanContext& rhs) { return !(lhs == rhs); }

 private:
  std::string text() const;
  void take(std::unique_ptr<opentracing::SpanContext> made) noexcept;

  TraceID _traceID;
  uint64_t _spanID = 0;
  uint64_t _parentID = 0;
  std::string _debugID;
  const opentracing::SpanContext* _wrapped = nullptr;
  std::unique_ptr<opentracing::SpanContext> _owned;  // what `_wrapped` points to, or null

  mutable std::mutex _mutex;  // of what baggage() and traceState() refer to
  mutable StrMap _baggage;
  mutable std::string _traceState;
};

}  // namespace jaegertracing

inline std::ostream& operator<<(std::ostream& out, const jaegertracing::SpanContext& context) {
  context.print(out);
  return out;
}

inline std::istream& operator>>(std::istream& in, jaegertracing::SpanContext& context) {
  context = jaegertracing::SpanContext::fromStream(in);
  return in;
}
