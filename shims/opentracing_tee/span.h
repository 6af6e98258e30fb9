// A span of two tracers.
#pragma once

#include <opentracing/tracer.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "shims/opentracing_tee/context.h"

namespace tracebridge::opentracing_tee {

class Span final : public opentracing::Span {
 public:
  // Either span may be null, but not both.
  Span(std::shared_ptr<const opentracing::Tracer> tracer, std::unique_ptr<opentracing::Span> first,
       std::unique_ptr<opentracing::Span> second) noexcept;

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
  const opentracing::SpanContext& context() const noexcept override { return context_; }
  const opentracing::Tracer& tracer() const noexcept override { return *tracer_; }

 private:
  template <class Function>
  void Each(Function function) noexcept;

  const std::shared_ptr<const opentracing::Tracer> tracer_;
  const std::unique_ptr<opentracing::Span> second_,
      first_;  // destroyed, and so finished, the first before the second
  const Context context_;
};

}  // namespace tracebridge::opentracing_tee
