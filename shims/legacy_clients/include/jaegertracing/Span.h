// A span of a tracer that jaegertracing::Tracer::make made: one of tracebridge's, with the context that programs cast to.
//
// The original's copies, and its getters for what a span has recorded, were for its reporters. They are not here.
#pragma once

#include <opentracing/span.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "jaegertracing/SpanContext.h"
#include "jaegertracing/Tag.h"

namespace jaegertracing {

class Tracer;

class Span : public opentracing::Span {
 public:
  using SteadyClock = opentracing::SteadyClock;
  using SystemClock = opentracing::SystemClock;

  // Tracer makes them; `span` is not null.
  Span(std::shared_ptr<const Tracer> tracer, std::unique_ptr<opentracing::Span> span,
       uint64_t parentID) noexcept;
  ~Span() override;
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;

  void FinishWithOptions(const opentracing::FinishSpanOptions& options) noexcept override;
  void SetOperationName(opentracing::string_view name) noexcept override;
  void SetTag(opentracing::string_view key, const opentracing::Value& value) noexcept override;
  void SetBaggageItem(opentracing::string_view key,
                      opentracing::string_view value) noexcept override;
  std::string BaggageItem(opentracing::string_view key) const noexcept override;
  void Log(std::initializer_list<std::pair<opentracing::string_view, opentracing::Value>>
               fields) noexcept override;
  void Log(opentracing::SystemTime timestamp,
           std::initializer_list<std::pair<opentracing::string_view, opentracing::Value>>
               fields) noexcept override;
  void Log(opentracing::SystemTime timestamp,
           const std::vector<std::pair<opentracing::string_view, opentracing::Value>>&
               fields) noexcept override;
  const SpanContext& context() const noexcept override { return _context; }
  const SpanContext& contextNoLock() const noexcept { return _context; }
  const opentracing::Tracer& tracer() const noexcept override;

  std::string serviceName() const noexcept;

  template <typename... Arg>
  void setOperationName(Arg&&... name) {
    SetOperationName(std::forward<Arg>(name)...);
  }

  template <typename Stream>
  void print(Stream& out) const {
    out << _context;
  }

 private:
  void CountFinish() noexcept;

  std::atomic<bool> _finished{false};
  const std::shared_ptr<const Tracer> _tracer;
  const std::unique_ptr<opentracing::Span> _span;
  const SpanContext _context;
};

}  // namespace jaegertracing

inline std::ostream& operator<<(std::ostream& out, const jaegertracing::Span& span) {
  span.print(out);
  return out;
}
